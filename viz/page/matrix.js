// Country by country, and agency by country: in how many activities a tie binds them.
let matrixRows = "countries";

function matrixOf(shown) {
  const tie = shown.tie,
    countries = levelOf("countries"),
    agencies = levelOf("agencies");
  const selection = select({ ...state, between: matrixRows === "countries" ? "countries" : "agencies" }),
    cells = new Map();
  const add = (key, activities, stated) => {
    const known = cells.get(key) || { activities: 0, stated: 0 };
    cells.set(key, { activities: known.activities + activities, stated: known.stated + stated });
  };
  if (matrixRows === "countries") {
    computeTies(selection).forEach((edge) => {
      const [a, b] = [edge.source, edge.target].map((number) => countries.nodes[number].id);
      add(a + "*" + b, edge.activities, edge.stated);
      if (!tie.directed) add(b + "*" + a, edge.activities, edge.stated);
    });
  } else {
    selection.rows.forEach((rows, activity) => {
      const reached = new Map();
      eachPair(selection, activity, (a, b, stated) => {
        const country = agencies.nodes[b].country;
        if (country) {
          const key = agencies.nodes[a].id + "*" + country;
          reached.set(key, reached.get(key) || stated);
        }
      });
      reached.forEach((stated, key) => add(key, 1, stated ? 1 : 0));
    });
  }
  const sums = (side) => {
    const found = new Map();
    cells.forEach((value, key) => {
      const id = key.split("*")[side];
      found.set(id, (found.get(id) || 0) + value.activities);
    });
    return [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([id]) => id);
  };
  return { rows: sums(0), columns: sums(1), cells };
}

function drawMatrix(shown) {
  const { rows, columns, cells } = matrixOf(shown),
    most = Math.max(1, ...[...cells.values()].map((cell) => cell.activities)),
    agencies = levelOf("agencies"),
    long_ = rows.length > 60;
  const rowName = (id) => (matrixRows === "countries" ? placeName(id) : nameOf(agencies.nodes[agencies.index.get(id)]));
  const cell = (row, column) => {
    const key = row + "*" + column,
      value = cells.get(key);
    if (!value)
      return make(
        "td",
        { class: row === column ? "own" : "" },
        row === column && matrixRows === "countries" ? "" : "·",
      );
    const td = make(
      "td",
      {},
      button(numeral(value.activities), () => choose(key), {
        "aria-label": rowName(row) + ", " + placeName(column) + ": " + count(value.activities, "activity") + ", " + groundsOf(value),
        class: "cell",
        "aria-pressed": String(state.pick === key),
      }),
    );
    td.style.setProperty("--share", String(Math.round(6 + 50 * Math.sqrt(value.activities / most))) + "%");
    return td;
  };
  const shownRows = long_ ? rows.slice(0, 60) : rows;
  put(
    byId("view-matrix"),
    make(
      "div",
      { class: "options" },
      [
        ["countries", "matrix.countries"],
        ["agencies", "matrix.agencies"],
      ].map(([value, key]) =>
        button(
          say(key),
          () => {
            matrixRows = value;
            drawMatrix(shown);
          },
          { "aria-pressed": String(matrixRows === value), id: "matrix-" + value },
        ),
      ),
    ),
    cells.size
      ? make(
          "div",
          { class: "scroll", tabindex: "0", role: "region", "aria-label": say("tab.matrix") },
          make(
            "table",
            { class: "matrix" },
            make(
              "caption",
              {},
              say(shown.tie.directed ? "matrix.note-directed" : "matrix.note", { tie: tieWords(state) }) +
                (long_ ? " " + say("matrix.first", { shown: 60, all: numeral(rows.length) }) : ""),
            ),
            make(
              "thead",
              {},
              make(
                "tr",
                {},
                make("td", {}),
                columns.map((column) => make("th", { scope: "col" }, make("span", {}, placeName(column)))),
              ),
            ),
            make(
              "tbody",
              {},
              shownRows.map((row) =>
                make(
                  "tr",
                  {},
                  make("th", { scope: "row" }, rowName(row)),
                  columns.map((column) => cell(row, column)),
                ),
              ),
            ),
          ),
        )
      : make("p", {}, say("empty.title")),
  );
}

// What a cell counts: the activities, with the parts of the two sides.
function cellDetail(shown, row, column) {
  const byCountry = levelOf("countries").index.has(row),
    level = byCountry ? "countries" : "agencies",
    nodes = levelOf(level),
    a = nodes.index.get(row);
  if (a === undefined || !levelOf("countries").index.has(column)) return unknownDetail(state.pick);
  const selection = select({ ...state, between: level }),
    toColumn = (node) =>
      byCountry ? nodes.nodes[node].id === column : nodes.nodes[node].country === column;
  const found = new Map();
  selection.rows.forEach((rows, activity) =>
    eachPair(selection, activity, (from, to, stated) => {
      if (from === a && toColumn(to)) found.set(activity, found.get(activity) || stated);
    }),
  );
  const mine = (actor) => nodes.ofActor[actor] === a || ACTORS[actor].country === column;
  return activitiesDetail(
    nameOf(nodes.nodes[a]) + (shown.tie.directed ? " → " : " – ") + placeName(column),
    [...found.keys()].sort(surest((activity) => found.get(activity))),
    mine,
    [...found.values()].filter(Boolean).length,
  );
}
