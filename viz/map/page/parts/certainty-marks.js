// Marks that tell how sure a number is: pieces of lines, and bars.
// A piece of such a line, for cells and legends.
import { DASH, PALE, SOLID, countSure } from "../model/certainty.js";
import { drawn, make } from "./dom.js";

/**
 * @param {number} width
 * @param {number} height
 * @param {{ band: number; core: number }} widths
 * @param {string} colour
 * @param {Attributes} [attributes]
 */
export function lineMark(width, height, { band, core }, colour, attributes) {
  const line = (
    /** @type {number} */ wide,
    /** @type {number} */ opacity,
    /** @type {number[] | null} */ dash = null,
  ) =>
    drawn("line", {
      x1: 0,
      x2: width,
      y1: height / 2,
      y2: height / 2,
      stroke: colour,
      "stroke-width": wide.toFixed(2),
      "stroke-opacity": opacity,
      "stroke-dasharray": dash ? dash.join(" ") : null,
    });
  return drawn("g", attributes || {}, line(band, PALE, core ? null : DASH), core ? line(core, SOLID) : null);
}

/**
 * @param {number} width
 * @param {number} height
 * @param {string} kind
 * @param {...Content} content
 */
export const inSvg = (width, height, kind, ...content) =>
  drawn(
    "svg",
    { viewBox: "0 0 " + width + " " + height, width, height, class: kind, "aria-hidden": "true" },
    ...content,
  );

/**
 * A bar beside a number: its dark part is what is stated.
 * @param {number} all
 * @param {number} stated
 * @param {number} most
 * @param {number} [width]
 */
export function barMark(all, stated, most, width = 64) {
  const length = (/** @type {number} */ value) => ((width - 1) * value) / Math.max(most, 1e-9);
  return inSvg(
    width,
    9,
    "two-parts",
    drawn("rect", { class: "all", x: 0.5, y: 0.5, height: 8, width: length(all).toFixed(1) }),
    stated ? drawn("rect", { class: "stated", x: 0.5, y: 0.5, height: 8, width: length(stated).toFixed(1) }) : null,
  );
}

/**
 * The same with its bar, for a list.
 * @param {number} activities
 * @param {number} stated
 * @param {number} most
 * @param {string} [before]
 */
export const numbersOf = (activities, stated, most, before = "") =>
  make("span", { class: "numbers" }, barMark(activities, stated, most), " " + before + countSure(activities, stated));
