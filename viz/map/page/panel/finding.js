// The text beside the picture: what this view, this tie and this size of marks show, under these filters.
import { brokersOf, percentOf, placeWords } from "../model/brokers.js";
import { matrixPairs } from "../model/cells.js";
import { countSure, tiedWords } from "../model/certainty.js";
import { filterWords } from "../model/describe.js";
import { TIMES, nameOf } from "../model/facts.js";
import { MEASURES, byStrength, valueOf } from "../model/look.js";
import { change, state } from "../model/now.js";
import { arcName, placeCounts } from "../model/place-counts.js";
import { bestAttestedFirst, hasStated } from "../model/shown.js";
import { sixDigits } from "../model/ties.js";
import { count, numeral, placeName, say } from "../model/words.js";
import { barMark, numbersOf } from "../parts/certainty-marks.js";
import { choiceButton, listOf } from "../parts/choices.js";
import { button, make } from "../parts/dom.js";
import { edgeTitle } from "../picture/telling.js";
import { pairId } from "../picture/view.js";

/**
 * @param {any[]} items
 * @param {(item: any) => number} value
 */
const best = (items, value) =>
  items.reduce((fullest, item) => (fullest === null || value(item) > value(fullest) ? item : fullest), null);
/** @param {Edge[]} edges */
const bestAttested = (edges) => [...edges].sort(bestAttestedFirst);

/** @param {Shown} shown */
export function startDetail(shown) {
  const { said, lists } = (FINDINGS[state.view] || tiesFound)(shown),
    filters = filterWords(state).join("; ");
  return [
    make("h2", {}, say("start.title")),
    make("p", {}, said.filter(Boolean).join(" ") || say("empty.title")),
    filters ? make("p", { class: "soft" }, say("start.filters", { filters })) : null,
    make("p", { class: "soft" }, say("start.how." + state.view)),
    ...lists.filter(([, items]) => items.length).flatMap(([title, items]) => [make("h3", {}, title), listOf(items)]),
    ...(shown.alone.length && (state.view === "network" || state.view === "table")
      ? [
          make("h3", {}, say("alone.title", { count: numeral(shown.alone.length) })),
          listOf(shown.alone.slice(0, 60).map((node) => choiceButton(nameOf(node), node.id))),
        ]
      : []),
  ];
}

/** @type {Record<string, (shown: Shown) => Finding>} */
const FINDINGS = { places: placesFound, timeline: timesFound, matrix: matrixFound };

/**
 * @param {Shown} shown
 * @returns {Finding}
 */
function tiesFound(shown) {
  const strongest = bestAttested(shown.edges),
    [tie] = strongest;
  const said = [shown.tie.directed ? giverWords(shown) : "", sizeWords(shown)];
  if (tie)
    said.push(
      say("finding.tie." + state.tie, {
        a: nameOf(shown.level.nodes[tie.source]),
        b: nameOf(shown.level.nodes[tie.target]),
        count: countSure(tie.activities, tie.stated, "activity-in"),
      }),
    );
  const most = Math.max(1, ...strongest.slice(0, 8).map((edge) => edge.activities));
  return {
    said,
    lists: [
      state.size === "betweenness"
        ? [say("brokers.title." + state.between), brokerList(shown)]
        : [say("size-list." + state.size), sizeList(shown)],
      [
        say("start.best"),
        strongest
          .slice(0, 8)
          .map((edge) => [
            choiceButton(edgeTitle(edge, shown), pairId(edge)),
            numbersOf(edge.activities, edge.stated, most),
          ]),
      ],
    ],
  };
}

/**
 * Of a directed tie, who is most often at its beginning, and in how many countries the others are.
 * @param {Shown} shown
 */
function giverWords(shown) {
  const gave = new Map();
  shown.pool.forEach(({ source, target, behind, sure }) => {
    const known = gave.get(source) || { source, activities: new Set(), stated: new Set(), countries: new Set() },
      { country } = shown.level.nodes[target];
    behind.forEach((activity) => known.activities.add(activity));
    sure.forEach((activity) => known.stated.add(activity));
    if (country && country !== shown.level.nodes[source].country) known.countries.add(country);
    gave.set(source, known);
  });
  const giver = best(
    [...gave.values()].sort((a, b) => a.source - b.source),
    (one) => one.activities.size,
  );
  return giver && giver.activities.size > 1
    ? say(giver.countries.size ? "finding.giver." + state.tie : "finding.giver-alone." + state.tie, {
        name: nameOf(shown.level.nodes[giver.source]),
        activities: countSure(giver.activities.size, giver.stated.size, "activity-in"),
        countries: count(giver.countries.size, "country-to"),
      })
    : "";
}

/**
 * What the size of marks says, of the largest; betweenness is told of the whole network, whatever is chosen.
 * @param {Shown} shown
 */
