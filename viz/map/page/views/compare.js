// Two periods side by side, what changed surely, and how a reader asks for them.
import { countSure } from "../model/certainty.js";
import { coloursNow } from "../model/colours.js";
import { SIGNS, changeWords, compareSays, halfLabel, signsOf } from "../model/compare-words.js";
import { FEWEST, comparisonOf, periodsOf, recordedIn } from "../model/comparison.js";
import { PHASES } from "../model/facts.js";
import { change, choose, state } from "../model/now.js";
import { QUARTERS } from "../model/quarters.js";
import { during, select } from "../model/selection.js";
import { count, numeral, say } from "../model/words.js";
import { evidenceOf, pairTest } from "../panel/evidence.js";
import { numbersOf } from "../parts/certainty-marks.js";
import { choiceButton, listOf } from "../parts/choices.js";
import { button, byId, drawn, make, openDialog, put, theDialog } from "../parts/dom.js";
import { networkSvg } from "../picture/network-svg.js";
import { edgeTitle } from "../picture/telling.js";
import { pairId } from "../picture/view.js";

export function drawCompare() {
  const comparison = comparisonOf(state),
    box = byId("pair");
  box.hidden = !comparison;
  byId("network").hidden = Boolean(comparison);
  if (!comparison) {
    put(box);
    return;
  }
  const area = byId("view-network"),
    stacked = innerWidth <= 700,
    width = Math.max(300, stacked ? area.clientWidth : area.clientWidth / 2 - 8),
    height = Math.max(200, stacked ? area.clientHeight / 2 - 8 : area.clientHeight - 8);
  put(
    box,
    ...comparison.halves.map((half, n) =>
      drawn(
        "svg",
        {
          viewBox: "0 0 " + width + " " + height,
          role: "img",
          "aria-label": halfLabel(comparison, n) + ". " + compareSays(comparison),
        },
        half.nodes.length
          ? networkSvg(half, {
              width,
              height,
              look: coloursNow(),
              signs: signsOf(comparison),
              heading: halfLabel(comparison, n),
              compact: true,
              labels: 11,
            })
          : drawn(
              "text",
              { x: 20, y: 40, fill: coloursNow().ink, "font-size": 13 },
              halfLabel(comparison, n) + ": " + say("empty.title"),
            ),
      ),
    ),
  );
}

/** @param {Compared} comparison */
export function compareDetail(comparison) {
  const most = Math.max(1, ...comparison.seen.flatMap((row) => row.edges.map((edge) => edge.activities)));
  const section = (/** @type {string} */ title, /** @type {any[]} */ rows, some = 25) =>
    rows.length
      ? [
          make("h3", {}, say(title, { count: numeral(rows.length) })),
          listOf(rows.slice(0, some).map((row) => comparedPair(comparison, row, most))),
          rows.length > some
            ? make(
                "p",
                {},
                button(say("compare.all", { count: numeral(rows.length) }), () => change({ view: "table" }), {
                  class: "quiet",
                }),
              )
            : null,
        ]
      : [];
  const of = (/** @type {string} */ verdict) => comparison.seen.filter((row) => row.verdict === verdict);
  return [
    make("h2", {}, comparison.periods.map((one) => one.label).join(" → ")),
    make("p", { class: "strong" }, compareSays(comparison)),
    make(
      "p",
      { class: "soft" },
      comparison.periods.map((_, n) => halfLabel(comparison, n)).join("; ") +
        ". " +
        (comparison.tooFew ? "" : say("compare.how")),
    ),
    make(
      "p",
      { class: "actions" },
      button(say("compare.off"), () => change({ compare: "", pick: "" })),
      button(say("compare.other"), openCompare),
    ),
    section("compare.more", of("more")),
    section("compare.fewer", of("fewer")),
    section(comparison.tooFew ? "compare.pairs" : "compare.open", of("")),
  ];
}

/**
 * A pair in either period: its activities, with the parts stated, and the change.
 * @param {Compared} comparison
 * @param {ComparedRow} row
 * @param {number} most
 */
function comparedPair(comparison, row, most) {
  return [
    choiceButton((row.verdict ? SIGNS[row.verdict] + " " : "") + edgeTitle(row, comparison.shown), pairId(row)),
    row.edges.map((edge, n) => numbersOf(edge.activities, edge.stated, most, comparison.periods[n].label + " – ")),
    changeWords(row) ? make("span", { class: "soft numbers" }, changeWords(row)) : null,
  ];
}

