// The network as a drawing of its own: for SVG and PNG, for paper, and for two periods side by side.
import { SOLID, WIDEST } from "../model/certainty.js";
import { LIGHT, paler } from "../model/colours.js";
import { nameOf } from "../model/facts.js";
import {
  bandOpacity,
  byStrength,
  colourOf,
  coreOf,
  inLayers,
  layoutPlace,
  sizesOf,
  tieLook,
  unit,
} from "../model/look.js";
import { pairOf } from "../model/ties.js";
import { drawn, outline } from "../parts/dom.js";
import { FONT, placeLabels, sectorLabels, widthOf } from "./labels.js";

/**
 * @param {Shown} shown
 * @param {{ width: number; height: number; look?: Look; heading?: string; labels?: number; compact?: boolean; signs?: Map<string, string>; widest?: number }} options
 */
export function networkSvg(
  shown,
  {
    width,
    height,
    look = LIGHT,
    heading = "",
    labels: size = 11.5,
    compact = false,
    signs = new Map(),
    widest = compact ? 5 : WIDEST,
  },
) {
  const spots = shown.nodes.map(layoutPlace),
    sectors = shown.ego === null && !shown.path ? sectorLabels(shown) : [];
  const xs = [...spots.map((p) => p[0]), ...sectors.map((one) => one.x)],
    ys = [...spots.map((p) => p[1]), ...sectors.map((one) => one.y)];
  const left = Math.min(...xs),
    right = Math.max(...xs),
    top = Math.min(...ys),
    bottom = Math.max(...ys),
    head = heading ? 26 : 8;
  const scale = Math.min(
    (width - (compact ? 70 : 230)) / (right - left || 1),
    (height - head - 34) / (bottom - top || 1),
    1.6,
  );
  // A narrow half is filled by stretching the picture upwards.
  const tall = compact
    ? Math.max(1, Math.min(1.7, (height - head - 40) / ((bottom - top || 1) * scale))) * scale
    : scale;
  const at = (/** @type {LevelNode} */ node) => {
    const [x, y] = layoutPlace(node);
    return [width / 2 + (x - (left + right) / 2) * scale, head + (height - head) / 2 + (y - (top + bottom) / 2) * tall];
  };
  const sizes = sizesOf(shown),
    radius = (/** @type {LevelNode} */ node) =>
      Math.max(2.5, ((sizes.get(node.number) ?? 0) / unit) * Math.min(1, 0.55 + scale * 0.45));
  const group = drawn("g", { "font-family": FONT });
  if (heading)
    group.append(
      drawn(
        "text",
        { x: width / 2, y: 16, "text-anchor": "middle", "font-size": 14, "font-weight": 700, fill: look.ink },
        heading,
      ),
    );
  const here = new Set(shown.nodes.map((node) => node.number));
  inLayers(shown.edges.filter((edge) => here.has(edge.source) && here.has(edge.target))).forEach(([edge, part]) =>
    group.append(...tieSvg(shown, edge, part, at, radius, look, widest, signs.get(pairOf(edge)))),
  );
  shown.edges.forEach((edge) => {
    if (signs.get(pairOf(edge))) group.append(signSvg(edge, signs.get(pairOf(edge)) ?? "", shown, at, look));
  });
  shown.nodes.forEach((node) => {
    const [x, y] = at(node),
      colour = colourOf(node, look);
    group.append(
      drawn(
        "path",
        {
          d: outline(node.shape, radius(node)),
          transform: "translate(" + x.toFixed(1) + " " + y.toFixed(1) + ")",
          fill: paler(colour, look),
          stroke: colour,
          "stroke-width": 1,
          "stroke-dasharray": node.hollow ? "2 2" : null,
        },
        drawn("title", {}, nameOf(node)),
      ),
      drawn("path", {
        d: outline(node.shape, radius(node) * coreOf(shown, node)),
        transform: "translate(" + x.toFixed(1) + " " + y.toFixed(1) + ")",
        fill: colour,
      }),
    );
  });
  const moveX = (/** @type {number} */ x) => width / 2 + (x - (left + right) / 2) * scale,
    moveY = (/** @type {number} */ y) => head + (height - head) / 2 + (y - (top + bottom) / 2) * tall;
  const kept = (/** @type {number} */ x, /** @type {string} */ text) => {
    const half = widthOf(text, 12, 600) / 2 + 3;
    return Math.max(half, Math.min(width - half, x));
  };
  // Labels know left and right of the middle of the picture; here the middle is at half the width.
  const centred = (/** @type {LevelNode} */ node) => {
    const [x, y] = at(node);
    return [x - width / 2, y];
  };
  placeLabels({
    order: byStrength(shown),
    at: centred,
    radius,
    scale: 1,
    size,
    focus: null,
    own: null,
    inside: (rect) =>
      rect.x >= 2 - width / 2 &&
      rect.x + rect.w <= width / 2 - 2 &&
      rect.y >= head - 4 &&
      rect.y + rect.h <= height - 2,
    sectors: sectors.map((one) => ({ text: one.text, x: kept(moveX(one.x), one.text) - width / 2, y: moveY(one.y) })),
  }).forEach((one) => group.append(textSvg(one, width / 2, look)));
  return group;
}

