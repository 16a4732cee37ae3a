// What is shown, in words: subtitle, caption, the finding, the filters, the citation.
import { compareSays, halvesOf } from "./compare-words.js";
import { recordedIn } from "./comparison.js";
import { PAGE } from "./data.js";
import { NAMED, askedOf } from "./definitions.js";
import { GROUPS, TIMES, groupName, nameOf } from "./facts.js";
import { state } from "./now.js";
import { reasonsOf } from "./selection.js";
import { MOST_LINES, OF_EACH, partPairs } from "./shown.js";
import { blank, writeState } from "./state.js";
import { count, dayOf, hiddenWords, label, numeral, pick2, placeName, say, spanOf } from "./words.js";

/** @param {State} state */
export function periodWords(state) {
  if (!state.since && !state.until) return "";
  const year = (/** @type {string} */ text) => text.slice(0, 4);
  if (state.since.endsWith("-01-01") && state.until.endsWith("-12-31"))
    return year(state.since) === year(state.until) ? year(state.since) : year(state.since) + "–" + year(state.until);
  const day = (/** @type {string} */ text) => dayOf(text) + " " + year(text);
  if (state.since && state.until) return spanOf(state.since, state.until, " – ");
  return state.since ? say("from", { day: day(state.since) }) : say("until", { day: day(state.until) });
}

/**
 * How a name of a filter is called.
 * @param {NameFilter} filter
 * @returns {(code: string) => string}
 */
export const nameIn = ({ name, scheme }) =>
  scheme ? (code) => label(scheme, code) : name === "phase" ? (code) => code : placeName;

/** @param {State} state */
export function filterWords(state) {
  const parts = [];
  if (state.since || state.until) parts.push(periodWords(state));
  NAMED.filter(({ name }) => state[name].length).forEach((filter) =>
    parts.push(say("filter." + filter.name) + ": " + state[filter.name].map(nameIn(filter)).join(", ")),
  );
  if (askedOf(state, "actor").length) parts.push(say(state.within ? "filter.within" : "filter.either"));
  if (state.without.length)
    parts.push(
      say("without") +
        ": " +
        state.without
          .filter((id) => GROUPS.has(id))
          .map(groupName)
          .join(", "),
    );
  return parts;
}

/** @param {State} state */
export const tieWords = (state) => label("tie", state.tie);

/** @param {Shown} shown */
function spanOfShown(shown) {
  if (state.since || state.until) return periodWords(state);
  let first = "9999",
    last = "";
  shown.activities.forEach((activity) => {
    const time = TIMES[activity];
    if (time.first && time.first < first) first = time.first;
    if (time.last && time.last > last) last = time.last;
  });
  return last ? first.slice(0, 4) + "–" + last.slice(0, 4) : say("date.none");
}

/**
 * "160 of 176 activities": those with someone of the selection, of all that pass the filters on activities.
 * @param {Shown} shown
 */
function activitiesWords(shown) {
  const all = recordedIn(shown.selection),
    here = shown.activities.size;
  return here === all
    ? count(here, "activity")
    : say("some-of", { some: numeral(here), all: count(all, "activity-of") });
}

/** @param {Shown} shown */
export function subtitle(shown) {
  const grounds = state["stated-only"] ? say("grounds.stated") : say("grounds.both");
  const others = filterWords({ ...state, since: "", until: "" });
  return [
    count(shown.nodes.length, state.between),
    activitiesWords(shown),
    shown.compared ? halvesOf(shown.compared).join(" → ") : spanOfShown(shown),
    tieWords(state),
    grounds,
    ...others,
  ].join(" · ");
}

/**
 * Why activities that pass the filters are not in the picture.
 * @param {Shown} shown
 */
function absentWords(shown) {
  const reasons = Object.entries(reasonsOf(shown.selection)).filter(([, number]) => number);
  return reasons.map(([why, number]) =>
    say("caption.absent." + (why === "role" && !state.role.length ? "paid" : why), {
      count: count(number, "activity"),
    }),
  );
}

/**
 * What the ties drawn rest on: of the activities here, those behind them, those of other ties and those of none.
 * @param {Shown} shown
 */
function behindWords(shown) {
  const [drawn_, tied] = [shown.edges, shown.all].map((edges) => new Set(edges.flatMap((edge) => edge.behind)).size);
  if (!shown.activities.size) return "";
  const some = (/** @type {string} */ key, /** @type {number} */ number) =>
    number ? [say(key, { count: numeral(number) })] : [];
  return [
    say("caption.behind", { all: count(shown.activities.size, "activity-of"), drawn: numeral(drawn_) }),
    ...some("caption.behind-others", tied - drawn_),
    ...some("caption.behind-none", shown.activities.size - tied),
  ].join(", ");
}

