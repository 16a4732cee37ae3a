// Country by country, and agency by country: in how many activities a tie binds them.
let matrixRows = "countries";

const matrixOf = (shown) => ((shown.matrices ??= {})[matrixRows] ??= computeMatrix(shown));

function computeMatrix(shown) {
  const tie = shown.tie,
    countries = levelOf("countries"),
    agencies = levelOf("agencies"),
    whole = select({ ...shown.state, between: matrixRows === "countries" ? "countries" : "agencies" }),
    selection = shown.holds ? during(whole, shown.holds) : whole,
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

const rowName = (id) =>
  matrixRows === "countries" ? placeName(id) : nameOf(levelOf("agencies").nodes[levelOf("agencies").index.get(id)]);

// The cells as pairs, each once.
function matrixPairs(shown) {
  const { cells } = matrixOf(shown),
    once = matrixRows === "countries" && !shown.tie.directed;
  return [...cells].flatMap(([key, cell]) => {
    const [row, column] = key.split("*");
    return once && row > column
      ? []
      : [{ key, name: rowName(row) + (shown.tie.directed ? " → " : " – ") + placeName(column), ...cell }];
  });
}
const CELL = { width: 38, height: 13 };
const cellMark = (value, most, look) =>
  lineMark(
    CELL.width,
    CELL.height,
    { band: lineWidth(value.activities, most, CELL.height - 2), core: lineWidth(value.stated, most, CELL.height - 2) },
    look.tie,
  );

function drawMatrix(shown) {
  const { rows, columns, cells } = matrixOf(shown),
    most = Math.max(1, ...[...cells.values()].map((cell) => cell.activities)),
    look = coloursNow(),
    long_ = rows.length > 60;
  const cell = (row, column) => {
    const key = row + "*" + column,
      value = cells.get(key);
    if (!value)
      return make(
        "td",
        { class: row === column ? "own" : "" },
        row === column && matrixRows === "countries" ? "" : "·",
      );
    return make(
      "td",
      {},
      button(
        [numeral(value.activities), inSvg(CELL.width, CELL.height, "mark", cellMark(value, most, look))],
        () => choose(key),
        {
          "aria-label": rowName(row) + ", " + placeName(column) + ": " + countSure(value.activities, value.stated),
          title: countSure(value.activities, value.stated),
          class: "cell",
          "aria-pressed": String(state.pick === key),
        },
      ),
    );
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
            drawDetail(computeShown(state));
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
      : whyEmpty(shown),
  );
}

// The same for paper: as many rows and columns as the sheet has room for.
function matrixSvg(shown, { width, height, look }) {
  const { rows, columns, cells } = matrixOf(shown),
    most = Math.max(1, ...[...cells.values()].map((cell) => cell.activities)),
    [top, wide] = [100, CELL.width + 4],
    left = Math.min(320, 40 + Math.max(0, ...rows.map((id) => widthOf(rowName(id), 12, 400)))),
    size = Math.max(25, Math.min(32, (height - top - 16) / rows.length)),
    [down, across] = [
      rows.slice(0, Math.floor((height - top - 16) / size)),
      columns.slice(0, Math.floor((width - left - 60) / wide)),
    ],
    group = drawn("g", { "font-family": FONT, "font-size": 12, fill: look.ink });
  const at = (n) => left + n * wide + wide / 2,
    edge = left + across.length * wide;
  across.forEach((id, n) =>
    group.append(
      drawn(
        "text",
        { transform: "translate(" + (at(n) + 4) + " " + (top - 6) + ") rotate(-60)" },
        cutTo(placeName(id), 105),
      ),
    ),
  );
  down.forEach((row, r) => {
    const y = top + r * size;
    group.append(
      drawn("line", { x1: 24, x2: edge, y1: y, y2: y, stroke: look.soft, "stroke-opacity": 0.2 }),
      drawn("text", { x: left - 8, y: y + 17, "text-anchor": "end" }, cutTo(rowName(row), left - 32)),
    );
    across.forEach((column, n) => {
      const value = cells.get(row + "*" + column);
      if (!value) return;
      group.append(
        drawn("text", { x: at(n), y: y + 11, "text-anchor": "middle", "font-weight": 600 }, numeral(value.activities)),
        drawn(
          "g",
          { transform: "translate(" + (at(n) - CELL.width / 2) + " " + (y + 11.5) + ")" },
          cellMark(value, most, look),
        ),
      );
    });
  });
  if (down.length < rows.length || across.length < columns.length) {
    const numbers = { rows: down.length, allRows: rows.length, columns: across.length, allColumns: columns.length };
    group.append(drawn("text", { x: 24, y: height - 2, fill: look.soft }, say("matrix.cut", numbers)));
  }
  return group;
}

// What a cell counts: the activities, with the parts of the two sides.
function cellDetail(shown, row, column) {
  const byCountry = levelOf("countries").index.has(row),
    level = byCountry ? "countries" : "agencies",
    nodes = levelOf(level),
    a = nodes.index.get(row);
  if (a === undefined || !levelOf("countries").index.has(column)) return unknownDetail(state.pick);
  const whole = select({ ...state, between: level }),
    selection = shown.holds ? during(whole, shown.holds) : whole,
    toColumn = (node) => (byCountry ? nodes.nodes[node].id === column : nodes.nodes[node].country === column);
  const found = new Map();
  selection.rows.forEach((rows, activity) =>
    eachPair(selection, activity, (from, to, stated) => {
      if (from === a && toColumn(to)) found.set(activity, found.get(activity) || stated);
    }),
  );
  const mine = (actor) => nodes.ofActor[actor] === a || ACTORS[actor].country === column;
  return activitiesDetail(
    nameOf(nodes.nodes[a]) + (shown.tie.directed ? " → " : " – ") + placeName(column),
    [...found.keys()],
    (activity) => found.get(activity),
    mine,
    "both",
  );
}
