// Two periods compared: the same numbers as graph/analysis/comparison.py and graph/analysis/proportions.py give.
// What caption, table and exports hold: the ties shown; of a comparison all of either period.
import { PAGE } from "./data.js";
import { ACTIVITIES, TIMES } from "./facts.js";
import { heaviestOf, largestOf } from "./look.js";
import { state } from "./now.js";
import { during, overlaps, select } from "./selection.js";
import { computeShown, computed, pictureKey } from "./shown.js";
import { dayFrom } from "./state.js";
import { NO_TIE, computeTies, pairOf } from "./ties.js";
import { language, say } from "./words.js";

export function lookedAt() {
  const comparison = comparisonOf(state);
  return comparison ? comparison.shown : computeShown(state);
}

export const { fewest: FEWEST, alpha: ALPHA } = PAGE.compare;
// The 97.5 % point of the normal distribution.
const Z = 1.959963984540054;

/**
 * The interval of a share (Wilson 1927).
 * @param {number} count
 * @param {number} total
 */
export function wilson(count, total) {
  const share = count / total,
    square = (Z * Z) / total,
    middle = (share + square / 2) / (1 + square),
    reach = (Z / (1 + square)) * Math.sqrt((share * (1 - share)) / total + square / (4 * total));
  return [Math.max(middle - reach, 0), Math.min(middle + reach, 1)];
}

/**
 * The share after less the share before, and its interval (Newcombe 1998, method 10).
 * @param {number} before
 * @param {number} totalBefore
 * @param {number} after
 * @param {number} totalAfter
 */
export function difference(before, totalBefore, after, totalAfter) {
  const [was, now] = [before / totalBefore, after / totalAfter],
    [[wasLow, wasHigh], [nowLow, nowHigh]] = [wilson(before, totalBefore), wilson(after, totalAfter)],
    change = now - was;
  return [change, change - Math.hypot(now - nowLow, wasHigh - was), change + Math.hypot(nowHigh - now, was - wasLow)];
}

const logFactorials = [0];
/** @param {number} n */
const logFactorial = (n) => {
  while (logFactorials.length <= n)
    logFactorials.push(logFactorials[logFactorials.length - 1] + Math.log(logFactorials.length));
  return logFactorials[n];
};
/**
 * @param {number} n
 * @param {number} k
 */
const logChoose = (n, k) => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/**
 * The chance of a split of the activities that is no likelier than the one seen (Fisher 1935).
 * @param {number} before
 * @param {number} totalBefore
 * @param {number} after
 * @param {number} totalAfter
 */
export function exactP(before, totalBefore, after, totalAfter) {
  const there = before + after,
    least = Math.max(0, there - totalAfter),
    most = Math.min(there, totalBefore),
    all = logChoose(totalBefore + totalAfter, there);
  const chance = (/** @type {number} */ k) =>
      Math.exp(logChoose(totalBefore, k) + logChoose(totalAfter, there - k) - all),
    seen = chance(before) * (1 + 1e-9);
  let sum = 0;
  for (let k = least; k <= most; k += 1) if (chance(k) <= seen) sum += chance(k);
  return Math.min(1, sum);
}

/**
 * p-values corrected for as many tests (Benjamini and Hochberg 1995).
 * @param {number[]} values
 */
export function adjusted(values) {
  const order = values.map((_, n) => n).sort((a, b) => values[b] - values[a]),
    kept = /** @type {number[]} */ ([]);
  order.reduce((least, at, n) => (kept[at] = Math.min(least, (values[at] * values.length) / (values.length - n))), 1);
  return kept;
}

/**
 * "2015..2017,2018..2020" or "phase:9,phase:10": two periods, each with the test of whether an activity may be in it.
 * @param {string} text
 * @returns {Period[] | null}
 */
export function periodsOf(text) {
  /** @type {(one: string) => Period | null} */
  const periodOf = (one) => {
    if (one.startsWith("phase:")) {
      const phase = one.slice(6);
      return { label: say("phase-n", { phase }), has: (activity) => ACTIVITIES[activity].phase === phase };
    }
    const [from, to] = one.split(".."),
      since = dayFrom(from || "", false),
      until = dayFrom(to || from || "", true);
    return since && until >= since
      ? { label: one.replace("..", "–"), has: (activity) => overlaps(TIMES[activity], since, until) }
      : null;
  };
  const parts = text.split(","),
    chosen = parts.flatMap((one) => periodOf(one) ?? []);
  return parts.length === 2 && chosen.length === 2 ? chosen : null;
}

/** @param {Chosen} selection */
export const recordedIn = (selection) => selection.inside.filter(Boolean).length;

