// The same as the picture, as a table: every tie that is drawn, every node; sorted by any column.
let tableOf = "ties",
  sorting = { key: "stated", down: true },
  tableRows = 200;

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

// Of a comparison: the numbers of either period, and the change for 100 recorded activities.
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

function nodeRows(shown) {
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
const TABLES = {
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
const BARS_OF = { activities: "stated", before: "before_stated", after: "after_stated" };

function sortedRows(shown, which) {
  const rows = TABLES[which].rows(shown),
    { key, down } = sorting,
    sign = down ? -1 : 1,
    value = (row) => (row[key] === "" && !TABLES[which].text.includes(key) ? -Infinity : row[key]);
  // The rows of a comparison begin in its own order, the surest change first.
  if (shown.compared && which === "ties" && !BOTH_PERIODS.includes(key)) {
    const place = new Map(shown.compared.rows.map((row, n) => [row, n]));
    return rows.sort((a, b) => place.get(a.edge.row) - place.get(b.edge.row));
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

function drawTable(shown) {
  const { text } = TABLES[tableOf],
    columns = TABLES[tableOf].columns(shown).filter((key) => key !== "weight" || state.weight !== "activities"),
    rows = sortedRows(shown, tableOf),
    some = rows.slice(0, tableRows),
    most = rows.reduce((found, row) => Math.max(found, row.before || 0, row.after || 0, row.activities), 1);
  const columnName = (key) =>
    key === "before" || key === "after"
      ? shown.compared.periods[key === "after" ? 1 : 0].label
      : key === "source" && shown.tie.directed
        ? say("column.from")
        : key === "target" && shown.tie.directed
          ? say("column.to")
          : key === "weight"
            ? say("weight." + state.weight)
            : say("column." + key);
  const head = columns.map((key) =>
    make(
      "th",
      {
        scope: "col",
        "aria-sort": sorting.key === key ? (sorting.down ? "descending" : "ascending") : "none",
        class: text.includes(key) ? "" : "numeric",
      },
      button(
        columnName(key) + (sorting.key === key ? (sorting.down ? " ↓" : " ↑") : ""),
        () => {
          sorting = { key, down: sorting.key === key ? !sorting.down : !text.includes(key) };
          drawTable(shown);
          byId("sort-" + key).focus();
        },
        { id: "sort-" + key, class: "quiet" },
      ),
    ),
  );
  const value = (row, key, first) =>
    first
      ? button(row[key], () => choose(row.pick), {
          class: "pick",
          "aria-label": tableOf === "ties" ? say("open-tie", { a: row.source, b: row.target }) : null,
        })
      : BARS_OF[key]
        ? [
            barMark(row[key], row[BARS_OF[key]], most, 48),
            " ",
            key === "activities"
              ? numeral(row[key])
              : say("number-of-stated", { all: numeral(row[key]), stated: numeral(row[BARS_OF[key]]) }),
          ]
        : typeof row[key] === "number"
          ? key === "change"
            ? changeWords(row.edge.row, "change.interval")
            : numeral(key === "betweenness" ? Math.round(row[key] * 1000) / 1000 : row[key])
          : row[key];
  put(
    byId("view-table"),
    make(
      "div",
      { class: "options" },
      ["ties", "actors"].map((which) =>
        button(
          which === "ties"
            ? count(shown.edges.length, shown.compared ? "pair" : "tie")
            : count(shown.nodes.length, state.between) +
                (shown.alone.length && shown.ego === null && !shown.path
                  ? " + " + say("table.alone", { count: numeral(shown.alone.length) })
                  : ""),
          () => {
            tableOf = which;
            tableRows = 200;
            drawTable(shown);
            byId("table-" + which).focus();
          },
          { "aria-pressed": String(tableOf === which), id: "table-" + which },
        ),
      ),
    ),
    rows.length
      ? make(
          "div",
          { class: "scroll", tabindex: "0", role: "region", "aria-label": say("tab.table") },
          make(
            "table",
            { id: "table" },
            make("caption", { class: "hidden-text" }, subtitle(shown)),
            make("thead", {}, make("tr", {}, head)),
            make(
              "tbody",
              {},
              some.map((row) =>
                make(
                  "tr",
                  { class: row.pick === state.pick ? "picked" : "" },
                  columns.map((key, n) =>
                    make(
                      n ? "td" : "th",
                      { scope: n ? null : "row", class: text.includes(key) ? "" : "numeric" },
                      value(row, key, n === 0),
                    ),
                  ),
                ),
              ),
            ),
          ),
        )
      : whyEmpty(shown),
    rows.length > some.length
      ? make(
          "p",
          {},
          button(
            say("more", { count: numeral(rows.length - some.length) }),
            () => {
              tableRows = 1e6;
              drawTable(shown);
            },
            { class: "wide" },
          ),
        )
      : "",
  );
}
