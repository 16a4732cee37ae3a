// What is shown: the selection and its ties, less what the picture thins out, a circle of one actor, or a path.
import { CODES, PAGE } from "./data.js";
import { activityCounts, askedNodes, during, select } from "./selection.js";
import { writeState } from "./state.js";
import { computeTies, heaviestFirst } from "./ties.js";
import { say } from "./words.js";

/** @param {Shown} shown */
export const hasStated = (shown) => (/** @type {number} */ activity) => shown.sure.rows[activity].length > 0;

/**
 * @param {Shown} shown
 * @param {number} node
 */
export const tiesOf = (shown, node) =>
  shown.pool.filter((edge) => edge.source === node || edge.target === node).sort(bestAttestedFirst);

// So many ties are drawn whole; of more, "strong" draws those that matter most to someone.
export const WHOLE_LINES = 150,
  OF_EACH = 2,
  MOST_LINES = 900;

/**
 * @param {Edge} a
 * @param {Edge} b
 */
export const bestAttestedFirst = (a, b) =>
  b.stated - a.stated || b.activities - a.activities || a.source - b.source || a.target - b.target;
/**
 * @param {Edge} a
 * @param {Edge} b
 */
const mostActivitiesFirst = (a, b) => b.activities - a.activities || bestAttestedFirst(a, b);

/**
 * "all" draws every tie, "stated" those stated in an activity, "strong" what is best attested and most frequent of each.
 * @param {Edge[]} edges
 * @param {State} state
 */
function thinned(edges, state) {
  if (state.lines === "all" || (state.lines === "strong" && edges.length <= WHOLE_LINES)) return edges;
  const some = state.lines === "strong" ? strongOfEach(edges) : edges.filter((edge) => edge.stated);
  return some.length <= MOST_LINES ? some : some.sort(bestAttestedFirst).slice(0, MOST_LINES).sort(heaviestFirst);
}

/** @param {Edge[]} edges */
function strongOfEach(edges) {
  const kept = new Set();
  [bestAttestedFirst, mostActivitiesFirst].forEach((order) => {
    const number = new Map();
    [...edges].sort(order).forEach((edge) =>
      [edge.source, edge.target].forEach((node) => {
        const before = number.get(node) || 0;
        if (before < OF_EACH) kept.add(edge);
        number.set(node, before + 1);
      }),
    );
  });
  return edges.filter((edge) => kept.has(edge));
}

/** @param {Edge[]} edges */
function neighboursOf(edges) {
  const reached = new Map();
  const add = (/** @type {number} */ a, /** @type {number} */ b) => {
    if (!reached.has(a)) reached.set(a, new Set());
    reached.get(a).add(b);
  };
  edges.forEach((edge) => {
    add(edge.source, edge.target);
    add(edge.target, edge.source);
  });
  return reached;
}

/**
 * The shortest path, in lines, between two nodes; of equally short ones the one of the strongest ties. Directions count.
 * @param {Edge[]} edges
 * @param {number} from
 * @param {number} to
 * @param {boolean} directed
 */
function shortestPath(edges, from, to, directed) {
  /** @type {Map<number, [number, Edge][]>} */
  const steps = new Map();
  const add = (/** @type {number} */ a, /** @type {number} */ b, /** @type {Edge} */ edge) => {
    const there = steps.get(a);
    if (there) there.push([b, edge]);
    else steps.set(a, [[b, edge]]);
  };
  edges.forEach((edge) => {
    add(edge.source, edge.target, edge);
    if (!directed) add(edge.target, edge.source, edge);
  });
  /** @type {Map<number, { cost: number, edges: Edge[] }>} */
  const best = new Map([[from, { cost: 0, edges: [] }]]);
  for (let layer = [from]; layer.length && !best.has(to);) {
    /** @type {typeof best} */
    const next = new Map();
    layer.forEach((node) =>
      (steps.get(node) || []).forEach(([other, edge]) => {
        const before = best.get(node);
        if (!before || best.has(other)) return;
        const cost = before.cost + 1 / edge.weight,
          known = next.get(other);
        if (!known || cost < known.cost - 1e-12) next.set(other, { cost, edges: [...before.edges, edge] });
      }),
    );
    next.forEach((value, node) => best.set(node, value));
    layer = [...next.keys()].sort((a, b) => a - b);
  }
  return best.get(to)?.edges ?? null;
}

/** @type {Map<string, Shown>} */
const shownCache = new Map();

/**
 * What the numbers of a picture depend on.
 * @param {State} state
 */
export const pictureKey = (state) =>
  writeState({ ...state, pick: "", view: "", lang: "", look: "", layout: "", size: "", colour: "" });

