// Exports for network programs: GraphML and GEXF; and JSON.
import { LIGHT } from "../model/colours.js";
import { recordedIn } from "../model/comparison.js";
import { CODES, PAGE } from "../model/data.js";
import { citation, tieWords, today } from "../model/describe.js";
import { colourOf, layoutPlace, sizesOf } from "../model/look.js";
import { state } from "../model/now.js";
import { nodeRows } from "../model/rows.js";
import { tieQuery } from "../model/sparql.js";
import { FILTERS } from "../model/state.js";
import { pick2, say } from "../model/words.js";
import { COMPARED_COLUMNS, comparedValues, exportRows } from "./csv.js";
import { xml } from "./xlsx.js";

/** @param {Shown} shown */
const graphAbout = (shown) => ({
  name: tieWords(state) + " · " + say("between." + state.between),
  definition: CODES.ties[state.tie].definition.en,
  version: PAGE.version,
  citation: citation(shown),
});
const GRAPH_NODE = [
  ["label", "string"],
  ["name_ru", "string"],
  ["name_ru_ground", "string"],
  ["kind", "string"],
  ["country", "string"],
  ["activities", "int"],
  ["stated", "int"],
  ["betweenness", "double"],
  ["x", "double"],
  ["y", "double"],
];
const GRAPH_EDGE = [
  ["weight", "double"],
  ["activities", "int"],
  ["stated", "int"],
  ["inferred", "int"],
  ["first", "string"],
  ["last", "string"],
];
/** @param {Shown} shown */
const edgeFields = (shown) =>
  shown.compared
    ? [
        ...GRAPH_EDGE,
        ...COMPARED_COLUMNS.slice(4).map((name) => [
          name,
          name === "status" || name === "verdict" ? "string" : /^(activities|stated)/.test(name) ? "int" : "double",
        ]),
      ]
    : GRAPH_EDGE;
/**
 * The values of a tie; of a comparison also those of either period, where they are defined.
 * @param {Shown} shown
 * @param {Edge} edge
 */
const edgeValues = (shown, edge) => ({
  ...edge,
  inferred: edge.activities - edge.stated,
  ...(edge.row ? comparedValues(edge.row, shown) : {}),
});
/**
 * @param {Shown} shown
 * @param {LevelNode} node
 */
const nodeValues = (shown, node) => ({
  label: node.name,
  name_ru: node.ru,
  name_ru_ground: node.ruGround,
  kind: node.kind,
  country: node.country,
  activities: shown.counts[node.number],
  stated: shown.statedCounts[node.number],
  betweenness: node.betweenness,
  x: layoutPlace(node)[0],
  y: layoutPlace(node)[1],
});
/**
 * A number that is not defined is left out.
 * @param {Record<string, any>} values
 */
const isGiven =
  (values) =>
  (/** @type {string[]} */ [name, type]) =>
    values[name] !== "" || (type !== "int" && type !== "double");
/** @param {Shown} shown */
const graphNodes = (shown) => nodeRows(shown).map((row) => row.node);

/** @param {Shown} shown */
export function graphmlText(shown) {
  const about = graphAbout(shown),
    data = (/** @type {string} */ prefix, /** @type {string[][]} */ fields, /** @type {any} */ values) =>
      fields
        .filter(isGiven(values))
        .map((/** @type {string[]} */ [name]) => '<data key="' + prefix + name + '">' + xml(values[name]) + "</data>")
        .join("");
  const keys = /** @type {[string, string, string[][]][]} */ ([
    ["n", "node", GRAPH_NODE],
    ["e", "edge", edgeFields(shown)],
    ["g", "graph", Object.keys(about).map((name) => [name, "string"])],
  ]).flatMap(([prefix, what, fields]) =>
    fields.map(
      ([name, type]) =>
        '<key id="' + prefix + name + '" for="' + what + '" attr.name="' + name + '" attr.type="' + type + '"/>',
    ),
  );
  const id = (/** @type {number} */ number) => xml(shown.level.nodes[number].id);
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n' +
    keys.join("\n") +
    '\n<graph id="comity" edgedefault="' +
    (shown.tie.directed ? "directed" : "undirected") +
    '">\n' +
    data(
      "g",
      Object.keys(about).map((name) => [name]),
      about,
    ) +
    "\n" +
    graphNodes(shown)
      .map((node) => '<node id="' + xml(node.id) + '">' + data("n", GRAPH_NODE, nodeValues(shown, node)) + "</node>")
      .join("\n") +
    "\n" +
    shown.edges
      .map(
        (edge) =>
          '<edge source="' +
          id(edge.source) +
          '" target="' +
          id(edge.target) +
          '">' +
          data("e", edgeFields(shown), edgeValues(shown, edge)) +
          "</edge>",
      )
      .join("\n") +
    "\n</graph>\n</graphml>\n"
  );
}

