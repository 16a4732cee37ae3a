// Parts that fold away where there is little room.
// Where there is room a part is open and has no handle; where there is little it folds away.
import { make } from "./dom.js";

export const isNarrow = () => innerWidth <= 1180;
const unfolded = new Set();

/**
 * @param {string} name
 * @param {boolean} roomy
 * @param {string} summary
 * @param {Content} content
 */
export function folded(name, roomy, summary, content) {
  const toggle = (/** @type {any} */ event) => {
    if (event.target.open) unfolded.add(name);
    else unfolded.delete(name);
  };
  if (roomy) return make("div", { class: name }, content);
  return make(
    "details",
    { class: name + " folded", open: unfolded.has(name), toggle },
    make("summary", {}, summary),
    content,
  );
}
