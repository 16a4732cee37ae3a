// The rows of what is shown, as a table.
import { changeWords } from "../model/compare-words.js";
import { subtitle } from "../model/describe.js";
import { choose, state } from "../model/now.js";
import { BARS_OF, TABLES, setSorting, sortedRows, sorting } from "../model/rows.js";
import { count, numeral, say } from "../model/words.js";
import { whyEmpty } from "../panel/empty.js";
import { barMark } from "../parts/certainty-marks.js";
import { button, byId, make, put } from "../parts/dom.js";

let tableOf = "ties",
  tableRows = 200;

/** @param {Shown} shown */
export function drawTable(shown) {
  const { text } = TABLES[tableOf],
    columns = TABLES[tableOf].columns(shown).filter((key) => key !== "weight" || state.weight !== "activities"),
    rows = sortedRows(shown, tableOf),
    some = rows.slice(0, tableRows),
    most = rows.reduce((largest, row) => Math.max(largest, row.before || 0, row.after || 0, row.activities), 1);
  const columnName = (/** @type {string} */ key) =>
    key === "before" || key === "after"
      ? shown.compared?.periods[key === "after" ? 1 : 0].label
      : key === "source" && shown.tie.directed
        ? say("column.from")
        : key === "target" && shown.tie.directed
          ? say("column.to")
          : key === "weight"
            ? say("weight." + state.weight)
            : say("column." + key);
  const head = columns.map((key) =>
    make(
      "th",
      {
        scope: "col",
        "aria-sort": sorting.key === key ? (sorting.down ? "descending" : "ascending") : "none",
        class: text.includes(key) ? "" : "numeric",
      },
      button(
        columnName(key) + (sorting.key === key ? (sorting.down ? " ↓" : " ↑") : ""),
        () => {
          setSorting({ key, down: sorting.key === key ? !sorting.down : !text.includes(key) });
          drawTable(shown);
          byId("sort-" + key).focus();
        },
        { id: "sort-" + key, class: "quiet" },
      ),
    ),
  );
  const value = (/** @type {TableRow} */ row, /** @type {string} */ key, /** @type {boolean} */ first) =>
    first
      ? button(row[key], () => choose(row.pick), {
          class: "pick",
          "aria-label": tableOf === "ties" ? say("open-tie", { a: row.source, b: row.target }) : null,
        })
      : BARS_OF[key]
        ? [
            barMark(row[key], row[BARS_OF[key]], most, 48),
            " ",
            key === "activities"
              ? numeral(row[key])
              : say("number-of-stated", { all: numeral(row[key]), stated: numeral(row[BARS_OF[key]]) }),
          ]
        : typeof row[key] === "number"
          ? key === "change"
            ? changeWords(row.edge.row, "change.interval")
            : numeral(key === "betweenness" ? Math.round(row[key] * 1000) / 1000 : row[key])
          : row[key];
  put(
    byId("view-table"),
    make(
      "div",
      { class: "options" },
      ["ties", "actors"].map((which) =>
        button(
          which === "ties"
            ? count(shown.edges.length, shown.compared ? "pair" : "tie")
            : count(shown.nodes.length, state.between) +
                (shown.alone.length && shown.ego === null && !shown.path
                  ? " + " + say("table.alone", { count: numeral(shown.alone.length) })
                  : ""),
          () => {
            tableOf = which;
            tableRows = 200;
            drawTable(shown);
            byId("table-" + which).focus();
          },
          { "aria-pressed": String(tableOf === which), id: "table-" + which },
        ),
      ),
    ),
    rows.length
      ? make(
          "div",
          { class: "scroll", tabindex: "0", role: "region", "aria-label": say("tab.table") },
          make(
            "table",
            { id: "table" },
            make("caption", { class: "hidden-text" }, subtitle(shown)),
            make("thead", {}, make("tr", {}, head)),
            make(
              "tbody",
              {},
              some.map((row) =>
                make(
                  "tr",
                  { class: row.pick === state.pick ? "picked" : "" },
                  columns.map((key, n) =>
                    make(
                      n ? "td" : "th",
                      { scope: n ? null : "row", class: text.includes(key) ? "" : "numeric" },
                      value(row, key, n === 0),
                    ),
                  ),
                ),
              ),
            ),
          ),
        )
      : whyEmpty(shown),
    rows.length > some.length
      ? make(
          "p",
          {},
          button(
            say("more", { count: numeral(rows.length - some.length) }),
            () => {
              tableRows = 1e6;
              drawTable(shown);
            },
            { class: "wide" },
          ),
        )
      : "",
  );
}