/**
 * One pair of a comparison: the activities of either period as evidence.
 * @param {Compared} comparison
 * @param {string} a
 * @param {string} b
 */
export function comparedPairDetail(comparison, a, b) {
  const [one, other] = [a, b].map((id) => comparison.shown.level.index.get(id)),
    row = comparison.seen.find(
      (row) => row.pair === one + " " + other || (!comparison.shown.tie.directed && row.pair === other + " " + one),
    );
  if (!row) return null;
  const mine = pairTest(comparison.shown, row);
  return [
    make("h2", {}, edgeTitle(row, comparison.shown)),
    make(
      "p",
      {},
      button("← " + comparison.periods.map((one) => one.label).join(" → "), () => choose(""), { class: "pick" }),
    ),
    make(
      "p",
      { class: "soft" },
      [changeWords(row), row.verdict && say("verdict." + row.verdict)].filter(Boolean).join("; "),
    ),
    ...row.edges.flatMap((edge, n) => [
      make("h3", {}, halfLabel(comparison, n)),
      make("p", { class: "soft" }, countSure(edge.activities, edge.stated)),
      ...evidenceOf(edge.behind, (activity) => edge.sure.has(activity), mine, "both", 4),
    ]),
  ];
}

/**
 * How many activities that pass the filters each of two periods has.
 * @param {string} compare
 */
function recordedOf(compare) {
  const periods = periodsOf(compare),
    whole = select({ ...state, ...WHOLE_TIME });
  return periods ? periods.map(({ has }) => recordedIn(during(whole, has))) : null;
}

// What is compared stands against the whole time.
const WHOLE_TIME = { since: "", until: "", phase: [] };
/** @param {string} compare */
const startCompare = (compare) => {
  theDialog().close();
  change({ ...WHOLE_TIME, compare, view: state.view === "table" ? "table" : "network", pick: "", path: "" });
};

export function openCompare() {
  /** @type {number[]} */
  const years = [];
  for (let year = QUARTERS[0] / 4; year <= Math.floor(QUARTERS[1] / 4); year += 1) years.push(year);
  const half = years[Math.floor(years.length / 2)],
    chosen = /^(\d{4})\.\.(\d{4}),(\d{4})\.\.(\d{4})$/.exec(state.compare),
    start = chosen ? chosen.slice(1) : [years[0], half - 1, half, years[years.length - 1]];
  const selects = start.map((value, n) => {
    const one = make(
      "select",
      { id: "compare-" + n, "aria-label": say(n % 2 ? "compare.to" : "compare.from"), change: () => tell() },
      years.map((year) => make("option", { value: year }, String(year))),
    );
    one.value = String(value);
    return one;
  });
  const asked = () => {
    const v = selects.map((one) => one.value);
    return v[0] + ".." + v[1] + "," + v[2] + ".." + v[3];
  };
  const numbers = [0, 1].map((n) => make("span", { class: "soft", id: "compare-recorded-" + n })),
    go = button(say("compare.show"), () => startCompare(asked()), { class: "main", id: "compare-go" });
  const tell = () => {
    const recorded = recordedOf(asked());
    go.disabled = !recorded;
    numbers.forEach((one, n) => {
      one.textContent = recorded ? " " + count(recorded[n], "recorded") : " " + say("compare.backwards");
    });
  };
  const phases = PHASES.slice(1).map((phase, n) => {
    const compare = "phase:" + PHASES[n] + ",phase:" + phase,
      [before, after] = (recordedOf(compare) ?? []).map(numeral);
    return button(
      say("compare.phases", {
        first: say("phase-n", { phase: PHASES[n] }),
        before,
        second: say("phase-n", { phase }),
        after,
      }),
      () => startCompare(compare),
    );
  });
  openDialog(
    say("compare.title"),
    make("p", {}, say("compare.first") + " ", selects[0], " – ", selects[1], numbers[0]),
    make("p", {}, say("compare.second") + " ", selects[2], " – ", selects[3], numbers[1]),
    make("p", {}, go),
    phases.length
      ? [make("p", { class: "soft" }, say("compare.by-phases")), make("p", { class: "actions" }, phases)]
      : null,
    make("p", { class: "soft" }, say("compare.fewest", { fewest: FEWEST })),
  );
  tell();
}
