// The matrix as a drawing, for paper: as many rows and columns as the sheet has room for.
import { matrixOf, rowName } from "../model/cells.js";
import { lineWidth } from "../model/certainty.js";
import { numeral, placeName, say } from "../model/words.js";
import { lineMark } from "../parts/certainty-marks.js";
import { drawn } from "../parts/dom.js";
import { FONT, widthOf } from "../picture/labels.js";
import { cutTo } from "./timeline.js";

export const CELL = { width: 38, height: 13 };
/**
 * @param {Cell} value
 * @param {number} most
 * @param {Look} look
 */
export const cellMark = (value, most, look) =>
  lineMark(
    CELL.width,
    CELL.height,
    { band: lineWidth(value.activities, most, CELL.height - 2), core: lineWidth(value.stated, most, CELL.height - 2) },
    look.tie,
  );

/**
 * The same for paper: as many rows and columns as the sheet has room for.
 * @param {Shown} shown
 * @param {{ width: number; height: number; look: Look }} sheet
 */
export function matrixSvg(shown, { width, height, look }) {
  const { rows, columns, cells } = matrixOf(shown),
    most = Math.max(1, ...[...cells.values()].map((cell) => cell.activities)),
    [top, wide] = [100, CELL.width + 4],
    left = Math.min(320, 40 + Math.max(0, ...rows.map((id) => widthOf(rowName(id), 12, 400)))),
    size = Math.max(25, Math.min(32, (height - top - 16) / rows.length)),
    [down, across] = [
      rows.slice(0, Math.floor((height - top - 16) / size)),
      columns.slice(0, Math.floor((width - left - 60) / wide)),
    ],
    group = drawn("g", { "font-family": FONT, "font-size": 12, fill: look.ink });
  const at = (/** @type {number} */ n) => left + n * wide + wide / 2,
    edge = left + across.length * wide;
  across.forEach((id, n) =>
    group.append(
      drawn(
        "text",
        { transform: "translate(" + (at(n) + 4) + " " + (top - 6) + ") rotate(-60)" },
        cutTo(placeName(id), 105),
      ),
    ),
  );
  down.forEach((row, r) => {
    const y = top + r * size;
    group.append(
      drawn("line", { x1: 24, x2: edge, y1: y, y2: y, stroke: look.soft, "stroke-opacity": 0.2 }),
      drawn("text", { x: left - 8, y: y + 17, "text-anchor": "end" }, cutTo(rowName(row), left - 32)),
    );
    across.forEach((column, n) => {
      const value = cells.get(row + "*" + column);
      if (!value) return;
      group.append(
        drawn("text", { x: at(n), y: y + 11, "text-anchor": "middle", "font-weight": 600 }, numeral(value.activities)),
        drawn(
          "g",
          { transform: "translate(" + (at(n) - CELL.width / 2) + " " + (y + 11.5) + ")" },
          cellMark(value, most, look),
        ),
      );
    });
  });
  if (down.length < rows.length || across.length < columns.length) {
    const numbers = { rows: down.length, allRows: rows.length, columns: across.length, allColumns: columns.length };
    group.append(drawn("text", { x: 24, y: height - 2, fill: look.soft }, say("matrix.cut", numbers)));
  }
  return group;
}