/** @param {State} state */
export function computeShown(state) {
  const key = pictureKey(state);
  let shown = shownCache.get(key);
  if (!shown) {
    if (shownCache.size > 40) shownCache.clear();
    shownCache.set(key, (shown = computed(state, select(state))));
  }
  return shown;
}

/**
 * The stated part of every number is the number there would be with "stated only".
 * @param {Chosen} selection
 */
export const statedPart = (selection) =>
  selection.state["stated-only"]
    ? selection
    : during(
        select({ ...selection.state, "stated-only": true }, selection.skip),
        (activity) => selection.inside[activity],
      );

/**
 * @param {State} state
 * @param {Chosen} selection
 */
export function computed(state, selection) {
  const all = computeTies(selection),
    sure = statedPart(selection),
    level = selection.level,
    counts = activityCounts(selection);
  const allowed = partPairs(level, state);
  const off = new Set(state.without),
    inGroup = (/** @type {Edge} */ edge) =>
      !off.has(level.nodes[edge.source].group) && !off.has(level.nodes[edge.target].group);
  const pool = all.filter((edge) => inGroup(edge) && (!allowed || allowed.has(edge.source + " " + edge.target)));
  /** @type {Network} */
  const drawn = {
    state,
    selection,
    sure,
    level,
    all,
    counts,
    statedCounts: sure === selection ? counts : activityCounts(sure),
    pool,
    tie: CODES.ties[state.tie],
    ego: null,
    path: null,
    message: "",
  };
  const edges = narrowed(drawn, thinned(pool, state));
  const tied = new Set(edges.flatMap((edge) => [edge.source, edge.target]));
  const anyTie = new Set(all.flatMap((edge) => [edge.source, edge.target]));
  // Who only was there together with those asked for is shown by a tie to one of them.
  const asked = askedNodes(selection);
  const present = level.nodes.filter(
    ({ number, group }) => counts[number] > 0 && (asked.has(number) || anyTie.has(number)) && !off.has(group),
  );
  const shown = drawn.ego !== null ? new Set([...tied, drawn.ego]) : drawn.path ? tied : null;
  // Who has no tie at all is listed; who has only ties that are not drawn keeps his place in the picture.
  const nodes = present.filter((node) => (shown ? shown.has(node.number) : anyTie.has(node.number)));
  /** @type {Map<number, Sum>} */
  const ties = new Map();
  pool.forEach((edge) =>
    [edge.source, edge.target].forEach((node) => {
      const sum = ties.get(node) || { ties: 0, strength: 0, statedTies: 0, statedStrength: 0 };
      sum.ties += 1;
      sum.strength += edge.weight;
      sum.statedTies += edge.stated ? 1 : 0;
      sum.statedStrength += edge.statedWeight;
      ties.set(node, sum);
    }),
  );
  return Object.assign(drawn, {
    edges,
    nodes,
    ties,
    alone: present.filter((node) => !anyTie.has(node.number)),
    notDrawn: pool.length - edges.length,
    activities: new Set(selection.rows.flatMap((rows, activity) => (rows.length ? [activity] : []))),
    byPair: new Map(all.map((edge) => [edge.source + " " + edge.target, edge])),
  });
}

/**
 * Narrow the ties to the circle of one actor, or to the shortest path between two.
 * @param {Network} drawn
 * @param {Edge[]} edges
 */
function narrowed(drawn, edges) {
  const { state, level } = drawn;
  const centre = state.ego ? level.index.get(state.ego) : undefined;
  if (centre !== undefined) {
    const near = neighboursOf(drawn.pool).get(centre) || new Set();
    drawn.ego = centre;
    return drawn.pool.filter(
      (edge) =>
        edge.source === centre ||
        edge.target === centre ||
        (near.has(edge.source) && near.has(edge.target) && edges.includes(edge)),
    );
  }
  if (state.path) {
    const ids = state.path.split("~"),
      ends = ids.flatMap((id) => level.index.get(id) ?? []);
    if (ids.length !== 2 || ends.length !== 2) {
      drawn.message = say("path.unknown", { path: state.path.replace("~", " – ") });
      drawn.path = [];
      return [];
    }
    drawn.path = shortestPath(drawn.pool, ends[0], ends[1], drawn.tie.directed);
    if (!drawn.path) {
      drawn.message = say("path.none");
      drawn.path = [];
    }
    return drawn.path;
  }
  return edges;
}

/**
 * The pairs that the backbone of a large or a tested network keeps, where it was computed for this tie and level.
 * @param {Level} level
 * @param {State} state
 */
export function partPairs(level, state) {
  const backbone = PAGE.part && PAGE.part.pairs;
  if (!backbone || backbone.tie !== state.tie || backbone.between !== state.between) return null;
  return new Set(backbone.pairs.map(([a, b]) => level.index.get(a) + " " + level.index.get(b)));
}
