// What a cell of the matrix counts: the activities, with the parts of the two sides.
// What a cell counts: the activities, with the parts of the two sides.
import { ACTORS, levelOf, nameOf } from "../model/facts.js";
import { state } from "../model/now.js";
import { during, select } from "../model/selection.js";
import { eachPair } from "../model/ties.js";
import { placeName } from "../model/words.js";
import { activitiesDetail, unknownDetail } from "./evidence.js";

/**
 * @param {Shown} shown
 * @param {string} row
 * @param {string} column
 */
export function cellDetail(shown, row, column) {
  const byCountry = levelOf("countries").index.has(row),
    level = byCountry ? "countries" : "agencies",
    nodes = levelOf(level),
    a = nodes.index.get(row);
  if (a === undefined || !levelOf("countries").index.has(column)) return unknownDetail(state.pick);
  const whole = select({ ...state, between: level }),
    selection = shown.holds ? during(whole, shown.holds) : whole,
    toColumn = (/** @type {number} */ node) =>
      byCountry ? nodes.nodes[node].id === column : nodes.nodes[node].country === column;
  const members = new Map();
  selection.rows.forEach((rows, activity) =>
    eachPair(selection, activity, (from, to, stated) => {
      if (from === a && toColumn(to)) members.set(activity, members.get(activity) || stated);
    }),
  );
  const mine = (/** @type {number} */ actor) => nodes.ofActor[actor] === a || ACTORS[actor].country === column;
  return activitiesDetail(
    nameOf(nodes.nodes[a]) + (shown.tie.directed ? " → " : " – ") + placeName(column),
    [...members.keys()],
    (activity) => members.get(activity),
    mine,
    "both",
  );
}
