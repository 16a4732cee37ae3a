// The query that yields the same numbers anywhere else: the same text as graph/ties/tie_sparql.py writes.
import { CODES } from "./data.js";
import { below } from "./facts.js";

const STEP = { actors: "", agencies: "comity:topOrganization", countries: "comity:standsFor" };
/** @param {string[]} values */
const quoted = (values) =>
  values.map((value) => '"' + value.replaceAll("\\", "\\\\").replaceAll('"', '\\"') + '"').join(", ");
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
  if ((state.country.length || state["actor-kind"].length) && !state.within) {
    const ends = [
      ["1", "source_node"],
      ["2", "target_node"],
    ].map(([n, node]) => "EXISTS { " + askedLines(n, bodyOf(n, node, state), state).join(" ") + " }");
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
  const lines = [];
  if (state.kind.length)
    lines.push("  ?activity dct:type ?kind .", among("kind", "activity-kind", below("activity-kind", state.kind)));
  if (state.theme.length)
    lines.push("  ?activity dct:subject ?theme .", among("theme", "theme", below("theme", state.theme)));
  if (state.phase.length)
    lines.push("  ?activity comity:phase ?phase .", "  FILTER(?phase IN (" + quoted(state.phase) + "))");
  if (state.place.length) {
    lines.push(
      "  ?activity (prov:atLocation|comity:country)/dct:identifier ?place .",
      "  FILTER(?place IN (" + quoted(state.place) + "))",
    );
  }
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
  const step = STEP[state.between],
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
  if (state.role.length) lines.push(among("role" + n, "role", below("role", state.role)));
  if (state["stated-only"]) lines.push("  ?part" + n + " comity:ground ground:stated .");
  if (!state["all-actors"]) {
    const left = ["dct:type actor-kind:programme", "comity:collective true"];
    if (state.between !== "countries") left.push("dct:type actor-kind:country");
    left.forEach((what) => lines.push("  FILTER NOT EXISTS { " + body + " " + what + " }"));
  }
  if (state.within) lines.push(...askedLines(n, body, state));
  if (step) lines.push("  " + body + " " + step + " ?" + node + " .");
  return lines;
}

/**
 * @param {string} n
 * @param {string} node
 * @param {State} state
 */
const bodyOf = (n, node, state) => (STEP[state.between] ? "?body" + n : "?" + node);

/**
 * @param {string} n
 * @param {string} body
 * @param {State} state
 */
function askedLines(n, body, state) {
  const lines = [];
  if (state["actor-kind"].length)
    lines.push(
      "  " + body + " dct:type ?kind" + n + " .",
      among("kind" + n, "actor-kind", below("actor-kind", state["actor-kind"])),
    );
  if (state.country.length)
    lines.push(
      "  " + body + " comity:standsFor/dct:identifier ?country" + n + " .",
      "  FILTER(?country" + n + " IN (" + quoted(state.country) + "))",
    );
  return lines;
}
