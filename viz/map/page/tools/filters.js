// The filters at the left: each value with the number of activities it would leave, under all other filters.
import { coloursNow, lift } from "../model/colours.js";
import { NAMED, namesIn } from "../model/definitions.js";
import { nameIn } from "../model/describe.js";
import { ACTIVITIES, ACTORS, GROUPS, PARTS, ROLES, groupOf } from "../model/facts.js";
import { change, clearFilters, state } from "../model/now.js";
import { leftOut, select } from "../model/selection.js";
import { ALLOWED, FILTERS, FLAGS, toggled } from "../model/state.js";
import { label, numeral, say } from "../model/words.js";
import { button, byId, glyph, make, put } from "../parts/dom.js";

// In the order in which the page shows them.
const ORDER = ["country", "place", "kind", "role", "actor-kind", "theme", "phase"];
const FACETS = [...NAMED].sort((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name));
/**
 * The names of a filter in one activity of a selection.
 * @type {(filter: NameFilter, rows: number[], activity: number) => string[]}
 */
const namesOf = (filter, rows, activity) =>
  filter.about === "activity"
    ? namesIn(filter, ACTIVITIES[activity])
    : rows.flatMap((row) =>
        namesIn(filter, filter.about === "actor" ? ACTORS[PARTS.actor[row]] : { role: ROLES[PARTS.role[row]] }),
      );
/** @type {(filter: NameFilter) => (code: string) => string} */
const textOf = (filter) => (filter.name === "phase" ? (code) => say("phase-n", { phase: code }) : nameIn(filter));
const SHORT = 6,
  opened = new Set(["country", "place", "kind"]),
  long = new Set();

/** @param {NameFilter} facet */
function facetCounts(facet) {
  const selection = select(state, facet.name),
    counts = /** @type {Map<string, number | null>} */ (new Map());
  selection.rows.forEach((rows, activity) => {
    if (!rows.length) return;
    new Set(namesOf(facet, rows, activity)).forEach((value) => {
      if (value) counts.set(value, (counts.get(value) || 0) + 1);
    });
  });
  state[facet.name].forEach((/** @type {string} */ value) => {
    if (!counts.has(value)) counts.set(value, null);
  });
  /** @type {(a: [string, number | null], b: [string, number | null]) => number} */
  const order =
    facet.name === "phase"
      ? (a, b) => a[0].localeCompare(b[0], "en", { numeric: true })
      : (a, b) => (b[1] || 0) - (a[1] || 0) || (a[0] < b[0] ? -1 : 1);
  return [...counts].sort(order);
}

export function drawFilters() {
  const box = byId("filters"),
    focus = document.activeElement && box.contains(document.activeElement) ? document.activeElement.id : "",
    scroll = box.scrollTop;
  const number = FILTERS.filter((name) => state[name].length).length + FLAGS.filter((name) => state[name]).length;
  put(
    box,
    make(
      "details",
      {
        open: innerWidth > 700 || box.dataset.open === "yes",
        class: "all",
        toggle: (/** @type {any} */ event) => {
          box.dataset.open = event.target.open ? "yes" : "no";
        },
      },
      make("summary", {}, say("filters") + (number ? " (" + number + ")" : "")),
      make(
        "div",
        {},
        number ? button(say("clear.all"), clearFilters, { class: "wide", id: "clear-filters" }) : null,
        choices("tie", say("facet.tie"), ALLOWED.tie, (code) => label("tie", code)),
        choices("between", say("facet.between"), ALLOWED.between, (code) => say("level." + code)),
        choices("weight", say("facet.weight"), ALLOWED.weight, (code) => say("weight." + code)),
        flags(),
        FACETS.map(facetBox),
      ),
    ),
  );
  box.scrollTop = scroll;
  if (focus && byId(focus)) byId(focus).focus({ preventScroll: true });
}

/**
 * @param {string} name
 * @param {string} title
 * @param {string[]} values
 * @param {(code: string) => string} text
 */
function choices(name, title, values, text) {
  return make(
    "fieldset",
    {},
    make("legend", {}, title),
    values.map((value) =>
      make(
        "label",
        {},
        make("input", {
          type: "radio",
          name,
          id: "f-" + name + "-" + value,
          value,
          checked: state[name] === value,
          change: () => change({ [name]: value, ...(name === "between" ? { pick: "", ego: "", path: "" } : {}) }),
        }),
        make("span", {}, text(value)),
      ),
    ),
  );
}

function flags() {
  const left = leftOut({ ...state, "all-actors": false }).reduce((sum, number) => sum + number, 0);
  return make(
    "fieldset",
    {},
    make("legend", {}, say("facet.grounds")),
    ["stated-only", "all-actors"].map((name) =>
      make(
        "label",
        {},
        make("input", {
          type: "checkbox",
          id: "f-" + name,
          checked: state[name],
          change: () => change({ [name]: !state[name] }),
        }),
        make("span", {}, say("flag." + name)),
        name === "all-actors" ? make("span", { class: "number" }, numeral(left)) : null,
      ),
    ),
  );
}

/**
 * Where actors are asked for: whether a tie has one of them on one side at least, or on both.
 * @param {NameFilter} facet
 */
const withinSwitch = (facet) =>
  make(
    "div",
    { class: "pair within", role: "group", "aria-label": say("within.title") },
    [false, true].map((within) =>
      button(say(within ? "filter.within" : "filter.either"), () => change({ within }), {
        "aria-pressed": String(state.within === within),
        id: "within-" + facet.name + (within ? "-both" : "-one"),
      }),
    ),
  );

/** @param {NameFilter} facet */
function facetBox(facet) {
  const counts = facetCounts(facet),
    chosen = new Set(state[facet.name]),
    whole = long.has(facet.name);
  const some = whole ? counts : counts.filter(([value], n) => n < SHORT || chosen.has(value));
  const rest = counts.length - some.length;
  /** @type {Content[]} */
  const body = some.map(([value, number]) =>
    make(
      "label",
      {},
      make("input", {
        type: "checkbox",
        id: "f-" + facet.name + "-" + value,
        checked: chosen.has(value),
        change: () => change({ [facet.name]: toggled(state[facet.name], value) }),
      }),
      facet.name === "country" && GROUPS.has(value) ? glyph("dot", lift(groupOf(value).colour, coloursNow())) : null,
      make("span", {}, textOf(facet)(value)),
      make("span", { class: "number" }, number === null ? "–" : numeral(number)),
    ),
  );
  if (rest > 0 || whole)
    body.push(
      button(
        rest > 0 ? say("more", { count: numeral(rest) }) : say("fewer"),
        () => {
          if (whole) long.delete(facet.name);
          else long.add(facet.name);
          drawFilters();
        },
        { class: "quiet", id: "more-" + facet.name },
      ),
    );
  return make(
    "details",
    {
      open: opened.has(facet.name) || chosen.size > 0,
      toggle: (/** @type {any} */ event) => {
        if (event.target.open) opened.add(facet.name);
        else opened.delete(facet.name);
      },
    },
    make("summary", {}, say("facet." + facet.name) + (chosen.size ? " (" + chosen.size + ")" : "")),
    facet.about === "actor" && chosen.size ? withinSwitch(facet) : null,
    make("fieldset", {}, make("legend", { class: "hidden-text" }, say("facet." + facet.name)), body),
  );
}
