// The filters, levels and exclusions as Python defines them (graph/ties/filters.py): what each is about, what passes.
import { CODES } from "./data.js";
import { below } from "./facts.js";

export const NAMED = CODES.filters.names,
  EXCLUSIONS = CODES.filters.exclusions;
// What the facts of the page call a column.
/** @type {Record<string, string>} */
const KEYS = { stands_for: "country", theme: "themes" };

/**
 * The names that a filter looks at in an activity, an actor or a participation.
 * @param {NameFilter} filter
 * @param {Record<string, any>} thing
 * @returns {string[]}
 */
export const namesIn = (filter, thing) => filter.columns.flatMap((column) => thing[KEYS[column] ?? column] ?? []);

/**
 * The filters that ask for something of an activity, an actor or a participation, but *skip*; and what passes each.
 * @param {State} state
 * @param {string} about
 * @param {string} [skip]
 */
export const askedOf = (state, about, skip) =>
  NAMED.filter((filter) => filter.about === about && filter.name !== skip && state[filter.name].length).map(
    (filter) => ({
      filter,
      passing: new Set(filter.scheme ? below(filter.scheme, state[filter.name]) : state[filter.name]),
    }),
  );

/**
 * The test of an activity, an actor or a participation that these filters make.
 * @param {State} state
 * @param {string} about
 * @param {string} [skip]
 */
export function testOf(state, about, skip) {
  const asked = askedOf(state, about, skip);
  return (/** @type {Record<string, any>} */ thing) =>
    asked.every(({ filter, passing }) => namesIn(filter, thing).some((name) => passing.has(name)));
}

/**
 * Which exclusion leaves an actor out of networks between such nodes; -1 for none.
 * @param {Record<string, any>} actor
 * @param {string} between
 */
export const exclusionOf = (actor, between) =>
  EXCLUSIONS.findIndex((each) => !each.but_between.includes(between) && (actor[each.column] ?? false) === each.value);
