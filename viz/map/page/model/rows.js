// The same as the picture, as rows: every tie that is drawn, every node; sorted by any column.
import { SIGNS } from "./compare-words.js";
import { nameOf } from "./facts.js";
import { none } from "./look.js";
import { sixDigits } from "./ties.js";
import { label, language, placeName, say } from "./words.js";

export let sorting = { key: "stated", down: true };
/** @param {{ key: string; down: boolean }} next */
export const setSorting = (next) => {
  sorting = next;
};

/** @param {Shown} shown */
function tieRows(shown) {
  return shown.edges.map((edge) => {
    const [a, b] = [edge.source, edge.target].map((number) => shown.level.nodes[number]);
    return {
      source: nameOf(a),
      target: nameOf(b),
      ...(edge.row ? comparedNumbers(edge.row) : {}),
      activities: edge.activities,
      stated: edge.stated,
      inferred: edge.activities - edge.stated,
      weight: edge.weight,
      first: edge.first,
      last: edge.last,
      pick: a.id + "~" + b.id,
      edge,
    };
  });
}

/**
 * Of a comparison: the numbers of either period, and the change for 100 recorded activities.
 * @param {ComparedRow} row
 */
function comparedNumbers(row) {
  const [was, now] = row.edges;
  return {
    before: was.activities,
    before_stated: was.stated,
    after: now.activities,
    after_stated: now.stated,
    change: Number.isNaN(row.change) ? "" : row.change,
    verdict: row.verdict ? SIGNS[row.verdict] + " " + say("verdict." + row.verdict) : "",
  };
}

/** @param {Shown} shown */
export function nodeRows(shown) {
  const ordered = [...shown.nodes, ...(shown.ego === null && !shown.path ? shown.alone : [])];
  return ordered.map((node) => {
    const known = shown.ties.get(node.number) || none,
      activities = shown.counts[node.number],
      stated = shown.statedCounts[node.number];
    return {
      name: nameOf(node),
      kind: node.kind === "country" ? say("shape.country") : label("actor-kind", node.kind),
      country: node.country ? placeName(node.country) : "",
      activities,
      stated,
      inferred: activities - stated,
      ties: known.ties,
      strength: sixDigits(known.strength),
      betweenness: node.betweenness,
      pick: node.id,
      node,
    };
  });
}

const PLAIN = ["activities", "stated", "inferred", "weight", "first", "last"],
  BOTH_PERIODS = ["before", "after", "change", "verdict"];
/** @type {Record<string, { rows: (shown: Shown) => any[], columns: (shown: Shown) => string[], text: string[] }>} */
export const TABLES = {
  ties: {
    rows: tieRows,
    columns: (shown) => ["source", "target", ...(shown.compared ? BOTH_PERIODS : PLAIN)],
    text: ["source", "target", "verdict", "first", "last"],
  },
  actors: {
    rows: nodeRows,
    columns: () => ["name", "kind", "country", "activities", "stated", "inferred", "ties", "strength", "betweenness"],
    text: ["name", "kind", "country"],
  },
};
// Beside these numbers stands a bar, with the part that is stated.
/** @type {Record<string, string>} */
export const BARS_OF = { activities: "stated", before: "before_stated", after: "after_stated" };

/**
 * @param {Shown} shown
 * @param {string} which
 */
export function sortedRows(shown, which) {
  const rows = TABLES[which].rows(shown),
    { key, down } = sorting,
    sign = down ? -1 : 1,
    value = (/** @type {TableRow} */ row) =>
      row[key] === "" && !TABLES[which].text.includes(key) ? -Infinity : row[key];
  // The rows of a comparison begin in its own order, the surest change first.
  if (shown.compared && which === "ties" && !BOTH_PERIODS.includes(key)) {
    const place = new Map(shown.compared.rows.map((row, n) => [row, n]));
    return rows.sort((a, b) => Number(place.get(a.edge.row)) - Number(place.get(b.edge.row)));
  }
  return TABLES[which].columns(shown).includes(key)
    ? rows
        .map((row, n) => [row, n])
        .sort(
          ([a, m], [b, n]) =>
            sign *
              (typeof value(a) === "string" ? value(a).localeCompare(value(b), language) : value(a) - value(b) || 0) ||
            m - n,
        )
        .map(([row]) => row)
    : rows;
}
