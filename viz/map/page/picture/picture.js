// The network, drawn by vis-network: places are fixed, filters only show and hide.
import { SOLID } from "../model/certainty.js";
import { coloursNow, paler } from "../model/colours.js";
import { NODE } from "../model/facts.js";
import {
  FITTED,
  bandOpacity,
  byStrength,
  colourOf,
  coreOf,
  inLayers,
  layoutPlace,
  moved,
  setUnit,
  sizesOf,
  tieLook,
  unit,
} from "../model/look.js";
import { change, choose, state } from "../model/now.js";
import { whyEmpty } from "../panel/empty.js";
import { byId, make, outline, put } from "../parts/dom.js";
import { LIVELY, edgesInPicture, focusOf, isLit, pickedEdge } from "./focus.js";
import { FONT, placeLabels, sectorLabels } from "./labels.js";
import { edgeLines, nodeLines } from "./telling.js";
import { fading, focusedNode, hovered, pairId, setHovered, setShown, shownNow } from "./view.js";
import { DataSet, Network } from "#vis";

/**
 * @param {Hovered | null} what
 * @param {any} event
 */
function hover(what, event) {
  setHovered(what && what.edge !== undefined ? { ...what, of: edgeSet.get(what.edge)?.edge } : what);
  if (shownNow.nodes.length <= LIVELY) drawPicture(shownNow, fading);
  const tip = byId("tooltip"),
    box = byId("network");
  tip.hidden = !what;
  if (!what) return;
  const tie = hovered?.of,
    lines = what.node !== undefined ? nodeLines(shownNow.level.nodes[what.node]) : tie ? edgeLines(tie) : [];
  put(tip, make("strong", {}, lines[0]), ...lines.slice(1).map((line) => make("div", {}, line)));
  const area = box.getBoundingClientRect(),
    x = event.clientX - area.left,
    y = event.clientY - area.top;
  // The policy of the page forbids style attributes in the text of the page, not properties set by its script.
  tip.style.left = Math.max(4, Math.min(x + 14, box.clientWidth - tip.offsetWidth - 4)) + "px";
  tip.style.top = Math.max(4, Math.min(y + 14, box.clientHeight - tip.offsetHeight - 4)) + "px";
}

/** @type {DataSet<any>} */
const nodeSet = new DataSet([]);
/** @type {DataSet<any>} */
const edgeSet = new DataSet([]);
/** @type {Network} */
export let network;
let pictureLevel = "";
const OPTIONS = {
  physics: { enabled: false },
  layout: { improvedLayout: false },
  interaction: {
    hover: true,
    hideEdgesOnDrag: true,
    hideEdgesOnZoom: true,
    selectConnectedEdges: false,
    hoverConnectedEdges: false,
    tooltipDelay: 0,
    keyboard: false,
  },
  nodes: { font: { size: 0 }, labelHighlightBold: false, chosen: false },
  edges: { smooth: false, chosen: false, selectionWidth: 0, arrows: { to: { scaleFactor: 0.45 } } },
};

/**
 * `whenMoved` is told when marks were dragged.
 * @param {() => void} whenMoved
 */
export function startPicture(whenMoved) {
  const box = byId("network");
  network = new Network(box, { nodes: nodeSet, edges: edgeSet }, OPTIONS);
  // The library rounds the ends of dashes, which would close the gaps of wide lines.
  Object.defineProperty(/** @type {any} */ (network).canvas.getContext(), "lineCap", {
    get: () => "butt",
    set: () => {},
  });
  network.on("afterDrawing", drawLabels);
  network.on("hoverNode", (event) => hover({ node: event.node }, event.event));
  network.on("hoverEdge", (event) => {
    if (!hovered || hovered.node === undefined) hover({ edge: event.edge }, event.event);
  });
  /** @type {("blurNode" | "blurEdge")[]} */ (["blurNode", "blurEdge"]).forEach((name) =>
    network.on(name, () => hover(null, null)),
  );
  network.on("dragStart", () => {
    byId("tooltip").hidden = true;
  });
  network.on("dragEnd", (event) => {
    // A mark that was dragged stays where it was put, until all are put back.
    event.nodes.forEach((/** @type {number} */ id) => {
      const spot = network.getPosition(id);
      moved.set(state.between + state.layout + shownNow.level.nodes[id].id, [spot.x, spot.y]);
    });
    if (event.nodes.length) whenMoved();
  });
  network.on("click", (event) => {
    if (event.nodes.length) choose(shownNow.level.nodes[event.nodes[0]].id);
    else if (event.edges.length) choose(pairId(edgeSet.get(/** @type {string} */ (event.edges[0]))?.edge));
    else if (state.pick) choose("");
  });
  network.on("doubleClick", (event) => {
    if (event.nodes.length) change({ ego: shownNow.level.nodes[event.nodes[0]].id, path: "" });
  });
  new ResizeObserver(() => {
    if (box.clientWidth) fit();
  }).observe(box);
}

