// How sure a number is, told alike in every view: all that was counted is pale, what is stated of it dark within.
// Lines are as wide as the root of the numbers; a line without a dark core is dashed: all of it is inferred.
// Lines are as wide as the root of the numbers; a line without a dark core is dashed: all of it is inferred.
import { count, numeral, say } from "./words.js";

export const WIDEST = 7,
  PALE = 0.3,
  SOLID = 0.9,
  DASH = [5, 3];
// Where even the heaviest tie is of fewer activities than this, it is no wide line.
const MANY = 8;
/**
 * @param {number} weight
 * @param {number} heaviest
 * @param {number} [widest]
 */
export const lineWidth = (weight, heaviest, widest = WIDEST) =>
  weight > 0 ? Math.max(0.8, widest * Math.sqrt(weight / Math.max(heaviest, MANY))) : 0;

/** @param {Cell} cell */
function groundsOf({ activities, stated }) {
  if (activities === 1) return say(stated ? "ground.stated" : "ground.inferred");
  if (stated >= activities) return say("all-stated");
  return stated
    ? say("some-stated", { stated: numeral(stated), inferred: numeral(activities - stated) })
    : say("all-inferred");
}

/**
 * "36 activities: 4 stated, 32 inferred"
 * @param {number} activities
 * @param {number} stated
 * @param {string} [word]
 */
export const countSure = (activities, stated, word = "activity") =>
  count(activities, word) + (activities ? ": " + groundsOf({ activities, stated }) : "");

/**
 * "75 others: 20 of them by something stated"
 * @param {number} all
 * @param {number} stated
 */
export const tiedWords = (all, stated) =>
  count(all, "other") + (all ? ": " + say("of-them-stated", { stated: numeral(stated) }) : "");
