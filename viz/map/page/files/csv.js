// Exports for spreadsheets: the rows of what is shown, as CSV.
// A cell that begins like a formula is text, and stays text when the file is opened.
import { FACTS } from "../model/data.js";
import { ACTIVITIES, groupName, nameOf } from "../model/facts.js";
import { nodeRows, sortedRows } from "../model/rows.js";
import { hasStated } from "../model/shown.js";

/** @param {string | number} value */
export const safeCell = (value) => (typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? "'" + value : value);
const TIE_COLUMNS = [
  "source",
  "target",
  "source_name",
  "target_name",
  "weight",
  "activities",
  "stated",
  "inferred",
  "first",
  "last",
  "activity_ids",
];
// Of a comparison, as the command writes them.
export const COMPARED_COLUMNS = [
  "before",
  "after",
  "source",
  "target",
  "status",
  "activities_before",
  "stated_before",
  "activities_after",
  "stated_after",
  "weight_before",
  "weight_after",
  "change",
  "change_low",
  "change_high",
  "p_value",
  "p_adjusted",
  "verdict",
];
const NODE_COLUMNS = [
  "id",
  "name",
  "name_ru",
  "name_ru_ground",
  "kind",
  "country",
  "group",
  "activities",
  "stated",
  "inferred",
  "ties",
  "strength",
  "betweenness",
  "betweenness_rank",
  "betweenness_rank_low",
  "betweenness_rank_high",
];
const ACTIVITY_COLUMNS = [
  "id",
  "title",
  "kind",
  "earliest",
  "latest",
  "precision",
  "place",
  "country",
  "phase",
  "themes",
  "source",
  "someone_stated",
  "ties",
];

/**
 * What the columns of a comparison hold of one pair; an undefined number is empty.
 * @param {ComparedRow} row
 * @param {Shown} shown
 * @returns {Record<string, string | number>}
 */
export function comparedValues(row, shown) {
  const [was, now] = row.edges,
    [before, after] = (shown.compared?.periods ?? []).map((one) => one.label),
    given = (/** @type {number} */ value) => (Number.isNaN(value) ? "" : Number(value.toPrecision(6)));
  return {
    before,
    after,
    source: shown.level.nodes[row.source].id,
    target: shown.level.nodes[row.target].id,
    status: row.status,
    activities_before: was.activities,
    stated_before: was.stated,
    activities_after: now.activities,
    stated_after: now.stated,
    weight_before: was.weight,
    weight_after: now.weight,
    change: given(row.change),
    change_low: given(row.low),
    change_high: given(row.high),
    p_value: given(row.p),
    p_adjusted: given(row.adjusted),
    verdict: row.verdict,
  };
}

/** @param {Shown} shown */
function tieExport(shown) {
  const names = (/** @type {Edge} */ edge) =>
      [edge.source, edge.target].map((number) => nameOf(shown.level.nodes[number])),
    behind = (/** @type {Edge} */ edge) =>
      edge.behind.map((/** @type {number} */ number) => ACTIVITIES[number].id).join("; ");
  if (shown.compared)
    return [
      [...COMPARED_COLUMNS, "source_name", "target_name", "activity_ids"],
      ...sortedRows(shown, "ties").map(({ edge }) => {
        const values = comparedValues(edge.row, shown);
        return [...COMPARED_COLUMNS.map((name) => values[name]), ...names(edge), behind(edge)];
      }),
    ];
  return [
    TIE_COLUMNS,
    ...shown.edges.map((edge) => [
      shown.level.nodes[edge.source].id,
      shown.level.nodes[edge.target].id,
      ...names(edge),
      edge.weight,
      edge.activities,
      edge.stated,
      edge.activities - edge.stated,
      edge.first,
      edge.last,
      behind(edge),
    ]),
  ];
}

/**
 * Every activity of the selection; the last column tells whether it stands behind a tie that is drawn.
 * @param {Shown} shown
 */
function activityExport(shown) {
  const [drawn_, tied] = [shown.edges, shown.all].map((edges) => new Set(edges.flatMap((edge) => edge.behind)));
  return [
    ACTIVITY_COLUMNS,
    ...[...shown.activities].map((number) => {
      const one = ACTIVITIES[number];
      return [
        one.id,
        one.title,
        one.kind || "",
        one.earliest || "",
        one.latest || "",
        one.precision || "",
        one.place || "",
        one.country || "",
        one.phase || "",
        (one.themes || []).join("; "),
        (one.sources || []).map((source) => FACTS.sources[source]).join(" "),
        hasStated(shown)(number) ? "yes" : "no",
        drawn_.has(number) ? "drawn" : tied.has(number) ? "not drawn" : "none",
      ];
    }),
  ];
}

/** @param {Shown} shown */
export function exportRows(shown) {
  const nodes = nodeRows(shown).map(({ node, activities, stated, inferred, ties, strength }) => [
    node.id,
    node.name,
    node.ru,
    node.ruGround,
    node.kind,
    node.country,
    groupName(node.group),
    activities,
    stated,
    inferred,
    ties,
    strength,
    node.betweenness,
    ...(node.broker ? [node.broker.rank, node.broker.low, node.broker.high] : ["", "", ""]),
  ]);
  return { ties: tieExport(shown), nodes: [NODE_COLUMNS, ...nodes], activities: activityExport(shown) };
}

/** @param {(string | number)[][]} rows */
export function csvText(rows) {
  const cell = (/** @type {string | number} */ value) => {
    const text = String(safeCell(value));
    return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  };
  return "\ufeff" + rows.map((row) => row.map(cell).join(",") + "\r\n").join("");
}
