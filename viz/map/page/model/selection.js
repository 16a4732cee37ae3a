// Which participations count: the same rules as graph/ties/selection.py, so that the numbers are the same.
import { CODES } from "./data.js";
import { EXCLUSIONS, askedOf, exclusionOf, testOf } from "./definitions.js";
import { ACTIVITIES, ACTORS, PARTS, ROLES, TIMES, levelOf, partsOf } from "./facts.js";

/**
 * The span in which an activity can have taken place overlaps the period; without any date it is out of every period.
 * @param {Time} time
 * @param {string} since
 * @param {string} until
 */
export const overlaps = (time, since, until) =>
  time.earliest !== null && !(since && (time.end ?? "") < since) && !(until && time.earliest > until);

/**
 * @param {State} state
 * @param {string} [skip]
 */
export function select(state, skip) {
  const fits = testOf(state, "activity", skip),
    level = levelOf(state.between);
  const since = skip === "period" ? "" : state.since,
    until = skip === "period" ? "" : state.until,
    period = since || until;
  let undated = 0;
  const inside = ACTIVITIES.map((activity, number) => {
    if (!fits(activity)) return false;
    if (period && TIMES[number].earliest === null) {
      undated += 1;
      return false;
    }
    return !period || overlaps(TIMES[number], since, until);
  });
  // Actors that the filters ask for; they ask for all when they name none.
  const asked = ACTORS.map(testOf(state, "actor", skip));
  const there = ACTORS.map((actor, number) => !isLeftOut(state, actor) && level.ofActor[number] >= 0);
  const absent = CODES.absent.filter((role) => !CODES.ties[state.tie].roles.includes(role)),
    kept = testOf(state, "participation", skip),
    some = askedOf(state, "participation", skip).length > 0;
  const keptRole = ROLES.map((role) => (some ? kept({ role }) : !absent.includes(role)));
  // Everyone in an activity, and those of them who count: who is asked for, and who was there with one of these.
  const everyone = partsOf.map((parts, activity) =>
    inside[activity] ? parts.filter((row) => there[PARTS.actor[row]] && keptRole[PARTS.role[row]]) : [],
  );
  const rows = everyone.map((parts) => {
    const stated = state["stated-only"] ? parts.filter((row) => PARTS.ground[row] === 0) : parts,
      some = stated.filter((row) => asked[PARTS.actor[row]]);
    return state.within ? some : some.length ? stated : [];
  });
  return { state, skip, level, everyone, rows, asked, undated, inside, hidden: leftOut(state) };
}

/**
 * @param {State} state
 * @param {Actor} actor
 */
const isLeftOut = (state, actor) => !state["all-actors"] && exclusionOf(actor, state.between) >= 0;
/** @param {State} state */
export const leftOut = (state) =>
  EXCLUSIONS.map((_, number) =>
    state["all-actors"] ? 0 : ACTORS.filter((actor) => exclusionOf(actor, state.between) === number).length,
  );

/**
 * The same selection in some of its activities alone.
 * @param {Chosen} selection
 * @param {(activity: number) => boolean} holds
 */
export const during = (selection, holds) => ({
  ...selection,
  inside: selection.inside.map((inside, activity) => inside && holds(activity)),
  rows: selection.rows.map((rows, activity) => (holds(activity) ? rows : [])),
});

/**
 * Why activities that pass the filters are not in a selection: how many of them for each reason.
 * @param {Chosen} selection
 */
export function reasonsOf(selection) {
  const { state, everyone, rows, inside, level } = selection,
    left = (/** @type {number} */ row) => isLeftOut(state, ACTORS[PARTS.actor[row]]);
  const reasons = { left: 0, country: 0, role: 0, grounds: 0, asked: 0 };
  inside.forEach((is, activity) => {
    if (!is || rows[activity].length) return;
    const there = partsOf[activity].filter((row) => !left(row)),
      placed = there.filter((row) => level.ofActor[PARTS.actor[row]] >= 0),
      stated = everyone[activity].filter((row) => !state["stated-only"] || PARTS.ground[row] === 0);
    const why = !there.length
      ? "left"
      : !placed.length
        ? "country"
        : !everyone[activity].length
          ? "role"
          : !stated.length
            ? "grounds"
            : "asked";
    reasons[why] += 1;
  });
  return reasons;
}

/**
 * Nodes by an actor that is asked for.
 * @param {Chosen} selection
 */
export const askedNodes = (selection) =>
  new Set(
    selection.rows.flatMap((rows) =>
      rows.filter((row) => selection.asked[PARTS.actor[row]]).map((row) => selection.level.ofActor[PARTS.actor[row]]),
    ),
  );

/**
 * In how many activities each node takes part, in any role.
 * @param {Chosen} selection
 */
export function activityCounts(selection) {
  const counts = new Int32Array(selection.level.nodes.length);
  selection.rows.forEach((rows) =>
    new Set(rows.map((row) => selection.level.ofActor[PARTS.actor[row]])).forEach((node) => {
      counts[node] += 1;
    }),
  );
  return counts;
}