/**
 * @param {Shown} shown
 * @param {Shown | null} before
 */
export function drawPicture(shown, before) {
  setShown(shown);
  const look = coloursNow(),
    sizes = sizesOf(shown),
    focus = focusOf(shown),
    faded = before ? gone(before, shown) : [];
  const nodes = shown.nodes.map((node) => nodeItem(node, sizes.get(node.number) ?? 0, focus, look));
  const wanted = new Set(shown.nodes.map((node) => node.number));
  nodeSet.remove(nodeSet.getIds().filter((id) => !wanted.has(Number(id))));
  nodeSet.update(nodes);
  const here = (/** @type {Edge} */ edge) => wanted.has(edge.source) && wanted.has(edge.target);
  edgeSet.clear();
  edgeSet.add([
    ...faded.filter(here).map((edge) => ({ ...edgeItem(shown, edge, focus, look, "band"), ...FADED })),
    ...inLayers(edgesInPicture(shown)).map(([edge, part]) => edgeItem(shown, edge, focus, look, part)),
  ]);
  const empty = byId("empty");
  empty.hidden = shown.nodes.length > 0 && !shown.message;
  if (!empty.hidden) put(empty, ...whyEmpty(shown));
  const placed = state.between + state.layout;
  if (placed !== pictureLevel) {
    pictureLevel = placed;
    fit();
  }
}

/**
 * @param {LevelNode} node
 * @param {number} size
 * @param {Focus | null} focus
 * @param {Look} look
 */
function nodeItem(node, size, focus, look) {
  const colour = colourOf(node, look),
    [x, y] = layoutPlace(node),
    faded = focus && !focus.has(node.number);
  return {
    id: node.number,
    x,
    y,
    shape: node.shape,
    size,
    opacity: faded ? 0.16 : 1,
    borderWidth: 1.2,
    shapeProperties: { borderDashes: node.hollow ? [2, 2] : false },
    hidden: false,
    color: { background: paler(colour, look), border: colour },
  };
}

/**
 * @param {Shown} shown
 * @param {Edge} edge
 * @param {Focus | null} focus
 * @param {Look} look
 * @param {string} part
 */
function edgeItem(shown, edge, focus, look, part) {
  const style = tieLook(shown, edge, look),
    band = part === "band",
    pixel = unit / FITTED,
    picked = edge === pickedEdge(shown),
    hot = hovered && hovered.edge !== undefined && hovered.of === edge;
  const near = picked || hot || isLit(edge, focus);
  const opacity = band ? bandOpacity(shown) : SOLID;
  // An arrow stands at the darker part.
  const arrow = shown.tie.directed && (!band || !edge.stated);
  return {
    id: edge.source + " " + edge.target + " " + part,
    from: edge.source,
    to: edge.target,
    edge,
    width: pixel * (band ? style.band : style.core),
    dashes: band && style.dash ? style.dash.map((length) => length * pixel) : false,
    color: {
      color: picked || hot ? look.chosen : style.colour,
      opacity: !focus ? opacity : near ? Math.max(band ? 0.45 : SOLID, opacity) : opacity * 0.12,
    },
    arrows: arrow ? { to: { enabled: true, scaleFactor: 0.42 } } : undefined,
    smooth: shown.tie.directed ? { enabled: true, type: "curvedCW", roundness: 0.14 } : false,
  };
}