function sizeWords(shown) {
  if (state.size === "betweenness") {
    const [first] = brokersOf(shown);
    return first
      ? say("finding.size.betweenness", {
          name: nameOf(first),
          place: placeWords(first),
          whole: say("brokers.of." + state.between),
        })
      : say("brokers.none");
  }
  const node = byStrength(shown)[0];
  if (!node) return "";
  const [all, stated] = MEASURES[state.size](shown, node);
  /** @type {Record<string, () => string>} */
  const number = {
    activities: () => countSure(all, stated, "activity-in"),
    ties: () => tiedWords(all, stated),
    strength: () => numeral(sixDigits(all)) + ": " + say("of-it-stated", { stated: numeral(sixDigits(stated)) }),
  };
  return say("finding.size." + state.size, { name: nameOf(node), number: number[state.size]() });
}

/** @param {Shown} shown */
function sizeList(shown) {
  const nodes = byStrength(shown).slice(0, 5),
    most = Math.max(1e-9, ...nodes.map((node) => valueOf(shown, node)));
  return nodes.map((node) => {
    const [all, stated] = MEASURES[state.size](shown, node).map(sixDigits);
    return [
      choiceButton(nameOf(node), node.id),
      make(
        "span",
        { class: "numbers" },
        barMark(all, stated, most),
        " ",
        state.size === "activities"
          ? countSure(all, stated)
          : say("number-of-stated", { all: numeral(all), stated: numeral(stated) }),
      ),
    ];
  });
}

/** @param {Shown} shown */
function brokerList(shown) {
  const brokers = brokersOf(shown);
  return brokers
    .slice(0, 10)
    .map((node) => [
      choiceButton(nameOf(node), node.id),
      make(
        "span",
        { class: "numbers" },
        barMark(node.betweenness, node.betweenness * node.statedShare, brokers[0].betweenness),
        " " + placeWords(node) + "; " + say("brokers.stated", { share: percentOf(node.statedShare) }),
      ),
    ]);
}

/**
 * @param {Shown} shown
 * @returns {Finding}
 */
function placesFound(shown) {
  const { at, arcs, unknown } = placeCounts(shown),
    [place] = at,
    arc = arcs[arcs.length - 1],
    most = Math.max(1, ...at.map((one) => one.all));
  return {
    said: [
      place ? say("finding.place", { place: placeName(place.key), count: countSure(place.all, place.stated) }) : "",
      arc ? say("finding.arc", { arc: arcName(arc.key), count: countSure(arc.all, arc.stated) }) : "",
      unknown ? say("places.unknown", { count: count(unknown, "activity") }) : "",
    ],
    lists: [
      [
        say("start.places"),
        at
          .slice(0, 8)
          .map((one) => [choiceButton(placeName(one.key), "!" + one.key), numbersOf(one.all, one.stated, most)]),
      ],
      [
        say("start.arcs"),
        arcs
          .slice(-6)
          .reverse()
          .map((one) => [choiceButton(arcName(one.key), one.key), numbersOf(one.all, one.stated, arc.all)]),
      ],
    ],
  };
}

/**
 * @param {Shown} shown
 * @returns {Finding}
 */
function timesFound(shown) {
  const years = new Map(),
    stated = hasStated(shown);
  let vague = 0,
    undated = 0;
  shown.activities.forEach((activity) => {
    const { first, earliest } = TIMES[activity];
    if (!earliest) undated += 1;
    else if (!first) vague += 1;
    else {
      const year = years.get(first.slice(0, 4)) || { year: first.slice(0, 4), all: 0, stated: 0 };
      year.all += 1;
      year.stated += stated(activity) ? 1 : 0;
      years.set(year.year, year);
    }
  });
  const inOrder = [...years.values()].sort((a, b) => (a.year < b.year ? -1 : 1)),
    most = best(inOrder, (one) => one.all);
  return {
    said: [
      most ? say("finding.year", { year: most.year, count: countSure(most.all, most.stated) }) : "",
      vague ? say("finding.vague", { count: count(vague, "activity-has") }) : "",
      undated ? say("finding.undated", { count: count(undated, "activity-has") }) : "",
    ],
    lists: [
      [
        say("start.years"),
        inOrder.map((one) => [
          button(one.year, () => change({ since: one.year + "-01-01", until: one.year + "-12-31" }), { class: "pick" }),
          numbersOf(one.all, one.stated, most.all),
        ]),
      ],
    ],
  };
}

/**
 * @param {Shown} shown
 * @returns {Finding}
 */
function matrixFound(shown) {
  const pairs = matrixPairs(shown),
    most = best(pairs, (one) => one.activities),
    surestPair = best(pairs, (one) => one.stated),
    words = (/** @type {any} */ one) => ({
      pair: one.name,
      count: countSure(one.activities, one.stated, "activity-in"),
    });
  return {
    said: most
      ? [say("finding.cell", words(most)), surestPair.stated ? say("finding.cell-stated", words(surestPair)) : ""]
      : [],
    lists: [
      [
        say("start.cells"),
        pairs
          .sort((a, b) => b.stated - a.stated || b.activities - a.activities || (a.key < b.key ? -1 : 1))
          .slice(0, 10)
          .map((one) => [choiceButton(one.name, one.key), numbersOf(one.activities, one.stated, most.activities)]),
      ],
    ],
  };
}
