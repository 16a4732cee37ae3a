// Who a node is: names, identifiers, what it belongs to, partners, activities; its circle, and paths from it.
import { tiedWords } from "../model/certainty.js";
import { filterWords } from "../model/describe.js";
import { ACTORS, PARTS, nameOf, translatedMark } from "../model/facts.js";
import { change, state } from "../model/now.js";
import { tiesOf } from "../model/shown.js";
import { count, label, language, numeral, placeName, say } from "../model/words.js";
import { numbersOf } from "../parts/certainty-marks.js";
import { choiceButton, listOf } from "../parts/choices.js";
import { button, make, openDialog, theDialog } from "../parts/dom.js";
import { tookPart } from "../picture/telling.js";
import { pairId, shownNow } from "../picture/view.js";
import { actorName, outward } from "./activity.js";
import { evidenceOf, unknownDetail, whatWouldDo } from "./evidence.js";

/** @param {LevelNode} node */
function memberTest(node) {
  const members = new Set(node.members);
  return (/** @type {number} */ actor) => members.has(actor);
}

/**
 * @param {Shown} shown
 * @param {string} id
 */
export function nodeDetail(shown, id) {
  const number = shown.level.index.get(id),
    node = shown.level.nodes[number ?? -1];
  if (number === undefined) return unknownDetail(id);
  const ties = tiesOf(shown, number),
    mine = memberTest(node),
    parts = /** @type {Content[]} */ ([make("h2", {}, nameOf(node))]),
    other = language === "ru" ? node.name : node.ru,
    mark = translatedMark(node);
  if (mark && language === "ru") parts.push(make("p", { class: "soft" }, "(" + mark + ")"));
  if (other && other !== nameOf(node))
    parts.push(
      make(
        "p",
        { class: "soft" },
        make("span", { lang: language === "ru" ? "en" : "ru" }, other),
        mark && language !== "ru" ? " (" + mark + ")" : "",
      ),
    );
  parts.push(
    make(
      "p",
      { class: "soft" },
      [
        node.kind === "country" ? say("shape.country") : label("actor-kind", node.kind),
        node.country && state.between !== "countries" ? placeName(node.country) : "",
      ]
        .filter(Boolean)
        .join(" · "),
    ),
  );
  parts.push(
    make(
      "p",
      {},
      tookPart(shown, node) +
        "; " +
        say("tied-to", { count: tiedWords(ties.length, ties.filter((edge) => edge.stated).length) }) +
        (filterWords(state).length ? " (" + filterWords(state).join("; ") + ")" : "") +
        ".",
    ),
  );
  parts.push(...identity(node), nodeActions(node));
  if (ties.length) parts.push(make("h3", {}, say("node.partners")), partnerList(shown, ties, number));
  const takesPart = (/** @type {Chosen} */ selection) => (/** @type {number} */ activity) =>
    selection.rows[activity].some((/** @type {number} */ row) => mine(PARTS.actor[row]));
  const behind = [...shown.activities].filter(takesPart(shown.selection));
  if (behind.length)
    parts.push(
      make("h3", {}, say("activities") + " (" + numeral(behind.length) + ")"),
      ...evidenceOf(behind, takesPart(shown.sure), mine, "one", 4),
    );
  else parts.push(make("p", {}, say("node.none")), whatWouldDo());
  return parts;
}

/**
 * @param {Shown} shown
 * @param {Edge[]} ties
 * @param {number} number
 */
function partnerList(shown, ties, number) {
  const most = Math.max(1, ...ties.map((edge) => edge.activities));
  const items = ties.map((edge) => {
    const partner = shown.level.nodes[edge.source === number ? edge.target : edge.source],
      arrow = shown.tie.directed ? (edge.source === number ? "→ " : "← ") : "";
    return [arrow, choiceButton(nameOf(partner), pairId(edge)), numbersOf(edge.activities, edge.stated, most)];
  });
  const list = listOf(items.slice(0, 8));
  if (items.length <= 8) return list;
  const more = button(
    say("more", { count: numeral(items.length - 8) }),
    () => {
      list.append(...items.slice(8).map((item) => make("li", {}, item)));
      more.remove();
    },
    { class: "quiet" },
  );
  return [list, more];
}

/** @param {LevelNode} node */
function identity(node) {
  const actor = node.actor,
    parts = /** @type {Content[]} */ ([]);
  if (actor && actor.parent) {
    const parent = ACTORS.findIndex((one) => one.id === actor.parent);
    if (parent >= 0) parts.push(make("p", {}, say("part-of") + " ", choiceButton(actorName(parent), actor.parent)));
  }
  if (actor && actor.collective) parts.push(make("p", {}, say("collective")));
  if (actor && actor.aliases)
    parts.push(
      make(
        "details",
        {},
        make("summary", {}, say("aliases", { count: numeral(actor.aliases.length) })),
        make("p", {}, actor.aliases.join(" · ")),
      ),
    );
  if (actor && actor.ids)
    parts.push(
      listOf(
        actor.ids.map(([scheme, value, source]) => [
          label("identifier-scheme", scheme) + ": " + value + " ",
          outward(source, say("seen-in")),
        ]),
      ),
    );
  if (node.members.length > 1)
    parts.push(
      make(
        "details",
        {},
        make("summary", {}, say("stands-for", { count: count(node.members.length, "actors") })),
        listOf(node.members.map(actorName)),
      ),
    );
  if (node.iri) parts.push(make("p", { class: "source" }, outward(node.iri, say("linked-data")), " · " + node.id));
  return parts;
}

/** @param {LevelNode} node */
function nodeActions(node) {
  const actions = [
    button(
      say(state.ego === node.id ? "ego.off" : "ego.on"),
      () => change({ ego: state.ego === node.id ? "" : node.id, path: "" }),
      { "aria-pressed": String(state.ego === node.id) },
    ),
  ];
  if (state.path) actions.push(button(say("path.off"), () => change({ path: "" })));
  else actions.push(button(say("path.from"), () => openPathDialog(node)));
  return make("p", { class: "actions" }, actions);
}

/** @param {LevelNode} node */
function openPathDialog(node) {
  const others = shownNow.level.nodes
    .filter((one) => shownNow.counts[one.number] && one !== node)
    .sort((a, b) => nameOf(a).localeCompare(nameOf(b), language));
  const select = make(
    "select",
    { id: "path-to" },
    others.map((one) => make("option", { value: one.id }, nameOf(one))),
  );
  openDialog(
    say("path.title", { name: nameOf(node) }),
    make("label", { for: "path-to" }, say("path.to")),
    select,
    make(
      "p",
      {},
      button(say("path.show"), () => {
        theDialog().close();
        change({ path: node.id + "~" + select.value, ego: "" });
      }),
    ),
  );
}
