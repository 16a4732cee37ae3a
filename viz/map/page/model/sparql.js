// The query that yields the same numbers anywhere else: the same text as graph/ties/tie_sparql.py writes.
import { CODES } from "./data.js";
import { EXCLUSIONS, askedOf } from "./definitions.js";

/** @param {Iterable<string>} values */
const quoted = (values) =>
  [...values].map((value) => '"' + value.replaceAll("\\", "\\\\").replaceAll('"', '\\"') + '"').join(", ");
/**
 * @param {string} variable
 * @param {string} prefix
 * @param {Iterable<string>} codes
 */
const among = (variable, prefix, codes) =>
  "  FILTER(?" +
  variable +
  " IN (" +
  [...codes]
    .sort()
    .map((code) => prefix + ":" + code)
    .join(", ") +
  "))";

/**
 * @param {State} state
 * @param {string[]} [pair]
 */
export function tieQuery(state, pair) {
  const tie = CODES.ties[state.tie];
  const lines = ["SELECT ?source ?target (COUNT(DISTINCT ?activity) AS ?activities) WHERE {", ...activityLines(state)];
  lines.push(
    ...sideLines("1", "source_node", state, tie.roles),
    ...sideLines("2", "target_node", state, tie.directed ? tie.to : tie.roles),
  );
  if (tie.others) {
    lines.push(
      "  FILTER NOT EXISTS {",
      ...sideLines("3", "target_node", { ...state, "stated-only": false }, tie.roles).map((line) => "  " + line),
      "  }",
    );
  }
  if (askedOf(state, "actor").length && !state.within) {
    const ends = [
      ["1", "source_node"],
      ["2", "target_node"],
    ].map(([n, node]) => "EXISTS { " + askedLines(n, bodyOf(n, node, state), state, "actor").join(" ") + " }");
    lines.push("  FILTER(" + ends.join(" || ") + ")");
  }
  if (tie.across && state.between !== "countries") {
    lines.push(
      "  ?source_node comity:standsFor ?home1 . ?target_node comity:standsFor ?home2 .",
      "  FILTER(?home1 != ?home2)",
    );
  }
  lines.push("  ?source_node dct:identifier ?source .", "  ?target_node dct:identifier ?target .");
  if (pair) lines.push('  FILTER(?source = "' + pair[0] + '" && ?target = "' + pair[1] + '")');
  else lines.push(tie.directed ? "  FILTER(?source_node != ?target_node)" : "  FILTER(STR(?source) < STR(?target))");
  return [...lines, "}", "GROUP BY ?source ?target", "ORDER BY DESC(?activities) ?source ?target"].join("\n") + "\n";
}

/** @param {State} state */
function activityLines(state) {
  const lines = askedLines("", "?activity", state, "activity");
  if (state.since || state.until) {
    lines.push(
      "  ?activity comity:earliest ?earliest . OPTIONAL { ?activity comity:latest ?known_end }",
      "  BIND(COALESCE(?known_end, ?earliest) AS ?end)",
    );
  }
  if (state.since) lines.push('  FILTER(?end >= "' + state.since + '"^^xsd:date)');
  if (state.until) lines.push('  FILTER(?earliest <= "' + state.until + '"^^xsd:date)');
  return lines;
}

/**
 * @param {string} n
 * @param {string} node
 * @param {State} state
 * @param {string[]} roles
 */
function sideLines(n, node, state, roles) {
  const path = CODES.levels[state.between],
    body = bodyOf(n, node, state);
  const lines = [
    "  ?activity prov:qualifiedAssociation ?part" +
      n +
      " . ?part" +
      n +
      " prov:agent " +
      body +
      " ; prov:hadRole ?role" +
      n +
      " .",
  ];
  if (roles.length) lines.push(among("role" + n, "role", roles));
  else lines.push("  FILTER(?role" + n + " NOT IN (" + CODES.absent.map((role) => "role:" + role).join(", ") + "))");
  lines.push(...askedOf(state, "participation").map((one) => passes(n, one)));
  if (state["stated-only"]) lines.push("  ?part" + n + " comity:ground ground:stated .");
  if (!state["all-actors"])
    EXCLUSIONS.filter((each) => !each.but_between.includes(state.between)).forEach((each) =>
      lines.push("  FILTER NOT EXISTS { " + body + " " + each.statement + " }"),
    );
  if (state.within) lines.push(...askedLines(n, body, state, "actor"));
  if (path) lines.push("  " + body + " " + path + " ?" + node + " .");
  return lines;
}

/**
 * @param {string} n
 * @param {string} node
 * @param {State} state
 */
const bodyOf = (n, node, state) => (CODES.levels[state.between] ? "?body" + n : "?" + node);

/**
 * Which activities, actors or participations are asked for, *subject* being one.
 * @param {string} n
 * @param {string} subject
 * @param {State} state
 * @param {string} about
 */
const askedLines = (n, subject, state, about) =>
  askedOf(state, about).flatMap((one) => [
    "  " + subject + " " + one.filter.path + " ?" + one.filter.columns[0] + n + " .",
    passes(n, one),
  ]);

/**
 * @param {string} n
 * @param {{ filter: NameFilter; passing: Set<string> }} asked
 */
const passes = (n, { filter, passing }) =>
  filter.scheme
    ? among(filter.columns[0] + n, filter.scheme, passing)
    : "  FILTER(?" + filter.columns[0] + n + " IN (" + quoted(passing) + "))";
