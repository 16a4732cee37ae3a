// Start, and what tests and other scripts of the page may ask for.
import { numeral, say } from "../page/model/words.js";
import { byId, fill } from "../page/parts/dom.js";
import { COUNTS, NODES, choose, numberOf, shortOf, state, whenChosen } from "./data.js";
import { bySystem, drawAll, readAddress, showChosen } from "./page.js";
import { drawPicture, picture, pictureKeys, recolour } from "./picture.js";

const asked = readAddress();
whenChosen(showChosen);
drawAll();
drawPicture();
if (picture && state.without.length) picture.leave(state.without);
if (asked !== null) choose(asked, true);
byId("network").addEventListener("keydown", pictureKeys);
byId("skip").addEventListener("click", () => {
  state.view = "table";
  drawAll();
  byId("panel").focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") choose(null);
});
bySystem.addEventListener("change", () => {
  if (state.look) return;
  drawAll();
  recolour();
});
addEventListener("hashchange", () => {
  const number = readAddress();
  drawAll();
  recolour();
  if (picture) {
    picture.lines(state.lines);
    picture.leave(state.without);
    picture.labels(NODES.id.map((_, n) => shortOf(n)));
  }
  choose(number, true);
});
// Paper takes a picture of what is on the screen, on white.
/** @type {string | null} */
let lookBefore = null;
addEventListener("beforeprint", () => {
  if (!picture || state.view !== "network" || byId("printed")) return;
  lookBefore = state.look;
  state.look = "light";
  drawAll();
  recolour();
  const image = picture.image();
  fill(image, { id: "printed", role: "img", "aria-label": say("network.label", { nodes: numeral(COUNTS.placed) }) });
  byId("panel").append(image);
});
addEventListener("afterprint", () => {
  if (lookBefore === null) return;
  byId("printed")?.remove();
  state.look = lookBefore;
  lookBefore = null;
  drawAll();
  recolour();
});
window.comity = {
  counts: COUNTS,
  spot(/** @type {string} */ id) {
    const place = picture?.place(numberOf.get(id) ?? -1) ?? { x: 0, y: 0 },
      box = byId("network").getBoundingClientRect();
    return { x: box.left + place.x, y: box.top + place.y };
  },
  picture: () => picture,
};
document.documentElement.setAttribute("data-ready", "yes");
