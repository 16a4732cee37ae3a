// Where it took place, and whence they came, in numbers.
import { PAGE } from "./data.js";
import { ACTIVITIES, ACTORS, PARTS } from "./facts.js";
import { placeName, say } from "./words.js";

/** @param {Shown} shown */
export const placeCounts = (shown) => (shown.placed ??= countPlaces(shown));

/** @param {Shown} shown */
function countPlaces(shown) {
  const at = new Map(),
    held = new Map(),
    arcs = new Map();
  let unknown = 0;
  const add = (/** @type {Map<string, Counted>} */ map, /** @type {string} */ key, /** @type {boolean} */ stated) => {
    const known = map.get(key) || { key, all: 0, stated: 0 };
    known.all += 1;
    known.stated += stated ? 1 : 0;
    map.set(key, known);
  };
  const homesOf = (/** @type {number[]} */ rows) =>
    new Set(rows.map((/** @type {number} */ row) => ACTORS[PARTS.actor[row]].country));
  shown.activities.forEach((number) => {
    const { place, country } = ACTIVITIES[number],
      spot = PAGE.map.at[place] ? place : PAGE.map.at[country] ? country : null,
      sure = homesOf(shown.sure.rows[number]),
      stated = shown.sure.rows[number].length > 0;
    if (country) add(held, country, stated);
    else unknown += 1;
    if (spot) add(at, spot, stated);
    if (country)
      homesOf(shown.selection.rows[number]).forEach((from) => {
        if (from && from !== country && PAGE.map.at[from]) add(arcs, from + ">" + country, sure.has(from));
      });
  });
  return {
    at: [...at.values()].sort((a, b) => b.all - a.all),
    held,
    arcs: [...arcs.values()].sort((a, b) => a.all - b.all),
    unknown,
  };
}

/** @param {string} key */
export const arcName = (key) => {
  const [from, to] = key.split(">").map(placeName);
  return say("arc", { from, to });
};
