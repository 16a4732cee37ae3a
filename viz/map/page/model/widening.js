// What there would be were one filter taken away: the same numbers as graph/ties/widening.py gives.
import { CODES } from "./data.js";
import { select } from "./selection.js";
import { blank } from "./state.js";
import { computeTies } from "./ties.js";

/**
 * Each filter by its name in an address, and the state without it; the two ends of a period are one.
 * @param {State} state
 * @returns {[string[], State][]}
 */
function withoutOne(state) {
  /** @type {(names: string[]) => [string[], State]} */
  const without = (names) => [names, { ...state, ...Object.fromEntries(names.map((name) => [name, blank()[name]])) }];
  /** @type {[string[], State]} */
  const everyone = [["all-actors"], { ...state, "all-actors": true }];
  const period = ["since", "until"].filter((name) => state[name]),
    others = CODES.filters.fields.filter((name) => name !== "since" && name !== "until");
  return [
    ...(period.length ? [without(period)] : []),
    ...others.filter((name) => String(state[name]) !== String(blank()[name])).map((name) => without([name])),
    ...(state["all-actors"] ? [] : [everyone]),
  ];
}

/** @param {State} state */
export const widenings = (state) =>
  withoutOne(state)
    .map(([names, wider]) => ({ names, wider, ties: computeTies(select(wider)).length }))
    .filter(({ ties }) => ties)
    .sort((a, b) => b.ties - a.ties);
