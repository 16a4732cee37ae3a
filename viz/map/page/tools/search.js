// Search: by names in both scripts, country and kind, in any order; accents, case and endings are forgiven.
import { CODES, FACTS } from "../model/data.js";
import { ACTIVITIES, ACTORS, nameOf } from "../model/facts.js";
import { bestFits, searchable, wordFits, wordsOf } from "../model/matching.js";
import { change, choose, state } from "../model/now.js";
import { toggled } from "../model/state.js";
import { count, pick2, say, when } from "../model/words.js";
import { shownNow } from "../picture/view.js";

/**
 * @param {string} scheme
 * @param {string} code
 */
const bothNames = (scheme, code) =>
  CODES[scheme][code] ? [...CODES[scheme][code].slice(0, 2), ...CODES[scheme][code][3]] : [];
/** @param {string} code */
const placeNames = (code) => (FACTS.places[code] ? [FACTS.places[code].name, FACTS.places[code].ru] : []);

// What a node is found by: its names first, then country and kind, of all that count as it.
const nodeEntries = remembered((node) => {
  const actors = node.members.map((/** @type {number} */ number) => ACTORS[number]);
  return {
    names: searchable([
      node.id,
      node.name,
      node.ru,
      ...actors.flatMap((/** @type {Actor} */ actor) => [actor.name, actor.ru, ...(actor.aliases || [])]),
    ]),
    more: searchable(
      [node, ...actors].flatMap((one) => [...placeNames(one.country), ...bothNames("actor-kind", one.kind)]),
    ),
  };
});
const activityEntries = remembered((activity) =>
  searchable([
    activity.title,
    ...placeNames(activity.place),
    ...placeNames(activity.country),
    ...bothNames("activity-kind", activity.kind),
    ...(activity.themes || []).flatMap((/** @type {string} */ theme) => bothNames("theme", theme)),
    (activity.earliest || "").slice(0, 4),
  ]),
);

/** @param {(key: any) => any} compute */
function remembered(compute) {
  const known = new Map();
  return (/** @type {object} */ key) => {
    if (!known.has(key)) known.set(key, compute(key));
    return known.get(key);
  };
}

/** @param {string} text */
export function findAll(text) {
  const words = wordsOf(text);
  return words.length ? [...nodesFound(words), ...filtersFound(words), ...activitiesFound(words)] : [];
}

/**
 * Those whose own names hold the most of what is asked for come first, then those of most activities.
 * @param {string[]} words
 */
function nodesFound(words) {
  const named = (/** @type {LevelNode} */ node) =>
    words.filter((word) => wordFits(word, nodeEntries(node).names)).length;
  const things = shownNow.level.nodes.map((node) => {
    const { names, more } = nodeEntries(node);
    return { node, entries: [...names, ...more] };
  });
  return bestFits(words, things)
    .map(({ node }) => ({ node, named: named(node) }))
    .sort(
      (a, b) =>
        b.named - a.named ||
        shownNow.counts[b.node.number] - shownNow.counts[a.node.number] ||
        a.node.number - b.node.number,
    )
    .slice(0, 9)
    .map(({ node }) => ({
      text: nameOf(node),
      what: shownNow.counts[node.number] ? count(shownNow.counts[node.number], "activity") : say("search.filtered"),
      take: () => choose(node.id),
    }));
}

/** @param {string[]} words */
function filtersFound(words) {
  const held = new Set(ACTIVITIES.flatMap((activity) => [activity.place, activity.country])),
    standing = new Set(ACTORS.map((actor) => actor.country)),
    used = new Set(ACTIVITIES.flatMap((activity) => activity.themes || []));
  const places = (/** @type {Set<string>} */ codes) =>
    Object.keys(FACTS.places)
      .filter((code) => codes.has(code))
      .map((code) => [code, placeNames(code)]);
  return /** @type {[string, [string, string[]][]][]} */ ([
    ["country", places(standing)],
    ["place", places(held)],
    [
      "theme",
      Object.keys(CODES.theme)
        .filter((code) => used.has(code))
        .map((code) => [code, bothNames("theme", code)]),
    ],
  ]).flatMap(([name, entries]) =>
    entries
      .filter(([, names]) => words.every((word) => wordFits(word, searchable(names))))
      .slice(0, 3)
      .map(([code, names]) => ({
        text: pick2(names),
        what: say("filter." + name),
        take: () => change({ [name]: toggled(state[name], code) }),
      })),
  );
}

/** @param {string[]} words */
const activitiesFound = (words) =>
  bestFits(
    words,
    ACTIVITIES.map((activity) => ({ activity, entries: activityEntries(activity) })),
  )
    .slice(0, 4)
    .map(({ activity }) => ({ text: activity.title, what: when(activity), take: () => choose("@" + activity.id) }));
