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
  gained: "#00695c",
  lost: "#a3331f",
};
const DARK = {
  ink: "#e8edf2",
  soft: "#a9b4c0",
  ground: "#151b22",
  tie: "#9fb0c6",
  halo: "rgba(21,27,34,0.92)",
  chosen: "#ff9d85",
  gained: "#5ad1bd",
  lost: "#ff9d85",
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
const MEASURES = {
  activities: (shown, node) => shown.counts[node.number],
  ties: (shown, node) => (shown.ties.get(node.number) || { ties: 0 }).ties,
  strength: (shown, node) => (shown.ties.get(node.number) || { strength: 0 }).strength,
  betweenness: (shown, node) => node.betweenness,
};
const valueOf = (shown, node) => MEASURES[state.size](shown, node);

function sizesOf(shown) {
  const largest = Math.max(...shown.nodes.map((node) => valueOf(shown, node)), 1e-9),
    dense = unit * (shown.nodes.length > 400 ? 0.6 : 1);
  return new Map(
    shown.nodes.map((node) => [node.number, dense * (5 + 13 * Math.sqrt(valueOf(shown, node) / largest))]),
  );
}

// Stated activities carry the width; ties that rest on inference alone are thin, dashed and faint.
function tieLook(shown, edge, look, status) {
  const heaviest = Math.sqrt((shown.heaviest ??= shown.pool.reduce((most, one) => Math.max(most, one.weight), 1)));
  const a = shown.level.nodes[edge.source],
    b = shown.level.nodes[edge.target];
  const colour = colourOf(a, look) === colourOf(b, look) ? colourOf(a, look) : look.tie;
  if (status === "gained") return { colour: look.gained, width: 2, opacity: 0.85, dash: null };
  if (status === "lost") return { colour: look.lost, width: 1.4, opacity: 0.7, dash: [5, 5] };
  if (!edge.stated) return { colour, width: 0.7, opacity: 0.28, dash: [2, 4] };
  const share = (edge.weight * edge.stated) / edge.activities;
  return {
    colour,
    width: 0.6 + (4.6 * Math.sqrt(share)) / heaviest,
    opacity: shown.edges.length > 400 ? 0.36 : 0.5,
    dash: null,
  };
}
const layoutPlace = (node) =>
  moved.get(state.between + state.layout + node.id) || (state.layout === "ring" ? node.ring : node.close);
const moved = new Map();
// How many units of the picture a mark of one pixel takes when the whole picture fits the window.
let unit = 1;
// The strongest first, for labels and for the keyboard.
const byStrength = (shown) =>
  [...shown.nodes].sort(
    (a, b) =>
      valueOf(shown, b) - valueOf(shown, a) || shown.counts[b.number] - shown.counts[a.number] || a.number - b.number,
  );