/**
 * One part of a tie, its band or its core; one with a sign changed surely between two periods.
 * @param {Shown} shown
 * @param {Edge} edge
 * @param {string} part
 * @param {(node: LevelNode) => number[]} at
 * @param {(node: LevelNode) => number} radius
 * @param {Look} look
 * @param {number} widest
 * @param {string | undefined} sign
 */
function tieSvg(shown, edge, part, at, radius, look, widest, sign) {
  const b = shown.level.nodes[edge.target],
    [x1, y1] = at(shown.level.nodes[edge.source]),
    [x2, y2] = at(b),
    style = tieLook(shown, edge, look, widest),
    band = part === "band",
    colour = sign ? look.chosen : style.colour;
  const paint = {
    fill: "none",
    stroke: colour,
    "stroke-width": (band ? style.band : style.core).toFixed(2),
    "stroke-opacity": band ? (sign ? 0.5 : bandOpacity(shown)) : SOLID,
    "stroke-dasharray": band && style.dash ? style.dash.join(" ") : null,
    "data-part": part,
  };
  const parts = [],
    length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const to = (/** @type {number[][]} */ points) =>
    points.map((/** @type {number[]} */ p) => p.map((/** @type {number} */ v) => v.toFixed(1)).join(",")).join("L");
  if (shown.tie.directed) {
    // Curved apart, so that both directions show; the head ends at the rim of the mark.
    const cx = (x1 + x2) / 2 + ((y2 - y1) / length) * length * 0.09,
      cy = (y1 + y2) / 2 - ((x2 - x1) / length) * length * 0.09,
      dl = Math.hypot(x2 - cx, y2 - cy) || 1,
      [ux, uy] = [(x2 - cx) / dl, (y2 - cy) / dl],
      [ex, ey] = [x2 - ux * radius(b), y2 - uy * radius(b)],
      s = 5;
    parts.push(drawn("path", { ...paint, d: "M" + to([[x1, y1]]) + "Q" + to([[cx, cy]]) + " " + to([[ex, ey]]) }));
    const head = [
      [ex, ey],
      [ex - ux * s - uy * s * 0.45, ey - uy * s + ux * s * 0.45],
      [ex - ux * s + uy * s * 0.45, ey - uy * s - ux * s * 0.45],
    ];
    if (!band || !edge.stated)
      parts.push(drawn("path", { d: "M" + to(head) + "Z", fill: colour, "fill-opacity": band ? 0.6 : 1 }));
  } else
    parts.push(drawn("line", { ...paint, x1: x1.toFixed(1), y1: y1.toFixed(1), x2: x2.toFixed(1), y2: y2.toFixed(1) }));
  return parts;
}

/**
 * @param {Edge} edge
 * @param {string} sign
 * @param {Shown} shown
 * @param {(node: LevelNode) => number[]} at
 * @param {Look} look
 */
function signSvg(edge, sign, shown, at, look) {
  const [[x1, y1], [x2, y2]] = [edge.source, edge.target].map((number) => at(shown.level.nodes[number]));
  return drawn(
    "text",
    {
      x: ((x1 + x2) / 2).toFixed(1),
      y: ((y1 + y2) / 2 + 5).toFixed(1),
      "text-anchor": "middle",
      "font-size": 16,
      "font-weight": 700,
      fill: look.chosen,
      stroke: look.ground,
      "stroke-width": 3,
      "paint-order": "stroke",
    },
    sign,
  );
}

/** @type {Record<string, string>} */
const ANCHORS = { left: "start", right: "end", center: "middle" };

/**
 * @param {Label} one
 * @param {number} dx
 * @param {Look} look
 */
function textSvg(one, dx, look) {
  const lines = one.text.split("\n"),
    step = 1.14 * one.size,
    anchor = ANCHORS[one.align],
    x = (one.x + dx).toFixed(1);
  return drawn(
    "text",
    {
      "text-anchor": anchor,
      "font-size": one.size,
      "font-weight": one.weight,
      fill: look.ink,
      stroke: look.ground,
      "stroke-width": 3,
      "stroke-linejoin": "round",
      "paint-order": "stroke",
    },
    lines.map((text, n) =>
      drawn("tspan", { x, y: (one.y + (n - (lines.length - 1) / 2) * step + one.size * 0.35).toFixed(1) }, text),
    ),
  );
}
