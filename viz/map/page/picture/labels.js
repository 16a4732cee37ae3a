// Where labels stand: the strongest first, none over another or over a mark; more of them as one zooms in.
import { NODE, groupName, shortOf } from "../model/facts.js";
import { state } from "../model/now.js";

export const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const rulerContext = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));

// The width of a text grows with its size: each is measured once.
const widths = new Map();

/**
 * @param {string} text
 * @param {number} size
 * @param {number} weight
 */
export function widthOf(text, size, weight) {
  const key = weight + text;
  let width = widths.get(key);
  if (width === undefined) {
    rulerContext.font = weight + " 100px " + FONT;
    width = Math.max(...text.split("\n").map((line) => rulerContext.measureText(line).width)) / 100;
    widths.set(key, width);
  }
  return width * size;
}

/**
 * @param {Rect} a
 * @param {Rect} b
 */
const apartFrom = (a, b) => a.x + a.w < b.x || b.x + b.w < a.x || a.y + a.h < b.y || b.y + b.h < a.y;

/**
 * A coarse grid of what stands where, so that thousands of labels are tried in no time.
 * @param {number} cell
 */
export function makeGrid(cell) {
  /** @type {Map<string, Rect[]>} */
  const cells = new Map();
  const each = (/** @type {Rect} */ rect, /** @type {(key: string) => unknown} */ call) => {
    for (let x = Math.floor(rect.x / cell); x <= Math.floor((rect.x + rect.w) / cell); x += 1) {
      for (let y = Math.floor(rect.y / cell); y <= Math.floor((rect.y + rect.h) / cell); y += 1)
        if (call(x + ":" + y) === false) return false;
    }
    return true;
  };
  return {
    add: (/** @type {Rect} */ rect) =>
      each(rect, (/** @type {string} */ key) => {
        const there = cells.get(key);
        if (there) there.push(rect);
        else cells.set(key, [rect]);
      }),
    free: (/** @type {Rect} */ rect, /** @type {(other: Rect) => unknown} */ except = () => false) =>
      each(rect, (/** @type {string} */ key) =>
        (cells.get(key) || []).every(
          (/** @type {any} */ other) => other === except || except?.(other) || apartFrom(rect, other),
        ),
      ),
  };
}

// More names than this no one reads at once.
const MOST_LABELS = 220;

/* Place labels: nodes in order with x, y, r; all lengths in the units of the picture, of which `scale` make a pixel.
   Gives {text, x, y, align, size, weight}; sizes in the units of the picture. */
/** @param {LabelRequest} options */
export function placeLabels({ order, at, radius, scale, inside, sectors, focus, own, size = 11.5 }) {
  const grid = makeGrid(120 / scale),
    marks = makeGrid(120 / scale),
    placed = /** @type {Label[]} */ ([]);
  sectors.forEach(({ text, x, y }) => {
    const width = widthOf(text, 12 / scale, 600);
    grid.add({ x: x - width / 2, y: y - 8 / scale, w: width, h: 16 / scale });
    placed.push({ text, x, y, align: "center", size: 12 / scale, weight: 600 });
  });
  order.forEach((node) => {
    const [x, y] = at(node),
      r = radius(node),
      rect = { x: x - r, y: y - r, w: 2 * r, h: 2 * r, node };
    marks.add(rect);
  });
  const strongest = new Set(order.slice(0, Math.ceil(order.length / 6)));
  const first = focus ? order.filter((node) => focus.has(node.number)) : order;
  first.forEach((node) => {
    const [x, y] = at(node);
    if (placed.length > MOST_LABELS || !inside({ x, y, w: 0, h: 0 })) return;
    const mine = node === own,
      px = mine ? 13 : size,
      weight = mine ? 600 : 400,
      text = shortOf(node);
    const width = widthOf(text, px / scale, weight),
      lines = text.split("\n").length,
      height = (1.14 * px * lines + 1) / scale;
    const gap = radius(node) + 4 / scale,
      away = x >= 0 ? 1 : -1,
      slant = gap * 0.75;
    const tries = strongest.has(node) || focus ? [false, true] : [false];
    tries.some((lax) =>
      [
        [away, 0],
        [-away, 0],
        [0, 1],
        [0, -1],
        [away, 1],
        [away, -1],
        [-away, 1],
        [-away, -1],
      ].some(([across, down]) => {
        const align = across > 0 ? "left" : across < 0 ? "right" : "center";
        const tx = x + across * (down ? slant : gap),
          ty = y + down * ((across ? slant : gap) + height / 2);
        const rect = {
          x: align === "left" ? tx : align === "right" ? tx - width : tx - width / 2,
          y: ty - height / 2,
          w: width,
          h: height,
        };
        // The names of the strongest matter more than a small mark: rather than go unnamed, they may lie over one.
        const over = (/** @type {any} */ other) => other.node === node || (lax && !strongest.has(other.node));
        if (!inside(rect) || !grid.free(rect) || !marks.free(rect, over)) return false;
        grid.add(rect);
        placed.push({ text, x: tx, y: ty, align, size: px / scale, weight, node });
        return true;
      }),
    );
  });
  return placed;
}

/**
 * Titles of the countries around, of those that are in the picture.
 * @param {Shown} shown
 */
export const sectorLabels = (shown) =>
  state.layout !== "ring"
    ? []
    : NODE[state.between].sectors
        .filter(([group]) => shown.nodes.some((node) => node.group === group))
        .map(([group, x, y]) => ({ text: groupName(group).toUpperCase(), x, y }));
