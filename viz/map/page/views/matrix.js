// The matrix on the page: a button for each cell.
import { matrixOf, matrixRows, rowName, setMatrixRows } from "../model/cells.js";
import { countSure } from "../model/certainty.js";
import { coloursNow } from "../model/colours.js";
import { tieWords } from "../model/describe.js";
import { choose, state } from "../model/now.js";
import { computeShown } from "../model/shown.js";
import { numeral, placeName, say } from "../model/words.js";
import { drawDetail } from "../panel/detail.js";
import { whyEmpty } from "../panel/empty.js";
import { inSvg } from "../parts/certainty-marks.js";
import { button, byId, make, put } from "../parts/dom.js";
import { CELL, cellMark } from "./matrix-svg.js";

/** @param {Shown} shown */
export function drawMatrix(shown) {
  const { rows, columns, cells } = matrixOf(shown),
    most = Math.max(1, ...[...cells.values()].map((cell) => cell.activities)),
    look = coloursNow(),
    long_ = rows.length > 60;
  const cell = (/** @type {string} */ row, /** @type {string} */ column) => {
    const key = row + "*" + column,
      value = cells.get(key);
    if (!value)
      return make(
        "td",
        { class: row === column ? "own" : "" },
        row === column && matrixRows === "countries" ? "" : "·",
      );
    return make(
      "td",
      {},
      button(
        [numeral(value.activities), inSvg(CELL.width, CELL.height, "mark", cellMark(value, most, look))],
        () => choose(key),
        {
          "aria-label": rowName(row) + ", " + placeName(column) + ": " + countSure(value.activities, value.stated),
          title: countSure(value.activities, value.stated),
          class: "cell",
          "aria-pressed": String(state.pick === key),
        },
      ),
    );
  };
  const shownRows = long_ ? rows.slice(0, 60) : rows;
  put(
    byId("view-matrix"),
    make(
      "div",
      { class: "options" },
      /** @type {[LevelName, string][]} */ ([
        ["countries", "matrix.countries"],
        ["agencies", "matrix.agencies"],
      ]).map(([value, key]) =>
        button(
          say(key),
          () => {
            setMatrixRows(value);
            drawMatrix(shown);
            drawDetail(computeShown(state));
          },
          { "aria-pressed": String(matrixRows === value), id: "matrix-" + value },
        ),
      ),
    ),
    cells.size
      ? make(
          "div",
          { class: "scroll", tabindex: "0", role: "region", "aria-label": say("tab.matrix") },
          make(
            "table",
            { class: "matrix" },
            make(
              "caption",
              {},
              say(shown.tie.directed ? "matrix.note-directed" : "matrix.note", { tie: tieWords(state) }) +
                (long_ ? " " + say("matrix.first", { shown: 60, all: numeral(rows.length) }) : ""),
            ),
            make(
              "thead",
              {},
              make(
                "tr",
                {},
                make("td", {}),
                columns.map((column) => make("th", { scope: "col" }, make("span", {}, placeName(column)))),
              ),
            ),
            make(
              "tbody",
              {},
              shownRows.map((row) =>
                make(
                  "tr",
                  {},
                  make("th", { scope: "row" }, rowName(row)),
                  columns.map((column) => cell(row, column)),
                ),
              ),
            ),
          ),
        )
      : whyEmpty(shown),
  );
}
