// What is chosen: who it is, its strongest partners, and how to read the evidence.
import { count, language, numeral, pick2, say } from "../page/model/words.js";
import { button, byId, make, put } from "../page/parts/dom.js";
import { COUNTS, LARGE, NODES, busiest, choose, countryOf, kindOf, nameOf, partnersOf, state } from "./data.js";

const FIRST_PARTNERS = 15;
let allPartners = false;
export const foldPartners = () => {
  allPartners = false;
};
/** @param {number} number */
export const facts = (number) =>
  [kindOf(number), countryOf(number), count(NODES.activities[number], "activity")].filter(Boolean).join(" · ");

export function drawDetail() {
  const detail = byId("detail");
  detail.setAttribute("aria-label", say("detail"));
  if (state.pick === null) {
    put(detail, startPanel());
    return;
  }
  const number = state.pick,
    partners = partnersOf(number),
    shown = allPartners ? partners : partners.slice(0, FIRST_PARTNERS);
  const hidden = NODES.ties[number] - partners.length;
  put(
    detail,
    make(
      "div",
      { class: "detail-tools" },
      button("×", () => choose(null), { class: "quiet", "aria-label": say("close"), id: "close" }),
    ),
    make("h2", { id: "chosen", tabindex: "-1" }, nameOf(number)),
    language === "ru" && NODES.translated[number]
      ? make("p", { class: "soft" }, "(" + say("name.translated") + ")")
      : null,
    make("p", { class: "soft" }, facts(number)),
    NODES.island[number] < 0
      ? make("p", {}, say(NODES.ties[number] ? "node.cut" : "node.alone"))
      : make("p", {}, say("node.ties", { ties: count(NODES.ties[number], "partner") })),
    partners.length ? make("h3", {}, say("node.partners")) : null,
    make(
      "ol",
      { class: "partners" },
      shown.map((partner) => partnerItem(partner)),
    ),
    shown.length < partners.length
      ? button(say("more", { count: numeral(partners.length - shown.length) }), () => {
          allPartners = true;
          drawDetail();
          /** @type {HTMLElement} */ (byId("detail").querySelectorAll(".partners button")[FIRST_PARTNERS]).focus();
        })
      : null,
    hidden > 0 ? make("p", { class: "soft" }, say("node.hidden", { ties: count(hidden, "weaker") })) : null,
    make("h3", {}, say("evidence.title")),
    make("p", {}, say("evidence.node"), " ", make("code", {}, aroundCommand(number))),
    partners.length
      ? make(
          "p",
          {},
          say("evidence.tie", { name: nameOf(partners[0].other) }),
          " ",
          make("code", {}, explainCommand(number, partners[0])),
        )
      : null,
  );
  detail.scrollTop = 0;
}

/** @param {number} number */
const aroundCommand = (number) => "comity map --around " + NODES.id[number] + LARGE.options;

/**
 * @param {number} number
 * @param {Partner} partner
 */
function explainCommand(number, partner) {
  const pair = [NODES.id[number], NODES.id[partner.other]];
  const ends = LARGE.tie.directed && !partner.out ? pair.reverse() : pair;
  return "comity explain " + ends.join(" ") + LARGE.options;
}

/** @param {Partner} partner */
function partnerItem(partner) {
  const inferred = partner.activities - partner.stated;
  const what = [
    LARGE.tie.directed ? say(partner.out ? "tie.to" : "tie.from") : "",
    count(partner.activities, "activity"),
    inferred
      ? say("tie.stated", { stated: numeral(partner.stated), inferred: numeral(inferred) })
      : say("tie.all-stated"),
    LARGE.weight === "activities" ? "" : say("tie.weight", { weight: numeral(partner.weight) }),
  ];
  return make(
    "li",
    {},
    button(nameOf(partner.other), () => choose(partner.other, true), { class: "pick" }),
    make("span", { class: "soft" }, what.filter(Boolean).join(", ")),
  );
}

function startPanel() {
  return [
    make("h2", {}, say("start.title")),
    make("p", {}, say("start.what", { islands: count(COUNTS.islands, "island") })),
    make("p", {}, pick2(LARGE.tie.definition)),
    make("p", {}, say("start.how")),
    make("h3", {}, say("start.busiest")),
    make(
      "ol",
      { class: "partners" },
      busiest.slice(0, 12).map((number) =>
        make(
          "li",
          {},
          button(nameOf(number), () => choose(number, true), { class: "pick" }),
          make("span", { class: "soft" }, facts(number)),
        ),
      ),
    ),
    make("h3", {}, say("evidence.title")),
    make("p", {}, say("evidence.page"), " ", make("code", {}, aroundCommand(busiest[0]))),
  ];
}