/** @param {Shown} shown */
const drawnOf = (shown) =>
  shown.notDrawn
    ? count(shown.edges.length, "tie-of") + " " + numeral(shown.pool.length)
    : count(shown.edges.length, "tie");

/**
 * What of a large network the page holds, and whether a backbone applies to what is asked.
 * @param {Shown} shown
 */
function partWords(shown) {
  const part = PAGE.part;
  if (!part) return [];
  const numbers = { kept: numeral(part.kept), hidden: numeral(part.hidden) };
  if (!part.pairs) return [say("caption.part." + part.kind, numbers)];
  const applies = partPairs(shown.level, state) !== null;
  return [
    ...(applies ? [say("caption.part.backbone", { count: count(part.pairs.pairs.length, "tie") })] : []),
    ...(part.cut ? [say("caption.part.cut", numbers)] : []),
  ];
}

/** @param {Shown} shown */
export function caption(shown) {
  const missing = [...absentWords(shown), ...leftOutWords(shown)];
  if (shown.compared) return compareSays(shown.compared) + (missing.length ? " " + sentence(missing) : "");
  if (state.view === "matrix") return sentence([say("caption.all-cells"), ...missing]);
  if (state.view === "places" || state.view === "timeline")
    return sentence([say("caption.all-activities"), ...missing]);
  const stated = shown.edges.filter((edge) => edge.stated).length,
    parts = [
      say(
        !shown.edges.length ? "caption.ties-none" : stated === shown.edges.length ? "caption.ties-all" : "caption.ties",
        { drawn: drawnOf(shown), stated: numeral(stated) },
      ),
    ];
  if (shown.notDrawn) parts.push(say(notDrawnKey(shown), { of: numeral(OF_EACH) }));
  if (shown.notDrawn && shown.edges.length === MOST_LINES)
    parts.push(say("caption.most", { most: numeral(MOST_LINES) }));
  parts.push(behindWords(shown), ...missing);
  if (shown.alone.length)
    parts.push(
      say("caption.alone", {
        count: numeral(shown.alone.length),
        names:
          shown.alone.slice(0, 3).map(nameOf).join(", ") +
          (shown.alone.length > 3 ? " " + say("and-more", { count: numeral(shown.alone.length - 3) }) : ""),
      }),
    );
  return sentence(parts);
}

/** @param {string[]} parts */
const sentence = (parts) => {
  const text = parts.filter(Boolean).join("; ") + ".";
  return text[0].toUpperCase() + text.slice(1);
};
/** @param {Shown} shown */
const notDrawnKey = (shown) =>
  state.lines === "all" || shown.ego !== null || shown.path
    ? "caption.narrowed"
    : state.lines === "stated"
      ? "caption.inferred"
      : "caption.thinned";

/** @param {Shown} shown */
function leftOutWords(shown) {
  const { hidden, undated } = shown.selection,
    groups = state.without.filter((id) => GROUPS.has(id)).map(groupName);
  return [
    hiddenWords(hidden),
    undated ? say("caption.undated", { count: count(undated, "activity") }) : "",
    groups.length ? say("caption.without", { groups: groups.join(", ") }) : "",
    ...partWords(shown),
    PAGE.part && state.weight === "newman" ? say("caption.part-newman") : "",
  ].filter(Boolean);
}

export const today = () => new Date().toISOString().slice(0, 10);

/** @param {Shown} shown */
export function citation(shown) {
  const what = [
    tieWords(state),
    say("between." + state.between),
    say("weight." + state.weight),
    ...filterWords(state),
    state["stated-only"] ? say("grounds.stated") : say("grounds.both"),
  ];
  if (state["all-actors"]) what.push(say("all-actors"));
  if (shown.compared)
    what.push(shown.compared.periods.map((one) => one.label).join(" → "), count(shown.edges.length, "tie"));
  else what.push(state.view === "network" || state.view === "table" ? drawnOf(shown) : activitiesWords(shown));
  const address = writeState({ ...state, pick: "" }, blank());
  return (
    pick2([PAGE.title, PAGE.titleRu]) +
    ". " +
    what.join("; ") +
    ". " +
    say("graph") +
    " " +
    PAGE.version +
    ". " +
    say("made") +
    " " +
    today() +
    "." +
    (address && " #" + address)
  );
}
