// What opens the evidence when it is chosen.
// What makes a mark of a drawing open what stands behind it, by mouse and by keyboard.
import { choose } from "../model/now.js";
import { button, make } from "./dom.js";

/**
 * @param {string} text
 * @param {string} pick
 */
export const pickable = (text, pick) => ({
  class: "live",
  role: "button",
  tabindex: "0",
  "aria-label": text,
  click: () => choose(pick),
  keydown: (/** @type {any} */ event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    choose(pick);
    event.preventDefault();
  },
});

/**
 * @param {string} text
 * @param {string} pick
 */
export const choiceButton = (text, pick) => button(text, () => choose(pick), { class: "pick" });
/** @param {Content[]} items */
export const listOf = (items) =>
  make(
    "ul",
    { class: "plain" },
    items.map((item) => make("li", {}, item)),
  );
