// How nodes and ties look: colours, sizes and widths, for the screen and for paper alike.
import { DASH, PALE, lineWidth } from "./certainty.js";
import { COMMUNITY_COLOURS, KIND_COLOURS, lift } from "./colours.js";
import { groupOf } from "./facts.js";
import { state } from "./now.js";
import { heaviestFirst } from "./ties.js";

/**
 * @param {LevelNode} node
 * @param {Look} look
 */
export function colourOf(node, look) {
  if (state.colour === "kind") return lift(KIND_COLOURS[node.shape], look);
  if (state.colour === "community") return lift(COMMUNITY_COLOURS[node.community] || COMMUNITY_COLOURS[0], look);
  return lift(groupOf(node.group).colour, look);
}

// What the size of a mark tells, and how much of it is stated.
export const none = { ties: 0, strength: 0, statedTies: 0, statedStrength: 0 };
/** @type {Record<string, (shown: Shown, node: LevelNode) => number[]>} */
export const MEASURES = {
  activities: (shown, node) => [shown.counts[node.number], shown.statedCounts[node.number]],
  ties: (shown, node) => tiesMeasure(shown, node, "ties", "statedTies"),
  strength: (shown, node) => tiesMeasure(shown, node, "strength", "statedStrength"),
  betweenness: (_, node) => [node.betweenness, node.betweenness * node.statedShare],
};

/**
 * @param {Shown} shown
 * @param {LevelNode} node
 * @param {keyof Sum} all
 * @param {keyof Sum} stated
 */
function tiesMeasure(shown, node, all, stated) {
  const sum = shown.ties.get(node.number) || none;
  return [sum[all], sum[stated]];
}

/**
 * @param {Shown} shown
 * @param {LevelNode} node
 */
export const valueOf = (shown, node) => MEASURES[state.size](shown, node)[0];

/**
 * The radius of the dark part of a mark for each unit of its radius: areas are as stated to all.
 * @param {Shown} shown
 * @param {LevelNode} node
 */
export function coreOf(shown, node) {
  const [all, stated] = MEASURES[state.size](shown, node);
  return all ? Math.sqrt(Math.min(1, stated / all)) : 0;
}

/** @param {Shown} shown */
export const largestOf = (shown) => Math.max(...shown.nodes.map((node) => valueOf(shown, node)), 1e-9);

/** @param {Shown} shown */
export function sizesOf(shown) {
  const largest = shown.largest || largestOf(shown),
    dense = unit * (shown.nodes.length > 400 ? 0.6 : 1);
  return new Map(
    shown.nodes.map((node) => [node.number, dense * (5 + 13 * Math.sqrt(valueOf(shown, node) / largest))]),
  );
}

/**
 * @param {Shown} shown
 * @param {Edge} edge
 * @param {Look} look
 * @param {number} [widest]
 */
export function tieLook(shown, edge, look, widest) {
  const [a, b] = [edge.source, edge.target].map((number) => colourOf(shown.level.nodes[number], look));
  return {
    colour: a === b ? a : look.tie,
    band: lineWidth(edge.weight, heaviestOf(shown), widest),
    core: lineWidth(edge.statedWeight, heaviestOf(shown), widest),
    dash: edge.stated ? null : DASH,
  };
}

/** @param {Shown} shown */
export const heaviestOf = (shown) =>
  (shown.heaviest ??= shown.pool.reduce((most, one) => Math.max(most, one.weight), 0));
/** @param {LevelNode} node */
export const layoutPlace = (node) =>
  moved.get(state.between + state.layout + node.id) || (state.layout === "ring" ? node.ring : node.close);
/** @type {Map<string, number[]>} */
export const moved = new Map();
// How many units of the picture a mark takes for one of its own, when the whole picture fits the window.
export const FITTED = 0.72;
export let unit = 1;
/** @param {number} value */
export const setUnit = (value) => {
  unit = value;
};
/**
 * The strongest first, for labels and for the keyboard.
 * @param {Shown} shown
 */
export const byStrength = (shown) =>
  [...shown.nodes].sort(
    (a, b) =>
      valueOf(shown, b) - valueOf(shown, a) || shown.counts[b.number] - shown.counts[a.number] || a.number - b.number,
  );

/** @type {(part: string) => (edge: Edge) => [Edge, string]} */
const layer = (part) => (edge) => [edge, part];

/**
 * The pale bands of all ties lie beneath the dark cores, the weakest lowest.
 * @param {Edge[]} edges
 * @returns {[Edge, string][]}
 */
export const inLayers = (edges) => {
  const upwards = [...edges].sort((a, b) => heaviestFirst(b, a));
  return [...upwards.map(layer("band")), ...upwards.filter((edge) => edge.stated).map(layer("core"))];
};
/**
 * Many bands over one another grow dark: they are paler where there are many.
 * @param {Shown} shown
 */
export const bandOpacity = (shown) => (shown.edges.length > 200 ? PALE * 0.75 : PALE);
