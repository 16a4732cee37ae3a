// Country by country, and agency by country: in how many activities a tie binds them.
import { levelOf, nameOf } from "./facts.js";
import { during, select } from "./selection.js";
import { computeTies, eachPair } from "./ties.js";
import { placeName } from "./words.js";

export let matrixRows = "countries";
/** @param {LevelName} level */
export const setMatrixRows = (level) => {
  matrixRows = level;
};

/** @param {Shown} shown */
export const matrixOf = (shown) => ((shown.matrices ??= {})[matrixRows] ??= computeMatrix(shown));

/** @param {Shown} shown */
function computeMatrix(shown) {
  const tie = shown.tie,
    countries = levelOf("countries"),
    agencies = levelOf("agencies"),
    whole = select({ ...shown.state, between: matrixRows === "countries" ? "countries" : "agencies" }),
    selection = shown.holds ? during(whole, shown.holds) : whole,
    cells = new Map();
  const add = (/** @type {string} */ key, /** @type {number} */ activities, /** @type {number} */ stated) => {
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
  const sums = (/** @type {number} */ side) => {
    const totals = new Map();
    cells.forEach((value, key) => {
      const id = key.split("*")[side];
      totals.set(id, (totals.get(id) || 0) + value.activities);
    });
    return [...totals].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([id]) => id);
  };
  return { rows: sums(0), columns: sums(1), cells };
}

/** @param {string} id */
export const rowName = (id) =>
  matrixRows === "countries"
    ? placeName(id)
    : nameOf(levelOf("agencies").nodes[levelOf("agencies").index.get(id) ?? -1]);

/**
 * The cells as pairs, each once.
 * @param {Shown} shown
 */
export function matrixPairs(shown) {
  const { cells } = matrixOf(shown),
    once = matrixRows === "countries" && !shown.tie.directed;
  return [...cells].flatMap(([key, cell]) => {
    const [row, column] = key.split("*");
    return once && row > column
      ? []
      : [{ key, name: rowName(row) + (shown.tie.directed ? " → " : " – ") + placeName(column), ...cell }];
  });
}
