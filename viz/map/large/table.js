// The table of the nodes that took part in most: what the picture shows, to read and to hear.
import { numeral, say } from "../page/model/words.js";
import { button, byId, make, put } from "../page/parts/dom.js";
import { NODES, SIZE, busiest, choose, countryOf, kindOf, nameOf, partnersOf, state } from "./data.js";

const IN_TABLE = 200;

export function drawTable() {
  const rows = busiest.slice(0, IN_TABLE).map((number) => {
    const best = partnersOf(number)[0];
    return make(
      "tr",
      { class: state.pick === number ? "picked" : null },
      make(
        "th",
        { scope: "row" },
        button(nameOf(number), () => choose(number, true), { class: "pick" }),
      ),
      make("td", {}, kindOf(number)),
      make("td", {}, countryOf(number)),
      make("td", { class: "numeric" }, numeral(NODES.activities[number])),
      make("td", { class: "numeric" }, numeral(NODES.ties[number])),
      make("td", {}, best ? nameOf(best.other) + " (" + numeral(best.activities) + ")" : ""),
    );
  });
  const columns = ["name", "kind", "country", "activities", "partners", "best"];
  put(
    byId("view-table"),
    make(
      "table",
      { id: "table" },
      make("caption", {}, say("table.caption", { shown: numeral(rows.length), all: numeral(SIZE) })),
      make(
        "thead",
        {},
        make(
          "tr",
          {},
          columns.map((name, n) =>
            make("th", { scope: "col", class: n === 3 || n === 4 ? "numeric" : null }, say("column." + name)),
          ),
        ),
      ),
      make("tbody", {}, rows),
    ),
  );
}
