// One activity as evidence: date, place, roles, words of the source, readings that disagree, sources.
import { FACTS } from "../model/data.js";
import { ACTIVITIES, ACTORS, PARTS, ROLES, partsOf } from "../model/facts.js";
import { count, label, pick2, placeName, say, when } from "../model/words.js";
import { heading, make } from "../parts/dom.js";

/** @param {string} code */
const groundWords = (code) => say("ground." + code);

/**
 * @param {number} source
 * @param {number} [paragraph]
 */
function link(source, paragraph) {
  const address = FACTS.sources[source] ?? "";
  const text =
    address.replace(/^https?:\/\/(www\.)?/, "") + (paragraph ? ", " + say("paragraph", { number: paragraph }) : "");
  return outward(address, text);
}

/**
 * Only addresses of the web become links; anything else stays text.
 * @param {string} address
 * @param {string} text
 */
export const outward = (address, text) =>
  /^https?:\/\//.test(address || "")
    ? make("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, text)
    : make("span", {}, text);
/** @param {number} number */
export const actorName = (number) => pick2([ACTORS[number].name, ACTORS[number].ru]);

/**
 * One activity: date, place, the roles of those asked about, words, conflicting readings, sources.
 * @param {number} number
 * @param {(actor: number) => boolean} isMine
 * @param {number} [level]
 */
export function article(number, isMine, level = 3) {
  const activity = ACTIVITIES[number],
    rows = partsOf[number],
    mine = rows.filter((row) => isMine(PARTS.actor[row]));
  const where = [activity.place, activity.country].filter(Boolean).map(placeName).join(", ") || say("place-unknown");
  const year =
    activity.year && activity.earliest && activity.year !== "stated" ? " (" + say("year-" + activity.year) + ")" : "";
  const facts = [
    activity.kind ? label("activity-kind", activity.kind) : "",
    where,
    when(activity) + year,
    activity.phase ? say("phase-n", { phase: activity.phase }) : "",
  ]
    .filter(Boolean)
    .join(" · ");
  const element = make("article", {}, heading(level, {}, activity.title), make("p", { class: "soft" }, facts));
  if (activity.words) element.append(make("p", { class: "soft" }, say("date-written", { words: activity.words })));
  const told = mine.length ? mine : rows;
  told.forEach((row) => element.append(partLine(row)));
  if (activity.conflicts) element.append(...conflicts(activity));
  const others = new Set(rows.filter((row) => !told.includes(row)).map((row) => PARTS.actor[row]));
  mine.forEach((row) => others.delete(PARTS.actor[row]));
  if (others.size)
    element.append(make("p", { class: "soft" }, say("and-others", { count: count(others.size, "other") })));
  const places = new Map();
  told.forEach((row) =>
    PARTS.evidence[row].forEach(([source, paragraph]) => places.set(source + "#" + paragraph, [source, paragraph])),
  );
  const cited = new Set([...places.values()].map(([source]) => source));
  places.forEach(([source, paragraph]) => element.append(make("p", { class: "source" }, link(source, paragraph))));
  (activity.sources || [])
    .filter((source) => !cited.has(source))
    .forEach((source) => element.append(make("p", { class: "source" }, say("also-in") + " ", link(source))));
  element.append(make("p", { class: "source" }, outward(activity.iri, say("linked-data"))));
  return element;
}

/** @param {number} row */
function partLine(row) {
  const words = [...new Set(PARTS.evidence[row].flatMap(([, , ...said]) => said))];
  return make(
    "p",
    { class: "part" },
    make("span", { class: "chip" }, actorName(PARTS.actor[row]) + ": " + label("role", ROLES[PARTS.role[row]])),
    " ",
    make(
      "span",
      { class: "soft" },
      groundWords(FACTS.grounds[PARTS.ground[row]]) + (words.length ? ": “" + words.join("”, “") + "”" : ""),
    ),
  );
}

/** @param {Activity} activity */
function conflicts(activity) {
  const readings = activity.conflicts ?? [];
  return [...new Set(readings.map(([point]) => point))].map((point) =>
    make(
      "div",
      { class: "conflict" },
      make("p", {}, make("strong", {}, say("disagree", { point: label("conflict-property", point).toLowerCase() }))),
      make(
        "div",
        { class: "readings" },
        readings
          .filter(([one]) => one === point)
          .map(([, reading, followed, source, paragraph]) =>
            make(
              "div",
              {},
              make("p", {}, reading),
              followed ? make("p", { class: "strong" }, say("followed")) : null,
              make("p", { class: "source" }, link(source, paragraph)),
            ),
          ),
      ),
    ),
  );
}
