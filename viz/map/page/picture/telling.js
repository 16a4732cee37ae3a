// What is told of a mark or a line of the picture.
import { brokerWords } from "../model/brokers.js";
import { countSure, tiedWords } from "../model/certainty.js";
import { nameOf, translatedMark } from "../model/facts.js";
import { none } from "../model/look.js";
import { state } from "../model/now.js";
import { language, numeral, say } from "../model/words.js";
import { shownNow } from "./view.js";

/** @param {LevelNode} node */
export function nodeLines(node) {
  const known = shownNow.ties.get(node.number) || none;
  const lines = [
    nameOf(node) + (language === "ru" && translatedMark(node) ? " (" + translatedMark(node) + ")" : ""),
    tookPart(shownNow, node),
    say("tied-to", { count: tiedWords(known.ties, known.statedTies) }),
  ];
  if (state.size === "betweenness") lines.push(brokerWords(node));
  return lines;
}

/**
 * @param {Shown} shown
 * @param {LevelNode} node
 */
export const tookPart = (shown, node) =>
  say("took-part", { count: countSure(shown.counts[node.number], shown.statedCounts[node.number], "activity-in") });
/** @param {Edge} edge */
export const edgeLines = (edge) => [edgeTitle(edge, shownNow), edgeNumbers(edge), say("click-why")];
/**
 * @param {{ source: number; target: number }} edge
 * @param {Shown} shown
 */
export const edgeTitle = (edge, shown) =>
  nameOf(shown.level.nodes[edge.source]) +
  (shown.tie.directed ? " → " : " – ") +
  nameOf(shown.level.nodes[edge.target]);

/** @param {Edge} edge */
export function edgeNumbers(edge) {
  const years = edge.first
    ? edge.first.slice(0, 4) + (edge.last.slice(0, 4) !== edge.first.slice(0, 4) ? "–" + edge.last.slice(0, 4) : "")
    : say("years-unknown");
  const weight =
    state.weight === "activities" ? "" : " · " + say("weight." + state.weight) + ": " + numeral(edge.weight);
  return countSure(edge.activities, edge.stated) + weight + " · " + years;
}
