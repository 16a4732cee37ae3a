// A whole sheet for print: title, picture, legend, caption and citation.
import { LIGHT } from "../model/colours.js";
import { halfLabel, signsOf } from "../model/compare-words.js";
import { comparisonOf } from "../model/comparison.js";
import { PAGE } from "../model/data.js";
import { caption, citation, subtitle } from "../model/describe.js";
import { state } from "../model/now.js";
import { pick2 } from "../model/words.js";
import { SVG, drawn, outline } from "../parts/dom.js";
import { FONT, widthOf } from "../picture/labels.js";
import { certaintyItems, legendItems } from "../picture/legend.js";
import { networkSvg } from "../picture/network-svg.js";
import { matrixSvg } from "../views/matrix-svg.js";

/**
 * @param {Shown} shown
 * @param {{ width?: number; height?: number; look?: Look }} [sheet]
 */
export function sheetSvg(shown, { width = 1400, height = 990, look = LIGHT } = {}) {
  const svg = drawn("svg", { xmlns: SVG, viewBox: "0 0 " + width + " " + height, width, height, "font-family": FONT });
  svg.append(drawn("rect", { width, height, fill: look.ground }));
  svg.append(
    drawn(
      "text",
      { x: 24, y: 36, "font-size": 22, "font-weight": 700, fill: look.ink },
      pick2([PAGE.title, PAGE.titleRu]),
    ),
  );
  const head = wrapped(subtitle(shown), width - 48, 13),
    foot = [...wrapped(caption(shown), width - 48, 12), ...wrapped(citation(shown), width - 48, 12)];
  head.forEach((text, n) =>
    svg.append(drawn("text", { x: 24, y: 58 + n * 17, "font-size": 13, fill: look.soft }, text)),
  );
  const { rows, drawnRows } = legendSvg(shown, width - 48, look),
    top = 62 + head.length * 17,
    bottom = 14 + foot.length * 16 + rows * 20;
  const body = drawn("g", { transform: "translate(0 " + top + ")" }),
    box = { width, height: height - top - bottom, look };
  const comparison = comparisonOf(state);
  if (comparison) {
    comparison.halves.forEach((half, n) =>
      body.append(
        drawn(
          "g",
          { transform: "translate(" + (n * width) / 2 + " 0)" },
          networkSvg(half, {
            ...box,
            width: width / 2,
            signs: signsOf(comparison),
            heading: halfLabel(comparison, n),
            compact: true,
            labels: 10,
          }),
        ),
      ),
    );
  } else if (state.view === "matrix") body.append(matrixSvg(shown, box));
  else if (shown.nodes.length) body.append(networkSvg(shown, box));
  svg.append(body, drawn("g", { transform: "translate(24 " + (height - bottom + 8) + ")" }, drawnRows));
  foot.forEach((text, n) =>
    svg.append(
      drawn("text", { x: 24, y: height - foot.length * 16 + n * 16 + 4, "font-size": 11.5, fill: look.soft }, text),
    ),
  );
  return svg;
}

/**
 * @param {string} text
 * @param {number} width
 * @param {number} size
 */
export function wrapped(text, width, size) {
  const lines = [""];
  text.split(" ").forEach((word) => {
    const longer = lines[lines.length - 1] ? lines[lines.length - 1] + " " + word : word;
    if (widthOf(longer, size, 400) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  });
  return lines;
}

/**
 * @param {Shown} shown
 * @param {number} width
 * @param {Look} look
 */
function legendSvg(shown, width, look) {
  const { colours, kinds } = legendItems(shown),
    parts = /** @type {Element[]} */ ([]),
    items = certaintyItems(shown, look).map(
      ([mark, room, text]) => /** @type {[string, Element, number]} */ ([text, mark, room ? room + 8 : 0]),
    );
  const dot = (/** @type {string} */ shape, /** @type {string} */ colour) =>
    drawn("path", { d: outline(shape, 5), fill: colour, transform: "translate(5 0)" });
  if (state.view !== "matrix") {
    colours
      .filter((one) => !state.without.includes(one.id ?? ""))
      .forEach((one) => items.push([one.text, dot("dot", one.colour), 18]));
    kinds.forEach((one) => items.push([one.text, dot(one.shape, one.colour), 18]));
  }
  let x = 0,
    row = 0;
  items.forEach(([text, mark, room]) => {
    const wide = room + widthOf(text, 12, 400) + 22;
    if (x + wide > width) {
      x = 0;
      row += 1;
    }
    parts.push(
      drawn(
        "g",
        { transform: "translate(" + x.toFixed(1) + " " + row * 20 + ")" },
        mark,
        drawn("text", { x: room, y: 4, "font-size": 12, fill: look.soft }, text),
      ),
    );
    x += wide;
  });
  return { rows: row + 1, drawnRows: parts };
}
