// Two periods compared, in words.
import { FEWEST } from "./comparison.js";
import { count, numeral, say } from "./words.js";

/** @type {Record<string, string>} */
export const SIGNS = { more: "+", fewer: "−", "": "" };
/** @param {Compared} comparison */
export const signsOf = (comparison) =>
  new Map(comparison.seen.filter((row) => row.verdict).map((row) => [row.pair, SIGNS[row.verdict]]));
/**
 * @param {Compared} comparison
 * @param {number} n
 */
export const halfLabel = (comparison, n) =>
  say("compare.half", { period: comparison.periods[n].label, count: count(comparison.recorded[n], "recorded") });

/**
 * How many of how many pairs changed surely; of too few recorded activities, that nothing is told but the numbers.
 * @param {Compared} comparison
 */
export function compareSays(comparison) {
  if (comparison.tooFew)
    return comparison.periods
      .flatMap(({ label: period }, n) =>
        comparison.recorded[n] < FEWEST
          ? [say("compare.too-few", { period, count: count(comparison.recorded[n], "recorded") })]
          : [],
      )
      .join(" ");
  const [more, fewer] = ["more", "fewer"].map(
      (verdict) => comparison.seen.filter((row) => row.verdict === verdict).length,
    ),
    pairs = count(comparison.seen.length, "pair-of");
  return more + fewer
    ? say("compare.says", { more: numeral(more), fewer: numeral(fewer), pairs })
    : say("compare.none", { pairs });
}

/**
 * The change for 100 recorded activities, with its interval.
 * @param {number} value
 */
const inHundred = (value) =>
  (value >= 0.005 ? "+" : value <= -0.005 ? "−" : "") + numeral(Math.abs(Math.round(value * 100)));
/**
 * @param {ComparedRow} row
 * @param {string} [words]
 */
export const changeWords = (row, words = "compare.change") =>
  Number.isNaN(row.change)
    ? ""
    : say(words, { change: inHundred(row.change), low: inHundred(row.low), high: inHundred(row.high) });

/** @param {Compared} comparison */
export const halvesOf = (comparison) => comparison.periods.map((_, n) => halfLabel(comparison, n));
