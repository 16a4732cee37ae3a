// The network as the page works on it: nodes by their number, the ties of a node when they are asked for.
import { FACTS, PAGE } from "../page/model/data.js";
import { label, pick2, plain } from "../page/model/words.js";

/** @type {(number: number | null, focus?: boolean) => void} */
let chosen = () => {};
/**
 * Tell *listener* of each node that is chosen, and whether it shall be brought to the middle.
 * @param {(number: number | null, focus?: boolean) => void} listener
 */
export function whenChosen(listener) {
  chosen = listener;
}
/**
 * @param {number | null} number
 * @param {boolean} [focus]
 */
export function choose(number, focus) {
  if (state.pick === number) return;
  state.pick = number;
  chosen(number, focus);
}
/** @type {{ look: string, lang: "en" | "ru", view: string, lines: number, pick: number | null, without: string[] }} */
export const state = { look: "", lang: "en", view: "network", lines: 1, pick: null, without: [] };
export const LARGE = /** @type {LargeData} */ (/** @type {unknown} */ (PAGE));
const columns = /** @type {LargeFacts} */ (/** @type {unknown} */ (FACTS));
export const NODES = columns.nodes,
  TIES = columns.ties,
  COUNTS = LARGE.counts,
  SIZE = NODES.id.length;
export const GROUPS = new Map(LARGE.groups.map((group) => [group.id, group]));
/** @param {number} number */
export const groupOf = (number) => /** @type {Group} */ (GROUPS.get(NODES.groups[NODES.group[number]]));
/** @param {number} number */
export const shortOf = (number) => pick2([NODES.short[number], NODES.shortRu[number]]);
/** @param {number} number */
export const nameOf = (number) => pick2([NODES.name[number], NODES.ru[number]]);
/** @param {number} number */
export const kindOf = (number) => (NODES.kind[number] ? label("actor-kind", NODES.kind[number]) : "");
/** @param {number} number */
export const countryOf = (number) => {
  const code = NODES.country[number];
  return code && LARGE.countries[code] ? pick2(LARGE.countries[code]) : code;
};
export const numberOf = new Map(NODES.id.map((id, number) => [id, number]));
export const searched = NODES.id.map((id, number) => plain([id, NODES.name[number], NODES.ru[number]].join("\n")));
export const busiest = Array.from({ length: SIZE }, (_, number) => number).sort(
  (a, b) => NODES.activities[b] - NODES.activities[a] || a - b,
);

// Ties by node, in one array: those of node n stand from first[n] to first[n + 1].
const first = new Uint32Array(SIZE + 1),
  tiesByNode = new Uint32Array(2 * TIES.source.length);
(function index() {
  [TIES.source, TIES.target].forEach((ends) => ends.forEach((node) => (first[node + 1] += 1)));
  for (let n = 0; n < SIZE; n += 1) first[n + 1] += first[n];
  const next = first.slice();
  TIES.source.forEach((node, tie) => {
    tiesByNode[next[node]++] = tie;
    const other = TIES.target[tie];
    tiesByNode[next[other]++] = tie;
  });
})();

/**
 * The partners of a node that are on the page, the strongest first.
 * @param {number} node
 */
export function partnersOf(node) {
  return [...tiesByNode.subarray(first[node], first[node + 1])]
    .map((tie) => ({
      tie,
      out: TIES.source[tie] === node,
      other: TIES.source[tie] === node ? TIES.target[tie] : TIES.source[tie],
      weight: TIES.weight[tie],
      activities: TIES.activities[tie],
      stated: TIES.stated[tie],
    }))
    .sort(
      (a, b) => b.weight - a.weight || b.stated - a.stated || NODES.activities[b.other] - NODES.activities[a.other],
    );
}

// Of these, the ones that the picture draws when the node is chosen.
export const LINES_OF_ONE = 60;
/** @param {number} node */
export const linesOf = (node) => partnersOf(node).slice(0, LINES_OF_ONE);
