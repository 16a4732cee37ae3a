// Colours, for the screen and for paper alike.
// A colour mixed with the ground, so that what lies beneath does not show through.
import { PALE } from "./certainty.js";

/**
 * @param {string} colour
 * @param {Look} look
 * @param {number} [share]
 */
export function paler(colour, look, share = PALE) {
  const parts = (/** @type {string} */ hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)),
    ground = parts(look.ground);
  return (
    "#" +
    parts(colour)
      .map((one, n) =>
        Math.round(one * share + ground[n] * (1 - share))
          .toString(16)
          .padStart(2, "0"),
      )
      .join("")
  );
}

/** @type {Record<string, string>} */
export const KIND_COLOURS = {
  dot: "#24477f",
  square: "#b3541e",
  triangle: "#00805f",
  diamond: "#7d74a6",
  star: "#a8327d",
  hexagon: "#6d7a00",
};
export const COMMUNITY_COLOURS = [
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
/** @type {Record<string, string>} */
export const KIND_NAMES = {
  dot: "agency",
  square: "ministry",
  triangle: "training",
  diamond: "international",
  star: "eu",
  hexagon: "university",
};
export const LIGHT = {
  ink: "#1b2733",
  soft: "#55616e",
  ground: "#ffffff",
  tie: "#44546f",
  halo: "rgba(255,255,255,0.92)",
  chosen: "#a3331f",
};
export const DARK = {
  ink: "#e8edf2",
  soft: "#a9b4c0",
  ground: "#151b22",
  tie: "#9fb0c6",
  halo: "rgba(21,27,34,0.92)",
  chosen: "#ff9d85",
};
/** @type {Record<string, string>} */
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
// "light" or "dark", where the reader chose one.
let chosenLook = "";
/** @param {string} look */
export const setLook = (look) => {
  chosenLook = look;
};
export const isDark = () => (chosenLook ? chosenLook === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
export const coloursNow = () => (isDark() ? DARK : LIGHT);
/**
 * @param {string} colour
 * @param {Look} look
 */
export const lift = (colour, look) => (look === DARK ? LIFTED[colour] || colour : colour);
