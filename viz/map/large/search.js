// Search: by identifier and by names in both scripts, the busiest first.
import { count, plain } from "../page/model/words.js";
import { NODES, busiest, choose, countryOf, nameOf, searched } from "./data.js";

/** @param {string} text */
export function findAll(text) {
  const words = plain(text).split(/\s+/).filter(Boolean),
    hits = /** @type {number[]} */ ([]);
  if (!words.length) return [];
  for (const number of busiest) {
    if (words.every((word) => searched[number].includes(word))) hits.push(number);
    if (hits.length === 9) break;
  }
  return hits.map((number) => ({
    text: nameOf(number),
    what: [countryOf(number), count(NODES.activities[number], "activity")].filter(Boolean).join(", "),
    take: () => choose(number, true),
  }));
}