// The whole picture, with room for the labels at its sides.
export function fit() {
  const box = byId("network");
  if (!network || !shownNow || !box.clientWidth) return;
  const spots = (shownNow.nodes.length ? shownNow.nodes : shownNow.level.nodes).map(layoutPlace);
  if (state.layout === "ring" && shownNow.ego === null && !shownNow.path)
    NODE[state.between].sectors.forEach(([, x, y]) => spots.push([x, y]));
  const xs = spots.map((spot) => spot[0]),
    ys = spots.map((spot) => spot[1]);
  const left = Math.min(...xs),
    right = Math.max(...xs),
    top = Math.min(...ys),
    bottom = Math.max(...ys);
  const side = Math.min(230, box.clientWidth * 0.24);
  const scale = Math.min(
    (box.clientWidth - side) / (right - left || 1),
    (box.clientHeight - 34) / (bottom - top || 1),
    1.6,
  );
  const before = unit;
  setUnit(Math.min(1.7, Math.max(0.75, FITTED / scale)));
  if (Math.abs(before - unit) > 0.01) nodeSet.update([...sizesOf(shownNow)].map(([id, size]) => ({ id, size })));
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: false });
}

/** @param {CanvasRenderingContext2D} context */
function drawLabels(context) {
  if (!shownNow) return;
  const box = byId("network"),
    scale = network.getScale(),
    look = coloursNow(),
    sizes = sizesOf(shownNow),
    focus = focusOf(shownNow);
  const low = network.DOMtoCanvas({ x: 4, y: 4 }),
    high = network.DOMtoCanvas({ x: box.clientWidth - 4, y: box.clientHeight - 4 });
  const spots = network.getPositions(),
    own = focus && focus.centre !== undefined ? shownNow.level.nodes[focus.centre] : null;
  const labels = placeLabels({
    order: byStrength(shownNow).filter((node) => spots[node.number]),
    at: (node) => [spots[node.number].x, spots[node.number].y],
    radius: (node) => sizes.get(node.number) ?? 0,
    scale,
    inside: (rect) => rect.x >= low.x && rect.y >= low.y && rect.x + rect.w <= high.x && rect.y + rect.h <= high.y,
    sectors: shownNow.ego === null && !shownNow.path ? sectorLabels(shownNow) : [],
    focus,
    own,
  });
  context.save();
  drawCores(context, spots, sizes, focus, look);
  Object.assign(context, {
    textBaseline: "middle",
    lineJoin: "round",
    lineWidth: 3.5 / scale,
    strokeStyle: look.halo,
    fillStyle: look.ink,
  });
  labels.forEach((one) => {
    context.font = one.weight + " " + one.size + "px " + FONT;
    context.textAlign = one.align;
    const lines = one.text.split("\n"),
      step = 1.14 * one.size;
    /** @type {("strokeText" | "fillText")[]} */ (["strokeText", "fillText"]).forEach((paint) =>
      lines.forEach((line, n) => context[paint](line, one.x, one.y + (n - (lines.length - 1) / 2) * step)),
    );
  });
  if (focusedNode !== null && spots[focusedNode] && document.activeElement === box) {
    const spot = spots[focusedNode];
    Object.assign(context, { strokeStyle: look.chosen, lineWidth: 2.5 / scale });
    context.beginPath();
    context.arc(spot.x, spot.y, (sizes.get(focusedNode) ?? 0) + 5 / scale, 0, 2 * Math.PI);
    context.stroke();
  }
  context.restore();
}

// While time is played, the ties of the step before that are no more.
const FADED = { id: undefined, color: { color: "#8a96a3", opacity: 0.16 }, dashes: false };
/**
 * @param {Shown} before
 * @param {Shown} shown
 */
const gone = (before, shown) => {
  const key = (/** @type {Edge} */ edge) => edge.source + " " + edge.target,
    is = new Set(shown.edges.map(key));
  return before.edges.filter((edge) => !is.has(key(edge)));
};

/**
 * The dark part of each mark, over the pale one that the library draws.
 * @param {CanvasRenderingContext2D} context
 * @param {Record<string, { x: number; y: number }>} spots
 * @param {Map<number, number>} sizes
 * @param {Focus | null} focus
 * @param {Look} look
 */
function drawCores(context, spots, sizes, focus, look) {
  shownNow.nodes.forEach((node) => {
    const share = coreOf(shownNow, node),
      spot = spots[node.number];
    if (!share || !spot) return;
    context.save();
    context.translate(spot.x, spot.y);
    context.globalAlpha = focus && !focus.has(node.number) ? 0.16 : 1;
    context.fillStyle = colourOf(node, look);
    context.fill(new Path2D(outline(node.shape, (sizes.get(node.number) ?? 0) * share)));
    context.restore();
  });
}
