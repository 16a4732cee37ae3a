// The picture by keyboard: left and right go through the marks, the strongest first; up and down through the ties of one.
import { byStrength } from "../model/look.js";
import { choose } from "../model/now.js";
import { tiesOf } from "../model/shown.js";
import { announce } from "../parts/dom.js";
import { fit, network } from "./picture.js";
import { edgeLines, nodeLines } from "./telling.js";
import { focusedNode, pairId, setFocusedNode, shownNow } from "./view.js";

let focusedTie = -1;

/** @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, ArrowLeft: -1 };
/** @type {Record<string, number>} */
const ALONG = { ArrowDown: 1, ArrowUp: -1 };

/** @param {KeyboardEvent} event */
export function keysOfPicture(event) {
  const order = byStrength(shownNow);
  if (!order.length) return;
  const at = order.findIndex((node) => node.number === focusedNode),
    ties = focusedNode === null ? [] : tiesOf(shownNow, focusedNode);
  const step = STEPS[event.key],
    along = ALONG[event.key];
  if (step) {
    setFocusedNode(order[(at + step + order.length) % order.length].number);
    focusedTie = -1;
    announce(nodeLines(shownNow.level.nodes[focusedNode ?? -1]).join(". "));
  } else if (along && ties.length) {
    focusedTie = (focusedTie + along + ties.length) % ties.length;
    announce(edgeLines(ties[focusedTie]).slice(0, 2).join(". "));
  } else if (event.key === "Enter" && focusedNode !== null) {
    choose(focusedTie >= 0 && ties[focusedTie] ? pairId(ties[focusedTie]) : shownNow.level.nodes[focusedNode].id);
  } else if (event.key === "+" || event.key === "-") {
    network.moveTo({ scale: network.getScale() * (event.key === "+" ? 1.25 : 0.8), animation: false });
  } else if (event.key === "0") fit();
  else return;
  event.preventDefault();
  network.redraw();
}