/**
 * Every tie of the selection that is in either of two periods, those that changed most surely first.
 * @param {Chosen} whole
 * @param {Period[]} periods
 */
export function comparePeriods(whole, periods) {
  const sides = periods.map(({ has }) => during(whole, has)),
    recorded = sides.map(recordedIn),
    tooFew = recorded.some((number) => number < FEWEST),
    ties = sides.map((side) => new Map(computeTies(side).map((edge) => [pairOf(edge), edge])));
  // An activity that may have taken place in both periods tells nothing of the change.
  const alone = (/** @type {number} */ n) => (/** @type {number} */ activity) => !periods[1 - n].has(activity),
    apart = sides.map((side, n) => recordedIn(during(side, alone(n))));
  const rows = [...new Set([...ties[0].keys(), ...ties[1].keys()])].map((pair) => {
    const edges = ties.map((side) => side.get(pair) || NO_TIE),
      [was, now] = edges,
      numbers = edges.map((edge, n) => edge.behind.filter(alone(n)).length),
      [change, low, high] = tooFew
        ? [NaN, NaN, NaN]
        : difference(was.activities, recorded[0], now.activities, recorded[1]);
    /** @type {ComparedRow} */
    const row = {
      pair,
      source: (ties[0].get(pair) || now).source,
      target: (ties[0].get(pair) || now).target,
      edges,
      status: tooFew ? "" : was.activities && now.activities ? "kept" : now.activities ? "gained" : "lost",
      change,
      low,
      high,
      p: tooFew ? NaN : exactP(numbers[0], apart[0], numbers[1], apart[1]),
      adjusted: NaN,
      verdict: "",
    };
    return row;
  });
  const corrected = adjusted(rows.map((row) => row.p));
  rows.forEach((row, n) => {
    if (!tooFew) row.adjusted = corrected[n];
    row.verdict = row.adjusted <= ALPHA ? (row.change > 0 ? "more" : "fewer") : "";
  });
  const most = (/** @type {ComparedRow} */ row) => Math.max(...row.edges.map((edge) => edge.activities));
  rows.sort(
    (a, b) =>
      (tooFew ? 0 : a.adjusted - b.adjusted || a.p - b.p) ||
      most(b) - most(a) ||
      a.source - b.source ||
      a.target - b.target,
  );
  return { periods, recorded, tooFew, sides, rows };
}

/** @type {{ key: string, found: Compared | null }} */
let comparedLast = { key: "", found: null };

/**
 * The comparison that the state asks for, with what each view shows of it; null where it asks for none.
 * @param {State} state
 */
export function comparisonOf(state) {
  const key = pictureKey(state) + language;
  if (comparedLast.key !== key) comparedLast = { key, found: comparisonAsked(state) };
  return comparedLast.found;
}

/**
 * @param {State} state
 * @returns {Compared | null}
 */
function comparisonAsked(state) {
  const periods = state.compare ? periodsOf(state.compare) : null;
  if (!periods) return null;
  const whole = select(state),
    compared = comparePeriods(whole, periods),
    byPair = new Map(compared.rows.map((row) => [row.pair, row])),
    holds = (/** @type {number} */ activity) => periods.some(({ has }) => has(activity)),
    // Views that are not of two halves show both periods together, and every tie.
    shown = computed({ ...state, lines: "all" }, during(whole, holds));
  /** @type {Compared} */
  const comparison = { ...compared, shown, seen: [], halves: [] };
  Object.assign(shown, { compared: comparison, holds });
  shown.edges.forEach((edge) => Object.assign(edge, { row: byPair.get(pairOf(edge)) }));
  const seen = new Set(shown.edges.map((edge) => edge.row));
  comparison.seen = comparison.rows.filter((row) => seen.has(row));
  comparison.halves = comparison.sides.map((side, n) => halfOf(state, comparison, side, n));
  const heaviest = Math.max(...comparison.halves.map(heaviestOf)),
    largest = Math.max(...comparison.halves.map(largestOf));
  comparison.halves.forEach((half) => Object.assign(half, { heaviest, largest }));
  return comparison;
}

/**
 * One half of the picture: the ties drawn in it, and those that changed surely, however weak they are here.
 * @param {State} state
 * @param {Compared} comparison
 * @param {Chosen} side
 * @param {number} n
 */
function halfOf(state, comparison, side, n) {
  const half = computed(state, side),
    drawn_ = new Set(half.edges.map(pairOf)),
    sure = comparison.seen.filter((row) => row.verdict && row.edges[n].activities && !drawn_.has(row.pair));
  half.edges.push(...sure.flatMap((row) => half.byPair.get(row.pair) ?? []));
  return half;
}
