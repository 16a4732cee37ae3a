// The picture: what is given to the script that draws with WebGL, and the keys that move about in it.
import { coloursNow, lift } from "../page/model/colours.js";
import { say } from "../page/model/words.js";
import { byId, make, put } from "../page/parts/dom.js";
import { NODES, SIZE, TIES, choose, groupOf, shortOf, state } from "./data.js";
import { comityWebgl } from "./webgl.js";

/** @type {ReturnType<typeof comityWebgl> | null} */
export let picture = null;
const largest = NODES.activities.reduce((most, one) => Math.max(most, one), 1);
/** @param {number} number */
const sizeOf = (number) => {
  const small = SIZE > 20000 ? 1.1 : SIZE > 4000 ? 1.5 : 2.2;
  return small + 9 * Math.sqrt(NODES.activities[number] / largest);
};
/**
 * Colours over the ground, since the thin lines of WebGL are not translucent everywhere.
 * @param {string} colour
 * @param {string} ground
 * @param {number} share
 */
function mixed(colour, ground, share) {
  const channels = (/** @type {string} */ text) => [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));
  const [a, b] = [channels(colour), channels(ground)];
  return (
    "#" +
    a
      .map((value, n) =>
        Math.round(value * share + b[n] * (1 - share))
          .toString(16)
          .padStart(2, "0"),
      )
      .join("")
  );
}
/**
 * @param {number} number
 * @param {Look} look
 */
const nodeColour = (number, look) => lift(groupOf(number).colour, look);

/**
 * @param {number} tie
 * @param {Look} look
 */
function tieColour(tie, look) {
  const a = TIES.source[tie],
    b = TIES.target[tie];
  const colour = NODES.group[a] === NODES.group[b] ? nodeColour(a, look) : look.tie;
  return mixed(colour, look.ground, TIES.level[tie] ? (TIES.stated[tie] ? 0.3 : 0.18) : TIES.stated[tie] ? 0.5 : 0.28);
}
/** @param {Look} look */
const themeOf = (look) => ({ ink: look.ink, ground: look.ground, faded: mixed(look.tie, look.ground, 0.22) });

export function drawPicture() {
  const look = coloursNow();
  const nodes = NODES.id.map((id, number) => ({
    x: NODES.x[number],
    y: -NODES.y[number],
    size: sizeOf(number),
    label: shortOf(number),
    color: nodeColour(number, look),
    group: NODES.groups[NODES.group[number]],
    hidden: NODES.island[number] < 0,
  }));
  const heaviest = Math.sqrt(TIES.weight.reduce((most, one) => Math.max(most, one), 1));
  const edges = TIES.source.map((source, tie) => ({
    source,
    target: TIES.target[tie],
    level: TIES.level[tie],
    size: 0.5 + (3 * Math.sqrt(TIES.weight[tie])) / heaviest,
    color: tieColour(tie, look),
  }));
  try {
    picture = comityWebgl(byId("network"), {
      nodes,
      edges,
      theme: themeOf(look),
      level: state.lines,
      onPick: (number) => choose(number),
    });
  } catch (error) {
    put(
      byId("empty"),
      make("p", { class: "strong" }, say("no-webgl.title")),
      make("p", {}, say("no-webgl.what")),
      make("p", { class: "soft" }, String(error instanceof Error ? error.message : error)),
    );
    byId("empty").hidden = false;
  }
}

export function recolour() {
  const look = coloursNow();
  if (picture)
    picture.theme(themeOf(look), {
      node: (/** @type {number} */ number) => nodeColour(number, look),
      edge: (/** @type {number} */ tie) => tieColour(tie, look),
    });
}

/** @param {KeyboardEvent} event */
export function pictureKeys(event) {
  if (!picture || event.ctrlKey || event.metaKey || event.altKey) return;
  /** @type {Record<string, [number, number]>} */
  const moves = { ArrowLeft: [-0.08, 0], ArrowRight: [0.08, 0], ArrowUp: [0, 0.08], ArrowDown: [0, -0.08] };
  if (event.key in moves) picture.move(...moves[event.key]);
  else if (event.key === "+" || event.key === "=") picture.zoom(0.7);
  else if (event.key === "-") picture.zoom(1.4);
  else if (event.key === "0") picture.whole();
  else if (event.key === "Enter") byId("search").focus();
  else return;
  event.preventDefault();
}