/** @param {Shown} shown */
export function gexfText(shown) {
  const types = /** @type {Record<string, string>} */ ({ string: "string", int: "integer", double: "double" }),
    about = graphAbout(shown),
    look = LIGHT;
  const inNode = GRAPH_NODE.filter(([name]) => !["label", "x", "y"].includes(name)),
    inEdge = edgeFields(shown).filter(([name]) => name !== "weight");
  const declared = (/** @type {string} */ what, /** @type {string[][]} */ fields) =>
    '<attributes class="' +
    what +
    '">' +
    fields
      .map(
        (/** @type {string[]} */ [name, type]) =>
          '<attribute id="' + name + '" title="' + name + '" type="' + types[type] + '"/>',
      )
      .join("") +
    "</attributes>";
  const values = (/** @type {string[][]} */ fields, /** @type {any} */ one) =>
    "<attvalues>" +
    fields
      .filter(isGiven(one))
      .map((/** @type {string[]} */ [name]) => '<attvalue for="' + name + '" value="' + xml(one[name]) + '"/>')
      .join("") +
    "</attvalues>";
  const sizes = sizesOf(shown),
    colour = (/** @type {LevelNode} */ node) => {
      const hex = colourOf(node, look);
      return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
    };
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">\n<meta lastmodifieddate="' +
    today() +
    '"><creator>Comity</creator><description>' +
    xml(about.citation) +
    '</description></meta>\n<graph defaultedgetype="' +
    (shown.tie.directed ? "directed" : "undirected") +
    '" mode="static">\n' +
    declared("node", inNode) +
    declared("edge", inEdge) +
    "\n<nodes>\n" +
    graphNodes(shown)
      .map((node) => {
        const known = nodeValues(shown, node),
          [r, g, b] = colour(node);
        return (
          '<node id="' +
          xml(node.id) +
          '" label="' +
          xml(node.name) +
          '">' +
          values(inNode, known) +
          '<viz:color r="' +
          r +
          '" g="' +
          g +
          '" b="' +
          b +
          '"/><viz:position x="' +
          known.x +
          '" y="' +
          -known.y +
          '" z="0"/><viz:size value="' +
          (sizes.get(node.number) || 4).toFixed(1) +
          '"/></node>'
        );
      })
      .join("\n") +
    "\n</nodes>\n<edges>\n" +
    shown.edges
      .map(
        (edge, n) =>
          '<edge id="' +
          n +
          '" source="' +
          xml(shown.level.nodes[edge.source].id) +
          '" target="' +
          xml(shown.level.nodes[edge.target].id) +
          '" weight="' +
          edge.weight +
          '">' +
          values(inEdge, edgeValues(shown, edge)) +
          "</edge>",
      )
      .join("\n") +
    "\n</edges>\n</graph>\n</gexf>\n"
  );
}

/** @param {Shown} shown */
export function jsonText(shown) {
  const objects = (/** @type {any[][]} */ [columns, ...rows]) =>
    rows.map((row) =>
      Object.fromEntries(row.map((/** @type {number} */ value, /** @type {number} */ n) => [columns[n], value])),
    );
  const { ties, nodes, activities } = exportRows(shown),
    filters = Object.fromEntries(FILTERS.map((name) => [name, state[name]]).filter(([, value]) => value.length));
  return (
    JSON.stringify(
      {
        title: pick2([PAGE.title, PAGE.titleRu]),
        tie: state.tie,
        definition: CODES.ties[state.tie].definition.en,
        directed: shown.tie.directed,
        between: state.between,
        weight: state.weight,
        filters,
        "stated-only": state["stated-only"],
        "all-actors": state["all-actors"],
        within: state.within,
        ...(shown.compared
          ? {
              compared: shown.compared.periods.map(({ label }, n) => ({
                label,
                recorded: shown.compared?.recorded[n],
              })),
            }
          : {}),
        recorded: recordedIn(shown.selection),
        undated: shown.selection.undated,
        ties_of_selection: shown.pool.length,
        graph: PAGE.version,
        made: today(),
        citation: citation(shown),
        sparql: tieQuery(state),
        nodes: objects(nodes),
        ties: objects(ties),
        activities: objects(activities),
      },
      null,
      1,
    ) + "\n"
  );
}
