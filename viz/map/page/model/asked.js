// What a state gives, written as in the address: for other scripts of the page, and for tests without a browser.
import { comparePeriods, periodsOf, recordedIn } from "./comparison.js";
import { ACTIVITIES, levelOf } from "./facts.js";
import { activityCounts, askedNodes, reasonsOf, select } from "./selection.js";
import { statedPart } from "./shown.js";
import { tieQuery } from "./sparql.js";
import { blank, readState } from "./state.js";
import { computeTies } from "./ties.js";
import { widenings } from "./widening.js";
import { when } from "./words.js";

/** @param {string} text */
const asState = (text) => readState(text, blank());

export const ANSWERS = {
  // The ties and nodes of a state, as `comity network` gives them.
  network(/** @type {string} */ text) {
    const selection = select(asState(text)),
      counts = activityCounts(selection),
      { nodes } = selection.level,
      edges = computeTies(selection),
      there = new Set([...askedNodes(selection), ...edges.flatMap((edge) => [edge.source, edge.target])]);
    return {
      rows: edges.map((edge) => [
        nodes[edge.source].id,
        nodes[edge.target].id,
        edge.weight,
        edge.activities,
        edge.stated,
        edge.activities - edge.stated,
        edge.first,
        edge.last,
      ]),
      behind: edges.map((edge) => edge.behind.map((activity) => ACTIVITIES[activity].id)),
      nodes: nodes
        .filter((node) => counts[node.number] && there.has(node.number))
        .map((node) => [node.id, counts[node.number]]),
      undated: selection.undated,
    };
  },
  // What is stated of the ties and nodes of a state, and what becomes of the activities that pass its filters.
  certainty(/** @type {string} */ text) {
    const selection = select(asState(text)),
      counts = activityCounts(statedPart(selection)),
      { nodes } = selection.level;
    return {
      ties: computeTies(selection)
        .filter((edge) => edge.stated)
        .map((edge) => [nodes[edge.source].id, nodes[edge.target].id, edge.statedWeight, edge.stated]),
      nodes: nodes.filter((node) => counts[node.number]).map((node) => [node.id, counts[node.number]]),
      recorded: recordedIn(selection),
      here: selection.rows.filter((rows) => rows.length).length,
      reasons: reasonsOf(selection),
    };
  },
  widenings: (/** @type {string} */ text) => widenings(asState(text)).map(({ names, ties }) => [names.join(" "), ties]),
  // The ties of either of two periods, as a comparison tells of them; null for what is no two periods.
  compared(/** @type {string} */ text) {
    const asked = asState(text),
      periods = periodsOf(asked.compare),
      { nodes } = levelOf(asked.between);
    if (!periods) return null;
    const { recorded, rows } = comparePeriods(select(asked), periods);
    return {
      recorded,
      rows: rows.map(({ source, target, status, edges, change, low, high, p, adjusted, verdict }) => [
        ...[
          nodes[source].id,
          nodes[target].id,
          status,
          verdict,
          ...edges.flatMap((edge) => [edge.activities, edge.stated, edge.weight]),
        ],
        ...[change, low, high, p, adjusted].map((value) => (Number.isNaN(value) ? null : value)),
      ]),
    };
  },
  sparql: (/** @type {string} */ text, /** @type {string[]} */ pair) => tieQuery(asState(text), pair),
  when: () => ACTIVITIES.map(when),
};
