// How nodes and ties look: colours, sizes and widths, for the screen and for paper alike.
const KIND_COLOURS = {
  dot: "#24477f",
  square: "#b3541e",
  triangle: "#00805f",
  diamond: "#7d74a6",
  star: "#a8327d",
  hexagon: "#6d7a00",
};
const COMMUNITY_COLOURS = [
  "#6b7280",
  "#0072b2",
  "#d55e00",
  "#009e73",
  "#cc79a7",
  "#b38600",
  "#5b4b8a",
  "#8a6d3b",
  "#56b4e9",
];
const KIND_NAMES = {
  dot: "agency",
  square: "ministry",
  triangle: "training",
  diamond: "international",
  star: "eu",
  hexagon: "university",
};
const LIGHT = {
  ink: "#1b2733",
  soft: "#55616e",
  ground: "#ffffff",
  tie: "#44546f",
  halo: "rgba(255,255,255,0.92)",
  chosen: "#a3331f",
};
const DARK = {
  ink: "#e8edf2",
  soft: "#a9b4c0",
  ground: "#151b22",
  tie: "#9fb0c6",
  halo: "rgba(21,27,34,0.92)",
  chosen: "#ff9d85",
};
const LIFTED = {
  "#24477f": "#6f9be0",
  "#7d74a6": "#b0a6dc",
  "#6b7280": "#a4adba",
  "#8a6d3b": "#c9a874",
  "#b3541e": "#e08a55",
  "#00805f": "#3fc09c",
  "#a8327d": "#e07fbd",
  "#6d7a00": "#b9c64a",
  "#0072b2": "#3f8fd8",
  "#5b4b8a": "#a795e0",
};
const isDark = () => (state.look ? state.look === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
const coloursNow = () => (isDark() ? DARK : LIGHT);
const lift = (colour, look) => (look === DARK ? LIFTED[colour] || colour : colour);

function colourOf(node, look) {
  if (state.colour === "kind") return lift(KIND_COLOURS[node.shape], look);
  if (state.colour === "community") return lift(COMMUNITY_COLOURS[node.community] || COMMUNITY_COLOURS[0], look);
  return lift(GROUPS.get(node.group).colour, look);
}
// What the size of a mark tells, and how much of it is stated.
const none = { ties: 0, strength: 0, statedTies: 0, statedStrength: 0 };
const MEASURES = {
  activities: (shown, node) => [shown.counts[node.number], shown.statedCounts[node.number]],
  ties: (shown, node) => tiesMeasure(shown, node, "ties", "statedTies"),
  strength: (shown, node) => tiesMeasure(shown, node, "strength", "statedStrength"),
  betweenness: (_, node) => [node.betweenness, node.betweenness * node.statedShare],
};
function tiesMeasure(shown, node, all, stated) {
  const sum = shown.ties.get(node.number) || none;
  return [sum[all], sum[stated]];
}
const valueOf = (shown, node) => MEASURES[state.size](shown, node)[0];
// The radius of the dark part of a mark for each unit of its radius: areas are as stated to all.
function coreOf(shown, node) {
  const [all, stated] = MEASURES[state.size](shown, node);
  return all ? Math.sqrt(Math.min(1, stated / all)) : 0;
}

const largestOf = (shown) => Math.max(...shown.nodes.map((node) => valueOf(shown, node)), 1e-9);

function sizesOf(shown) {
  const largest = shown.largest || largestOf(shown),
    dense = unit * (shown.nodes.length > 400 ? 0.6 : 1);
  return new Map(
    shown.nodes.map((node) => [node.number, dense * (5 + 13 * Math.sqrt(valueOf(shown, node) / largest))]),
  );
}

function tieLook(shown, edge, look, widest) {
  const [a, b] = [edge.source, edge.target].map((number) => colourOf(shown.level.nodes[number], look));
  return {
    colour: a === b ? a : look.tie,
    band: lineWidth(edge.weight, heaviestOf(shown), widest),
    core: lineWidth(edge.statedWeight, heaviestOf(shown), widest),
    dash: edge.stated ? null : DASH,
  };
}
const heaviestOf = (shown) => (shown.heaviest ??= shown.pool.reduce((most, one) => Math.max(most, one.weight), 0));
const layoutPlace = (node) =>
  moved.get(state.between + state.layout + node.id) || (state.layout === "ring" ? node.ring : node.close);
const moved = new Map();
// How many units of the picture a mark takes for one of its own, when the whole picture fits the window.
const FITTED = 0.72;
let unit = 1;
// The strongest first, for labels and for the keyboard.
const byStrength = (shown) =>
  [...shown.nodes].sort(
    (a, b) =>
      valueOf(shown, b) - valueOf(shown, a) || shown.counts[b.number] - shown.counts[a.number] || a.number - b.number,
  );
