// The panel of evidence: how do we know? Who a node is; why a line is there; what an activity was.
import { cite } from "../files/export.js";
import { comparisonOf } from "../model/comparison.js";
import { CODES } from "../model/data.js";
import { filterWords, tieWords } from "../model/describe.js";
import { nameOf } from "../model/facts.js";
import { change, state } from "../model/now.js";
import { tieQuery } from "../model/sparql.js";
import { count, language, numeral, say } from "../model/words.js";
import { choiceButton } from "../parts/choices.js";
import { button, byId, copyText, make, openDialog, put } from "../parts/dom.js";
import { pickedEdge } from "../picture/focus.js";
import { edgeNumbers } from "../picture/telling.js";
import { compareDetail, comparedPairDetail } from "../views/compare.js";
import { cellDetail } from "./cell-detail.js";
import {
  activityDetail,
  arcDetail,
  evidenceOf,
  pairTest,
  placeDetail,
  unknownDetail,
  whatWouldDo,
} from "./evidence.js";
import { startDetail } from "./finding.js";
import { nodeDetail } from "./node-detail.js";

/** @param {Shown} shown */
export function drawDetail(shown) {
  const detail = byId("detail"),
    compared = comparisonOf(state);
  put(
    detail,
    make(
      "div",
      { class: "detail-tools" },
      button(
        "×",
        () => {
          document.body.classList.remove("reading");
          change({ pick: "", compare: "" });
        },
        { class: "quiet close-detail", "aria-label": say("close") },
      ),
    ),
    ...detailOf(shown, compared).flat(4).filter(Boolean),
  );
  document.body.classList.toggle("reading", Boolean(state.pick || state.compare));
}

/**
 * The two ends that a pick names.
 * @param {string} pick
 * @param {string} between
 */
const twoOf = (pick, between) => /** @type {[string, string]} */ (pick.split(between));

/**
 * @param {Shown} shown
 * @param {Compared | null} compared
 */
function detailOf(shown, compared) {
  const { pick } = state;
  if (compared && pick.includes("~"))
    return comparedPairDetail(compared, ...twoOf(pick, "~")) || edgeDetail(shown, ...twoOf(pick, "~"));
  if (compared && !pick) return compareDetail(compared);
  if (state.compare && !compared) return unknownDetail(state.compare);
  const seen = compared ? compared.shown : shown;
  if (!pick) return startDetail(seen);
  if (pick.startsWith("@")) return activityDetail(pick.slice(1));
  if (pick.startsWith("!")) return placeDetail(seen, pick.slice(1));
  if (pick.includes(">")) return arcDetail(seen, ...twoOf(pick, ">"));
  if (pick.includes("*")) return cellDetail(seen, ...twoOf(pick, "*"));
  return pick.includes("~") ? edgeDetail(seen, ...twoOf(pick, "~")) : nodeDetail(seen, pick);
}

/**
 * @param {Shown} shown
 * @param {string} a
 * @param {string} b
 */
function edgeDetail(shown, a, b) {
  const ends = [a, b].flatMap((id) => shown.level.index.get(id) ?? []);
  if (ends.length < 2) return unknownDetail(state.pick);
  const edge = pickedEdge(shown),
    [first, second] = (edge ? [edge.source, edge.target] : ends).map((end) => shown.level.nodes[end]);
  const title = make(
    "h2",
    {},
    choiceButton(nameOf(first), first.id),
    shown.tie.directed ? " → " : " – ",
    choiceButton(nameOf(second), second.id),
  );
  if (!edge) return [title, make("p", {}, say("no-tie")), whatWouldDo()];
  return [
    title,
    make("p", { class: "soft" }, tieWords(state) + ": " + edgeNumbers(edge)),
    make(
      "p",
      { class: "links" },
      button(say("explain"), () => explain(edge, shown), { class: "pick" }),
      " · ",
      button(say("cite"), cite, { class: "pick" }),
    ),
    ...evidenceOf(edge.behind, (activity) => edge.sure.has(activity), pairTest(shown, edge), "both"),
  ];
}

/**
 * @param {Edge} edge
 * @param {Shown} shown
 */
function explain(edge, shown) {
  const nodes = [edge.source, edge.target].map((end) => shown.level.nodes[end]),
    query = tieQuery(
      state,
      nodes.map((node) => node.id),
    );
  const number =
    count(edge.activities, "activity") +
    (state.weight === "activities" ? "" : "; " + say("weight." + state.weight) + ": " + numeral(edge.weight));
  openDialog(
    say("explain.title", { number }),
    make("p", {}, CODES.ties[state.tie].definition[language] || CODES.ties[state.tie].definition.en),
    make(
      "p",
      {},
      say("explain.counted", {
        filters: filterWords(state).join("; ") || say("no-filters"),
        stated: numeral(edge.stated),
        all: numeral(edge.activities),
      }),
    ),
    state.weight === "newman" ? make("p", {}, say("explain.newman")) : null,
    make("p", {}, say("explain.sparql")),
    make("pre", { tabindex: "0" }, query),
    button(say("copy.sparql"), () => copyText(query)),
  );
}
