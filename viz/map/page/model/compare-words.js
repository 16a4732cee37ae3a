// Two periods compared, in words.
import { FEWEST } from "./comparison.js";
import { count, numeral, say } from "./words.js";

/** @type {Record<string, string>} */
export const SIGNS = { more: "+", fewer: "−", "": "" };
/** @param {Compared} found */
export const signsOf = (found) =>
  new Map(found.seen.filter((row) => row.verdict).map((row) => [row.pair, SIGNS[row.verdict]]));
/**
 * @param {Compared} found
 * @param {number} n
 */
export const halfLabel = (found, n) =>
  say("compare.half", { period: found.periods[n].label, count: count(found.recorded[n], "recorded") });

/**
 * How many of how many pairs changed surely; of too few recorded activities, that nothing is told but the numbers.
 * @param {Compared} found
 */
export function compareSays(found) {
  if (found.tooFew)
    return found.periods
      .flatMap(({ label: period }, n) =>
        found.recorded[n] < FEWEST
          ? [say("compare.too-few", { period, count: count(found.recorded[n], "recorded") })]
          : [],
      )
      .join(" ");
  const [more, fewer] = ["more", "fewer"].map((verdict) => found.seen.filter((row) => row.verdict === verdict).length),
    pairs = count(found.seen.length, "pair-of");
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

/** @param {Compared} found */
export const halvesOf = (found) => found.periods.map((_, n) => halfLabel(found, n));
