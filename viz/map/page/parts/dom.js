// Making elements: all text enters as text nodes.
import { say } from "../model/words.js";

/**
 * An element of the page, which is there.
 * @param {string} id
 */
export const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** @param {string} id */
export const inputById = (id) => /** @type {HTMLInputElement} */ (byId(id));
export const theDialog = () => /** @type {HTMLDialogElement} */ (byId("dialog"));

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} attributes
 * @param {...Content} content
 */
export function make(tag, attributes, ...content) {
  const element = document.createElement(tag);
  fill(element, attributes);
  element.append(...given(content));
  return element;
}

/**
 * @param {Element} element
 * @param {Attributes} attributes
 */
export function fill(element, attributes) {
  Object.entries(attributes || {}).forEach(([name, value]) => {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  });
}

/**
 * What there is to put: parts that are null, undefined, false or "" are left out.
 * @param {Content[]} parts
 */
const given = (parts) =>
  /** @type {(Node | string)[]} */ (
    parts.flat(3).filter((part) => part !== null && part !== undefined && part !== false && part !== "")
  );

/**
 * Replace what is in an element.
 * @param {Element} element
 * @param {...Content} parts
 */
export const put = (element, ...parts) => element.replaceChildren(...given(parts));
export const SVG = "http://www.w3.org/2000/svg";

/**
 * A heading of a level.
 * @param {number} level
 * @param {Attributes} attributes
 * @param {...Content} content
 */
export const heading = (level, attributes, ...content) =>
  make(/** @type {"h2"} */ ("h" + level), attributes, ...content);

/**
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} attributes
 * @param {...Content} content
 */
export function drawn(tag, attributes, ...content) {
  const element = document.createElementNS(SVG, tag);
  fill(element, attributes);
  element.append(...given(content));
  return element;
}

/**
 * @param {Content} text
 * @param {(event: any) => void} click
 * @param {Attributes} [attributes]
 */
export const button = (text, click, attributes) => make("button", { type: "button", click, ...attributes }, text);

/**
 * Outlines of the shapes about the point (0, 0), for a mark of the given radius.
 * @param {string} shape
 * @param {number} r
 */
export function outline(shape, r) {
  const at = (/** @type {number} */ angle, /** @type {number} */ radius) =>
    [Math.cos(angle) * radius, Math.sin(angle) * radius].map((value) => value.toFixed(2)).join(",");
  const around = (
    /** @type {number} */ count,
    /** @type {number} */ turn,
    /** @type {(n: number) => number} */ radius,
  ) => "M" + Array.from({ length: count }, (_, n) => at(turn + (2 * Math.PI * n) / count, radius(n))).join("L") + "Z";
  const up = -Math.PI / 2;
  if (shape === "square")
    return (
      "M" +
      [
        [-r, -r],
        [r, -r],
        [r, r],
        [-r, r],
      ]
        .map((p) => p.join(","))
        .join("L") +
      "Z"
    );
  if (shape === "triangle") return around(3, up, () => r * 1.25);
  if (shape === "diamond") return around(4, up, () => r * 1.15);
  if (shape === "star") return around(10, up, (/** @type {number} */ n) => (n % 2 ? r * 0.55 : r * 1.3));
  if (shape === "hexagon") return around(6, 0, () => r * 1.05);
  return "M" + -r + ",0A" + [r, r, 0, 1, 0, r, 0].join(",") + "A" + [r, r, 0, 1, 0, -r, 0].join(",") + "Z";
}

/**
 * @param {string} shape
 * @param {string} colour
 * @param {boolean} [hollow]
 */
export const glyph = (shape, colour, hollow) =>
  drawn(
    "svg",
    { viewBox: "-8 -8 16 16", class: "glyph", "aria-hidden": "true" },
    drawn("path", {
      d: outline(shape, 5),
      fill: hollow ? "none" : colour,
      stroke: colour,
      "stroke-width": hollow ? 1.5 : 1,
      "stroke-dasharray": hollow ? "2 2" : null,
    }),
  );

/** @param {string} text */
export function announce(text) {
  byId("said").textContent = text;
}

/** @type {Element | null} */
let dialogBefore = null;

/**
 * @param {string} title
 * @param {...Content} content
 */
export function openDialog(title, ...content) {
  const dialog = theDialog();
  dialogBefore = document.activeElement;
  dialog.setAttribute("aria-labelledby", "dialog-title");
  put(
    dialog,
    make(
      "div",
      { class: "dialog-head" },
      make("h2", { id: "dialog-title" }, title),
      button("×", () => dialog.close(), { "aria-label": say("close"), class: "quiet" }),
    ),
    ...content.flat(),
  );
  if (!dialog.open) dialog.showModal();
  dialog.onclose = () => {
    if (dialogBefore instanceof HTMLElement && dialogBefore.isConnected) dialogBefore.focus();
  };
}

/**
 * @param {string} text
 * @param {string} [told]
 */
export async function copyText(text, told) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // A file opened from disk may have no clipboard: select the text in a field and copy that.
    const field = make("textarea", { class: "hidden-text", "aria-hidden": "true", tabindex: "-1" });
    field.value = text;
    (theDialog().open ? theDialog() : document.body).append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  announce(told || say("copied"));
}
