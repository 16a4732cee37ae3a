// Where nothing is shown: why, and what would do.
import { filterWords, tieWords } from "../model/describe.js";
import { change, clearFilters, state } from "../model/now.js";
import { select } from "../model/selection.js";
import { blank } from "../model/state.js";
import { computeTies } from "../model/ties.js";
import { widenings } from "../model/widening.js";
import { count, say } from "../model/words.js";
import { button, make } from "../parts/dom.js";

/** @param {Shown} shown */
export function whyEmpty(shown) {
  const ways = wideningButtons();
  return [
    make("p", { class: "strong" }, shown.message || say("empty.title")),
    make("p", {}, say("empty.what", { filters: filterWords(state).join("; ") || tieWords(state) })),
    shown.selection.undated
      ? make("p", {}, say("caption.undated", { count: count(shown.selection.undated, "activity") }))
      : null,
    make("p", {}, say(ways.length ? "empty.widen" : "empty.nothing")),
    make("p", { class: "ways" }, ways),
    button(say("clear.all"), clearFilters),
  ];
}

/**
 * What a filter says: "actors of: Turkmenistan"; of the sides of a tie that both are asked for.
 * @param {string[]} names
 */
function filterSaid(names) {
  if (names[0] === "within") return say("filter.within");
  if (names[0] === "stated-only") return say("grounds.stated");
  /** @type {State} */
  const alone = { ...blank(), within: true };
  names.forEach((name) => (alone[name] = state[name]));
  return filterWords(alone)[0];
}

// Buttons that take one filter away, each with the ties that brings; of a legend, a circle or a path as well.
function wideningButtons() {
  const narrow = { without: [], ego: "", path: "" },
    narrowed = Object.keys(narrow).some((name) => state[name].length),
    whole = narrowed ? computeTies(select(state)).length : 0;
  return [
    ...(whole ? [button(say("widen.narrowed", { ties: count(whole, "tie") }), () => change(narrow))] : []),
    ...widenings(state).map(({ names, wider, ties }) =>
      button(
        say(names[0] === "all-actors" ? "widen.all-actors" : "widen.without", {
          filter: names[0] === "all-actors" ? "" : filterSaid(names),
          ties: count(ties, "tie"),
        }),
        () => change({ ...wider, ...narrow }),
        { class: "widen" },
      ),
    ),
  ];
}
