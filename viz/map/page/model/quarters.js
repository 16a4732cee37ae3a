// Activities by quarter, and the period that is chosen of them.
import { ACTIVITIES, PHASES, TIMES } from "./facts.js";
import { change, state } from "./now.js";
import { select } from "./selection.js";
import { statedPart } from "./shown.js";

/** @param {string} text */
const quarterOf = (text) => Number(text.slice(0, 4)) * 4 + Math.floor((Number(text.slice(5, 7)) - 1) / 3);
/** @param {number} quarter */
export const quarterStart = (quarter) =>
  Math.floor(quarter / 4) + "-" + String((quarter % 4) * 3 + 1).padStart(2, "0") + "-01";
/** @param {number} quarter */
export const quarterEnd = (quarter) => {
  const month = (quarter % 4) * 3 + 3;
  return (
    Math.floor(quarter / 4) +
    "-" +
    String(month).padStart(2, "0") +
    "-" +
    new Date(Date.UTC(Math.floor(quarter / 4), month, 0)).getUTCDate()
  );
};
export const QUARTERS = (() => {
  const known = TIMES.filter((time) => time.earliest).map((time) => quarterOf(time.earliest ?? "")),
    ends = TIMES.filter((time) => time.last).map((time) => quarterOf(time.last ?? ""));
  return known.length
    ? [Math.floor(Math.min(...known) / 4) * 4, Math.ceil((Math.max(...known, ...ends) + 1) / 4) * 4 - 1]
    : [8080, 8083];
})();
/** @param {number} quarter */
const withinQuarters = (quarter) => Math.max(QUARTERS[0], Math.min(QUARTERS[1], quarter));
export const chosenQuarters = () => {
  const low = state.since ? withinQuarters(quarterOf(state.since)) : QUARTERS[0];
  return [low, Math.max(low, state.until ? withinQuarters(quarterOf(state.until)) : QUARTERS[1])];
};

/**
 * @param {number} from
 * @param {number} to
 * @param {boolean} [step]
 */
export function setPeriod(from, to, step = true) {
  const low = Math.max(QUARTERS[0], Math.min(from, to)),
    high = Math.min(QUARTERS[1], Math.max(from, to));
  const whole = low === QUARTERS[0] && high === QUARTERS[1];
  change({ since: whole ? "" : quarterStart(low), until: whole ? "" : quarterEnd(high) }, { step });
}

// Of each quarter how many activities it holds whose days are certain, and how many it may hold; the stated part of each.
export function quarterCounts() {
  const quarters = new Map(),
    selection = select(state, "period"),
    sure = statedPart(selection);
  let undated = 0;
  selection.rows.forEach((rows, activity) => {
    const time = TIMES[activity];
    if (!rows.length) return;
    if (!time.earliest) {
      undated += 1;
      return;
    }
    const quarter = quarterOf(time.earliest),
      known = quarters.get(quarter) || [NO_PART(), NO_PART()],
      part = known[quarterOf(time.end ?? "") - quarter > 1 || !time.first ? 1 : 0];
    part.all += 1;
    part.stated += sure.rows[activity].length ? 1 : 0;
    quarters.set(quarter, known);
  });
  return { quarters, undated };
}

const NO_PART = () => ({ all: 0, stated: 0 });

export function phaseSpans() {
  return PHASES.flatMap((phase) => {
    const quarters = ACTIVITIES.flatMap((activity, n) =>
      activity.phase === phase && TIMES[n].first ? [quarterOf(TIMES[n].first)] : [],
    );
    return quarters.length ? [{ phase, from: Math.min(...quarters), to: Math.max(...quarters) }] : [];
  });
}
