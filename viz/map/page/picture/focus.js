// What stands out in the picture: what is chosen or under the pointer, and what is told of it.
// In a picture of more nodes than this the others do not fade under the pointer.
import { ACTIVITY_NUMBER, PARTS } from "../model/facts.js";
import { state } from "../model/now.js";
import { hovered } from "./view.js";

export const LIVELY = 500;

/** @param {Shown} shown */
export function pickedEdge(shown) {
  if (!state.pick.includes("~")) return null;
  const [a, b] = state.pick.split("~").map((id) => shown.level.index.get(id));
  return shown.byPair.get(a + " " + b) || (shown.tie.directed ? null : shown.byPair.get(b + " " + a)) || null;
}

/**
 * The activity that is read, where it is in the selection.
 * @param {Shown} shown
 */
function pickedActivity(shown) {
  const number = state.pick.startsWith("@") ? ACTIVITY_NUMBER.get(state.pick.slice(1)) : undefined;
  return number !== undefined && shown.activities.has(number) ? number : null;
}

/**
 * The ties of the picture: those drawn, and those of what is read though they are too weak to be drawn.
 * @param {Shown} shown
 */
export function edgesInPicture(shown) {
  const picked = pickedEdge(shown),
    activity = pickedActivity(shown),
    here = new Set(shown.nodes.map((node) => node.number)),
    extra = picked ? [picked] : activity === null ? [] : shown.pool.filter((edge) => edge.behind.includes(activity));
  const drawn_ = new Set(shown.edges);
  return [
    ...shown.edges,
    ...extra.filter((edge) => !drawn_.has(edge) && here.has(edge.source) && here.has(edge.target)),
  ];
}

/**
 * @param {Shown} shown
 * @returns {Focus | null}
 */
export function focusOf(shown) {
  const under = shown.nodes.length <= LIVELY ? hovered : null;
  const edge = under && under.of ? under.of : under ? null : pickedEdge(shown);
  if (edge) return new Set([edge.source, edge.target]);
  const activity = under ? null : pickedActivity(shown);
  if (activity !== null) {
    const there = new Set(shown.selection.rows[activity].map((row) => shown.level.ofActor[PARTS.actor[row]]));
    return Object.assign(there, { activity });
  }
  const centre = under && under.node !== undefined ? under.node : under ? undefined : shown.level.index.get(state.pick);
  if (centre === undefined || !shown.counts[centre]) return null;
  const near = /** @type {Set<number> & { centre?: number }} */ (new Set([centre]));
  shown.edges.forEach((one) => {
    if (one.source === centre || one.target === centre) {
      near.add(one.source);
      near.add(one.target);
    }
  });
  near.centre = centre;
  return near;
}

/**
 * Whether a tie belongs to what stands out: the ties of the activity that is read, or those of the mark in the middle.
 * @param {Edge} edge
 * @param {Focus | null} focus
 */
export const isLit = (edge, focus) =>
  focus !== null &&
  (focus.activity === undefined
    ? edge.source === focus.centre || edge.target === focus.centre
    : edge.behind.includes(focus.activity));
