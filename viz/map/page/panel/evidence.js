// Activities as evidence, and what stands behind a mark of a view.
// Activities as evidence, the surest first: what is stated, then what is inferred, each under a heading that says how
// many there are; `sides` says what that is about: both sides of a tie, one body, or whoever took part.
import { countSure } from "../model/certainty.js";
import { ACTIVITIES, ACTORS, PARTS } from "../model/facts.js";
import { clearFilters } from "../model/now.js";
import { hasStated } from "../model/shown.js";
import { surest } from "../model/ties.js";
import { numeral, placeName, say } from "../model/words.js";
import { button, heading, make } from "../parts/dom.js";
import { article } from "./activity.js";

/**
 * @param {number[]} activities
 * @param {(activity: number) => boolean} isStated
 * @param {(actor: number) => boolean} isMine
 * @param {string} sides
 * @param {number} [level]
 */
export function evidenceOf(activities, isStated, isMine, sides, level = 3) {
  const ordered = [...activities].sort(surest(isStated));
  return [true, false].flatMap((stated) => {
    const some = ordered.filter((activity) => Boolean(isStated(activity)) === stated);
    return some.length
      ? [
          heading(
            level,
            { class: "grounds" },
            say((stated ? "stated." : "inferred.") + sides, { count: numeral(some.length) }),
          ),
          ...some.map((activity) => article(activity, isMine, level + 1)),
        ]
      : [];
  });
}

/**
 * @param {Shown} shown
 * @param {{ source: number; target: number }} edge
 */
export const pairTest = (shown, edge) => {
  const members = new Set([edge.source, edge.target].flatMap((number) => shown.level.nodes[number].members));
  return (/** @type {number} */ actor) => members.has(actor);
};
export const whatWouldDo = () => make("p", {}, button(say("clear.all"), clearFilters));
/** @param {string} what */
export const unknownDetail = (what) => [
  make("h2", {}, say("unknown.title")),
  make("p", {}, say("unknown.what", { what })),
];

/** @param {string} id */
export function activityDetail(id) {
  const number = ACTIVITIES.findIndex((activity) => activity.id === id);
  return number < 0 ? unknownDetail(id) : [article(number, () => false, 2)];
}

/**
 * What stands behind a mark of a map or a matrix; `stated` tells which of the activities are.
 * @param {string} title
 * @param {number[]} activities
 * @param {(activity: number) => boolean} stated
 * @param {(actor: number) => boolean} isMine
 * @param {string} sides
 */
export function activitiesDetail(title, activities, stated, isMine, sides) {
  const sure = activities.filter((activity) => stated(activity)).length;
  return [
    make("h2", {}, title),
    make("p", { class: "soft" }, countSure(activities.length, sure)),
    ...evidenceOf(activities, stated, isMine, sides),
  ];
}

/**
 * @param {Shown} shown
 * @param {string} code
 */
export const placeDetail = (shown, code) =>
  activitiesDetail(
    say("held-in", { place: placeName(code) }),
    [...shown.activities].filter((number) => ACTIVITIES[number].place === code || ACTIVITIES[number].country === code),
    hasStated(shown),
    () => false,
    "some",
  );

/**
 * @param {Shown} shown
 * @param {string} from
 * @param {string} to
 */
export function arcDetail(shown, from, to) {
  const mine = (/** @type {number} */ actor) => ACTORS[actor].country === from,
    comes = (/** @type {Chosen} */ selection) => (/** @type {number} */ number) =>
      selection.rows[number].some((/** @type {number} */ row) => mine(PARTS.actor[row]));
  return activitiesDetail(
    say("arc", { from: placeName(from), to: placeName(to) }),
    [...shown.activities].filter((number) => ACTIVITIES[number].country === to && comes(shown.selection)(number)),
    comes(shown.sure),
    mine,
    "one",
  );
}
