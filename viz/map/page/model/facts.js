// The facts as the page works on them: participations grouped by activity, nodes of each level, what lies below a code.
import { CODES, FACTS, PAGE } from "./data.js";
import { label, pick2 } from "./words.js";

export const ACTORS = FACTS.actors,
  ACTIVITIES = FACTS.activities,
  PARTS = FACTS.parts;
export const ROLES = PARTS.roles,
  NODE = PAGE.nodes;
/** @type {number[][]} */
export const partsOf = ACTIVITIES.map(() => []);
export const ACTIVITY_NUMBER = new Map(ACTIVITIES.map((activity, number) => [activity.id, number]));
PARTS.activity.forEach((activity, row) => partsOf[activity].push(row));

// A code with all the narrower ones.
/** @type {Map<string, Set<string>>} */
const belowCache = new Map();

/**
 * @param {string} scheme
 * @param {string[]} codes
 */
export function below(scheme, codes) {
  const key = scheme + " " + codes.join(" ");
  if (!belowCache.has(key)) {
    const lower = new Set(codes);
    for (let grown = true; grown;) {
      grown = false;
      Object.entries(CODES[scheme]).forEach(([code, [, , above]]) => {
        if (!lower.has(code) && above.some((/** @type {string} */ name) => lower.has(name))) {
          lower.add(code);
          grown = true;
        }
      });
    }
    belowCache.set(key, lower);
  }
  return /** @type {Set<string>} */ (belowCache.get(key));
}

// Nodes of a level in the order of their identifiers, and the node that each actor counts as (-1: none).
/** @type {Partial<Record<LevelName, Level>>} */
const LEVELS = {};

/**
 * @param {LevelName} level
 * @returns {Level}
 */
function makeLevel(level) {
  const target = ACTORS.map((actor) =>
    level === "actors" ? actor.id : level === "agencies" ? ACTORS[actor.top].id : actor.country,
  );
  const ids = [...new Set(target.filter(Boolean))].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const index = new Map(ids.map((id, number) => [id, number])),
    actors = new Map(ACTORS.map((actor) => [actor.id, actor]));
  /** @type {LevelNode[]} */
  const nodes = ids.map((id, number) => {
    const known = NODE[level].nodes[id] || [0, 0, 0, 0, "other", "dot", 0, 0, id, "", null];
    const place = level === "countries" ? FACTS.places[id] || { name: id, ru: id } : null,
      actor = /** @type {Actor} */ (actors.get(id));
    return {
      number,
      id,
      name: place ? place.name : actor.name,
      ru: place ? place.ru : actor.ru,
      ruGround: (!place && actor.ru_ground) || "",
      kind: place ? "country" : actor.kind,
      country: place ? id : actor.country,
      iri: place ? place.iri : actor.iri,
      hollow: !place && Boolean(actor.collective) && actor.kind !== "programme",
      actor: place ? null : actor,
      ring: [known[0], known[1]],
      close: [known[2], known[3]],
      group: known[4],
      shape: known[5],
      betweenness: known[6],
      community: known[7],
      short: known[8],
      shortRu: known[9],
      // Its place among the brokers of the whole joint network: rank, bounds, and the share stated of its ties.
      broker: known[10] ? { rank: known[10][0], low: known[10][1], high: known[10][2] } : null,
      statedShare: known[10] ? known[10][3] : 0,
      members: [],
    };
  });
  const ofActor = target.map((id) => (id ? (index.get(id) ?? -1) : -1));
  ofActor.forEach((node, actor) => {
    if (node >= 0) nodes[node].members.push(actor);
  });
  return { level, nodes, index, ofActor };
}

/** @param {LevelName} level */
export const levelOf = (level) => (LEVELS[level] ??= makeLevel(level));
/** @param {LevelNode} node */
export const nameOf = (node) => pick2([node.name, node.ru]);
/**
 * What to say of a Russian name that nobody but us uses.
 * @param {LevelNode} node
 */
export const translatedMark = (node) => (node.ruGround === "translated" ? label("name-ground", node.ruGround) : "");
/** @param {LevelNode} node */
export const shortOf = (node) => pick2([node.short, node.shortRu]);
export const GROUPS = new Map(NODE.groups.map((group) => [group.id, group]));
if (!GROUPS.has("other"))
  GROUPS.set("other", { id: "other", label: "Others", label_ru: "Другие", colour: "#6b7280", outer: false });
/** @param {string} id */
export const groupOf = (id) => /** @type {Group} */ (GROUPS.get(id));
/** @param {string} id */
export const groupName = (id) => pick2([groupOf(id).label, groupOf(id).label_ru]);

// Days of an activity: first and last where its year is known, the span it may fill, how long it took.
export const DAY = 86400000,
  dayNumber = (/** @type {string} */ text) => Math.round(Date.parse(text + "T00:00:00Z") / DAY);
/** @type {Time[]} */
export const TIMES = ACTIVITIES.map(({ earliest, latest, precision }) => {
  const known = earliest && CODES["year-known"].includes(precision);
  return {
    earliest: earliest || null,
    end: latest || earliest || null,
    first: known ? earliest : null,
    last: known ? latest || earliest : null,
    days: precision === "day" && earliest && latest ? dayNumber(latest) - dayNumber(earliest) + 1 : 1,
  };
});
export const PHASES = [...new Set(ACTIVITIES.map((activity) => activity.phase).filter(Boolean))].sort((a, b) =>
  a.localeCompare(b, "en", { numeric: true }),
);
