// What the picture shows now, and what in it is under the pointer or the keyboard.
/** @type {Shown} */
export let shownNow;
/** @param {Shown} shown */
export const setShown = (shown) => {
  shownNow = shown;
};
/** @type {Hovered | null} */
export let hovered = null;
/** @param {Hovered | null} what */
export const setHovered = (what) => {
  hovered = what;
};
/** @type {number | null} */
export let focusedNode = null;
/** @param {number | null} number */
export const setFocusedNode = (number) => {
  focusedNode = number;
};
// While time is played, what was shown a step before.
/** @type {Shown | null} */
export let fading = null;
/** @param {Shown | null} shown */
export const setFading = (shown) => {
  fading = shown;
};
/** @param {{ source: number; target: number }} edge */
export const pairId = (edge) => shownNow.level.nodes[edge.source].id + "~" + shownNow.level.nodes[edge.target].id;
