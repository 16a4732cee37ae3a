// From participations to ties: the same numbers as graph/ties/projection.py computes with matrices.
// What is known of a node on one side: by an actor asked for, by a stated participation, by one that is both.
import { CODES } from "./data.js";
import { PARTS, ROLES, TIMES } from "./facts.js";

const ASKED = 1,
  STATED = 2,
  BOTH = 4;
/** @param {string[]} roles */
const holdsOf = (roles) => (/** @type {number} */ row) =>
  roles.length ? roles.includes(ROLES[PARTS.role[row]]) : !CODES.absent.includes(ROLES[PARTS.role[row]]);

/**
 * The two sides of one activity: the nodes on each, with what is known of them.
 * @param {Chosen} selection
 * @param {number} activity
 * @param {TieRule} [tie]
 */
function sidesOf(selection, activity, tie = CODES.ties[selection.state.tie]) {
  const { level, asked } = selection,
    node = (/** @type {number} */ row) => level.ofActor[PARTS.actor[row]];
  const side = (/** @type {number[]} */ rows) => {
    const marks = new Map();
    rows.forEach((/** @type {number} */ row) => {
      const one = asked[PARTS.actor[row]],
        stated = PARTS.ground[row] === 0;
      marks.set(
        node(row),
        (marks.get(node(row)) || 0) | (one ? ASKED : 0) | (stated ? STATED : 0) | (one && stated ? BOTH : 0),
      );
    });
    return marks;
  };
  const giving = side(selection.rows[activity].filter(holdsOf(tie.roles)));
  if (!tie.directed) return [giving, giving];
  let receiving = selection.rows[activity].filter(holdsOf(tie.to));
  if (tie.others) {
    const givers = new Set(selection.everyone[activity].filter(holdsOf(tie.roles)).map(node));
    receiving = receiving.filter((row) => !givers.has(node(row)));
  }
  return [giving, side(receiving)];
}

/**
 * Every pair that the tie binds in one activity, from giver to receiver, and whether both sides are stated.
 * @param {Chosen} selection
 * @param {number} activity
 * @param {(source: number, target: number, stated: boolean) => void} call
 */
export function eachPair(selection, activity, call) {
  const tie = CODES.ties[selection.state.tie],
    { nodes } = selection.level,
    [giving, receiving] = sidesOf(selection, activity, tie);
  const apart = (/** @type {number} */ a, /** @type {number} */ b) =>
    !tie.across || (nodes[a].country && nodes[b].country && nodes[a].country !== nodes[b].country);
  giving.forEach((one, a) =>
    receiving.forEach((other, b) => {
      if (a !== b && (one | other) & ASKED && apart(a, b))
        call(a, b, Boolean(one & other & STATED && (one | other) & BOTH));
    }),
  );
}

/**
 * What an activity adds to a tie: who is on either side does not depend on which ends are asked for.
 * @param {Chosen} selection
 * @param {number} activity
 */
function addsOf(selection, activity) {
  const { state } = selection,
    tie = CODES.ties[state.tie];
  if (state.weight === "days") return TIMES[activity].days;
  if (state.weight !== "newman") return 1;
  const on = [tie.roles, tie.directed ? tie.to : tie.roles].map(holdsOf);
  const members = new Set(
    selection.everyone[activity]
      .filter((row) => on[0](row) || on[1](row))
      .map((row) => selection.level.ofActor[PARTS.actor[row]]),
  ).size;
  return members > 1 ? 1 / (members - 1) : 0;
}

/** @param {Chosen} selection */
export function computeTies(selection) {
  const { level, rows, state } = selection,
    { directed } = CODES.ties[state.tie],
    size = level.nodes.length,
    tied = new Map();
  rows.forEach((some, activity) => {
    if (some.length < 2) return;
    const adds = addsOf(selection, activity);
    eachPair(selection, activity, (source, target, stated) => {
      if (!directed && source > target) return;
      const key = source * size + target;
      let edge = tied.get(key);
      if (!edge) tied.set(key, (edge = { ...NO_TIE, source, target, behind: [], sure: new Set() }));
      edge.weight += adds;
      edge.activities += 1;
      edge.behind.push(activity);
      if (stated) {
        edge.stated += 1;
        edge.statedWeight += adds;
        edge.sure.add(activity);
      }
    });
  });
  return [...tied.values()].map(finished).sort(heaviestFirst);
}

/** @type {Readonly<Edge>} */
export const NO_TIE = {
  source: -1,
  target: -1,
  weight: 0,
  activities: 0,
  stated: 0,
  statedWeight: 0,
  behind: [],
  sure: new Set(),
  first: "",
  last: "",
};
/** @param {Edge} edge */
export const pairOf = (edge) => edge.source + " " + edge.target;
/** @param {number} value */
export const sixDigits = (value) => Math.round(value * 1e6) / 1e6;
/**
 * @param {Edge} a
 * @param {Edge} b
 */
export const heaviestFirst = (a, b) => b.weight - a.weight || a.source - b.source || a.target - b.target;

/**
 * The surest first: stated before inferred, of a known year before others, then in order of time.
 * @param {(activity: number) => boolean} isStated
 */
export const surest = (isStated) => (/** @type {number} */ a, /** @type {number} */ b) => {
  const x = TIMES[a].first || "9999",
    y = TIMES[b].first || "9999";
  return Number(isStated(b)) - Number(isStated(a)) || (x < y ? -1 : x > y ? 1 : a - b);
};

/** @param {Edge} edge */
function finished(edge) {
  edge.behind.sort(surest((activity) => edge.sure.has(activity)));
  edge.weight = sixDigits(edge.weight);
  edge.statedWeight = sixDigits(edge.statedWeight);
  edge.first = edge.last = "";
  edge.behind.forEach((activity) => {
    const { first, last } = TIMES[activity];
    if (first && (!edge.first || first < edge.first)) edge.first = first;
    if (last && last > edge.last) edge.last = last;
  });
  return edge;
}
