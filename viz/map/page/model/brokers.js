// Who stands between others, in words: a place of the whole network, with its bounds.
import { numeral, say } from "./words.js";

/** @param {Shown} shown */
export const brokersOf = (shown) =>
  shown.level.nodes
    .filter((node) => node.broker)
    .sort((a, b) => Number(a.broker?.rank) - Number(b.broker?.rank) || a.number - b.number);
/** @param {LevelNode} node */
export const placeWords = ({ broker }) =>
  broker
    ? say("brokers.place", { rank: numeral(broker.rank), low: numeral(broker.low), high: numeral(broker.high) })
    : "";
/** @param {number} share */
export const percentOf = (share) => numeral(Math.round(100 * share));
/** @param {LevelNode} node */
export const brokerWords = (node) =>
  say("size.betweenness") +
  ": " +
  numeral(Math.round(node.betweenness * 1000) / 1000) +
  (node.broker ? "; " + placeWords(node) + "; " + say("brokers.stated", { share: percentOf(node.statedShare) }) : "");
