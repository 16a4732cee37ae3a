// Exports for spreadsheets: the rows of what is shown, as CSV.
// A cell that begins like a formula is text, and stays text when the file is opened.
const safeCell = (value) => (typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? "'" + value : value);
const TIE_COLUMNS = [
  "source",
  "target",
  "source_name",
  "target_name",
  "weight",
  "activities",
  "stated",
  "first",
  "last",
  "activity_ids",
];
// Of a comparison, what became of each tie.
const COMPARED = ["change", "weight_before", "weight_after"];
const NODE_COLUMNS = [
  "id",
  "name",
  "name_ru",
  "name_ru_ground",
  "kind",
  "country",
  "group",
  "activities",
  "ties",
  "strength",
  "betweenness",
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
];

function exportRows(shown) {
  const ties = shown.edges.map((edge) => {
    const [a, b] = [edge.source, edge.target].map((number) => shown.level.nodes[number]);
    return [
      a.id,
      b.id,
      nameOf(a),
      nameOf(b),
      edge.weight,
      edge.activities,
      edge.stated,
      edge.first,
      edge.last,
      edge.behind.map((number) => ACTIVITIES[number].id).join("; "),
      ...(shown.compared ? COMPARED.map((name) => edge[name]) : []),
    ];
  });
  const nodes = nodeRows(shown).map(({ node, activities, ties: number, strength }) => [
    node.id,
    node.name,
    node.ru,
    node.ruGround,
    node.kind,
    node.country,
    groupName(node.group),
    activities,
    number,
    strength,
    node.betweenness,
  ]);
  const behind = [...new Set(shown.edges.flatMap((edge) => edge.behind))].sort((a, b) => a - b);
  const activities = behind.map((number) => {
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
    ];
  });
  return {
    ties: [shown.compared ? [...TIE_COLUMNS, ...COMPARED] : TIE_COLUMNS, ...ties],
    nodes: [NODE_COLUMNS, ...nodes],
    activities: [ACTIVITY_COLUMNS, ...activities],
  };
}

function csvText(rows) {
  const cell = (value) => {
    const text = String(safeCell(value));
    return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  };
  return "\ufeff" + rows.map((row) => row.map(cell).join(",") + "\r\n").join("");
}
