// For other scripts of the page and for tests: the ties of a state written as in the address.
import { ANSWERS } from "./model/asked.js";
import { state } from "./model/now.js";
import { writeState } from "./model/state.js";
import { start } from "./page.js";
import { byId } from "./parts/dom.js";
import { edgesInPicture, focusOf, isLit } from "./picture/focus.js";
import { network } from "./picture/picture.js";
import { shownNow } from "./picture/view.js";

window.comity = {
  ...ANSWERS,
  state: () => writeState(state),
  // What stands out in the picture: marks, and ties as pairs.
  lit: () => [...(focusOf(shownNow) || [])].map((number) => shownNow.level.nodes[number].id),
  litTies: () =>
    edgesInPicture(shownNow)
      .filter((edge) => isLit(edge, focusOf(shownNow)))
      .map((edge) => [edge.source, edge.target].map((number) => shownNow.level.nodes[number].id)),
  // Where on the window a mark or the middle of a line is.
  spot(/** @type {string} */ pick) {
    const spots = pick
        .split("~")
        .map((/** @type {string} */ id) =>
          network.canvasToDOM(network.getPosition(shownNow.level.index.get(id) ?? -1)),
        ),
      box = byId("network").getBoundingClientRect();
    const middle = (/** @type {string} */ name) =>
      spots.reduce((/** @type {number} */ sum, /** @type {any} */ spot) => sum + spot[name], 0) / spots.length;
    return { x: box.left + middle("x"), y: box.top + middle("y") };
  },
};
start();
document.documentElement.setAttribute("data-ready", "yes");
