// What the picture shows now, and what in it is under the pointer or the keyboard.
export let shownNow = null;
export const setShown = (shown) => {
  shownNow = shown;
};
export let hovered = null;
export const setHovered = (what) => {
  hovered = what;
};
export let focusedNode = null;
export const setFocusedNode = (number) => {
  focusedNode = number;
};
// While time is played, what was shown a step before.
export let fading = null;
export const setFading = (shown) => {
  fading = shown;
};
export const pairId = (edge) => shownNow.level.nodes[edge.source].id + "~" + shownNow.level.nodes[edge.target].id;
