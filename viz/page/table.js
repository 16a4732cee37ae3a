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
      change: edge.change ? { kept: "= ", gained: "+ ", lost: "− " }[edge.change] + say("change." + edge.change) : "",
      activities: edge.activities,
      stated: edge.stated,
      inferred: edge.activities - edge.stated,
      weight: edge.weight,
      first: edge.first,
      last: edge.last,
      pick: a.id + "~" + b.id,
      edge,
      ids: [a.id, b.id],
    };
  });
}

function nodeRows(shown) {
  const ordered = [...shown.nodes, ...(shown.ego === null && !shown.path ? shown.alone : [])];
  return ordered.map((node) => {
    const known = shown.ties.get(node.number) || { ties: 0, strength: 0 };
    return {
      name: nameOf(node),
      kind: node.kind === "country" ? say("shape.country") : label("actor-kind", node.kind),
      country: node.country ? placeName(node.country) : "",
      activities: shown.counts[node.number],
      ties: known.ties,
      strength: sixDigits(known.strength),
      betweenness: node.betweenness,
      pick: node.id,
      node,
    };
  });
}
const TABLES = {
  ties: {
    rows: tieRows,
    columns: ["source", "target", "change", "activities", "stated", "inferred", "weight", "first", "last"],
    text: ["source", "target", "change", "first", "last"],
  },
  actors: {
    rows: nodeRows,
    columns: ["name", "kind", "country", "activities", "ties", "strength", "betweenness"],
    text: ["name", "kind", "country"],
  },
};

function sortedRows(shown, which) {
  const rows = TABLES[which].rows(shown),
    { key, down } = sorting,
    sign = down ? -1 : 1;
  return TABLES[which].columns.includes(key)
    ? rows
        .map((row, n) => [row, n])
        .sort(
          ([a, m], [b, n]) =>
            sign * (typeof a[key] === "string" ? a[key].localeCompare(b[key], language) : a[key] - b[key]) || m - n,
        )
        .map(([row]) => row)
    : rows;
}

function drawTable(shown) {
  const { text } = TABLES[tableOf],
    columns = TABLES[tableOf].columns.filter(
      (key) => (key !== "weight" || state.weight !== "activities") && (key !== "change" || shown.compared),
    ),
    rows = sortedRows(shown, tableOf),
    some = rows.slice(0, tableRows);
  const columnName = (key) =>
    key === "source" && shown.tie.directed
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
      : typeof row[key] === "number"
        ? numeral(key === "betweenness" ? Math.round(row[key] * 1000) / 1000 : row[key])
        : row[key];
  put(
    byId("view-table"),
    make(
      "div",
      { class: "options" },
      ["ties", "actors"].map((which) =>
        button(
          which === "ties"
            ? count(shown.edges.length, "tie")
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
      : make("p", {}, say("empty.title")),
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
