// The page around the picture: title line, tools, tabs, legend, caption; and the state in the address.
import { coloursNow, isDark, lift, setLook } from "../page/model/colours.js";
import { PAGE } from "../page/model/data.js";
import { count, hiddenWords, language, numeral, pick2, say, setLanguage } from "../page/model/words.js";
import { announce, button, byId, glyph, inputById, make, put } from "../page/parts/dom.js";
import { makeSearch } from "../page/parts/search-box.js";
import { COUNTS, GROUPS, LARGE, LINES_OF_ONE, NODES, TIES, linesOf, nameOf, numberOf, shortOf, state } from "./data.js";
import { drawDetail, facts, foldPartners } from "./node.js";
import { picture, recolour } from "./picture.js";
import { findAll } from "./search.js";
import { drawTable } from "./table.js";

export const bySystem = matchMedia("(prefers-color-scheme: dark)");

/**
 * @param {number | null} number
 * @param {boolean} [focus]
 */
export function showChosen(number, focus) {
  foldPartners();
  drawDetail();
  drawCaption();
  document.body.classList.toggle("reading", number !== null);
  if (state.view === "table") drawTable();
  if (picture) {
    const placed = number !== null && NODES.island[number] >= 0;
    if (placed)
      picture.select(
        number,
        linesOf(number).map((partner) => partner.tie),
      );
    else picture.select(null);
    if (focus && placed) picture.focus(number);
  }
  if (number === null) announce(say("said.none"));
  else {
    announce(nameOf(number) + ", " + facts(number));
    if (focus) byId("chosen").focus();
  }
  writeAddress();
}

function writeAddress() {
  const written = new URLSearchParams();
  if (state.pick !== null) written.set("pick", NODES.id[state.pick]);
  if (state.view !== "network") written.set("view", state.view);
  if (state.lines !== 1) written.set("lines", String(state.lines));
  if (state.lang !== "en") written.set("lang", state.lang);
  if (state.look) written.set("look", state.look);
  if (state.without.length) written.set("without", state.without.join(","));
  const text = written.toString();
  if (location.hash.slice(1) !== text) history.replaceState(null, "", "#" + text);
}

export function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  state.lang = given.get("lang") === "ru" ? "ru" : "en";
  setLanguage(state.lang);
  state.look = ["light", "dark"].includes(given.get("look") ?? "") ? (given.get("look") ?? "") : "";
  state.view = given.get("view") === "table" ? "table" : "network";
  state.lines = [1, 2, 3, 4].includes(Number(given.get("lines"))) ? Number(given.get("lines")) : 1;
  state.without = (given.get("without") || "").split(",").filter((id) => GROUPS.has(id));
  return numberOf.get(given.get("pick") ?? "") ?? null;
}

function drawTools() {
  const pair = (
    /** @type {string} */ name,
    /** @type {string} */ label,
    /** @type {[string, string][]} */ values,
    /** @type {string} */ now,
    /** @type {(value: any) => void} */ take,
  ) =>
    make(
      "div",
      { class: "pair", role: "group", "aria-label": label },
      values.map((/** @type {any[]} */ [value, text]) =>
        button(text, () => take(value), { id: name + "-" + value, "aria-pressed": String(now === value) }),
      ),
    );
  put(
    byId("tools"),
    makeSearch(findAll),
    pair(
      "lang",
      say("language"),
      [
        ["en", "EN"],
        ["ru", "RU"],
      ],
      language,
      (value) => {
        state.lang = value;
        setLanguage(value);
        drawAll();
        if (picture) picture.labels(NODES.id.map((_, number) => shortOf(number)));
        byId("lang-" + value).focus();
      },
    ),
    pair(
      "look",
      say("look"),
      [
        ["light", say("light")],
        ["dark", say("dark")],
      ],
      isDark() ? "dark" : "light",
      (value) => {
        state.look = value;
        drawAll();
        recolour();
        byId("look-" + value).focus();
      },
    ),
  );
}

function drawTabs() {
  const tabs = ["network", "table"];
  byId("tabs").setAttribute("aria-label", say("views"));
  const show = (/** @type {string} */ view) => {
    state.view = view;
    drawAll();
    byId("tab-" + view).focus();
  };
  put(
    byId("tabs"),
    tabs.map((view) =>
      button(say("tab." + view), () => show(view), {
        role: "tab",
        id: "tab-" + view,
        "aria-controls": "panel",
        "aria-selected": String(state.view === view),
        tabindex: state.view === view ? "0" : "-1",
        keydown: (/** @type {any} */ event) => {
          if (event.key === "ArrowLeft" || event.key === "ArrowRight") show(tabs[1 - tabs.indexOf(view)]);
        },
      }),
    ),
  );
  byId("panel").setAttribute("aria-labelledby", "tab-" + state.view);
  byId("options").hidden = state.view !== "network";
  tabs.forEach((view) => (byId("view-" + view).hidden = state.view !== view));
  if (state.view === "table") drawTable();
}

function drawOptions() {
  const lines = make(
    "select",
    {
      id: "lines",
      change: () => {
        state.lines = Number(inputById("lines").value);
        if (picture) picture.lines(state.lines);
        drawCaption();
        writeAddress();
      },
    },
    [1, 2, 3, 4].map((level) =>
      make(
        "option",
        { value: level, selected: state.lines === level },
        say("lines." + level, { count: numeral(COUNTS.drawn[level - 1]) }),
      ),
    ),
  );
  const zoom = (/** @type {string} */ text, /** @type {string} */ name, /** @type {() => void} */ act) =>
    button(text, () => picture && act(), { "aria-label": say(name), id: name });
  put(
    byId("options"),
    make("label", {}, say("lines"), lines),
    zoom("+", "zoom-in", () => picture?.zoom(0.6)),
    zoom("−", "zoom-out", () => picture?.zoom(1.6)),
    button(say("whole"), () => picture && picture.whole(), { id: "whole" }),
  );
}

function drawLegend() {
  const look = coloursNow();
  const toggle = (/** @type {string} */ id) => {
    state.without = state.without.includes(id) ? state.without.filter((one) => one !== id) : [...state.without, id];
    if (picture) picture.leave(state.without);
    drawLegend();
    drawCaption();
    writeAddress();
    byId("group-" + id).focus();
  };
  put(
    byId("legend"),
    make(
      "div",
      { class: "row" },
      LARGE.groups.map((group) =>
        button([glyph("dot", lift(group.colour, look)), pick2([group.label, group.label_ru])], () => toggle(group.id), {
          id: "group-" + group.id,
          "aria-pressed": String(!state.without.includes(group.id)),
          title: say("legend.switch"),
        }),
      ),
      make("span", {}, say("legend.size")),
    ),
  );
}

// How many nodes and lines the picture draws, by what is chosen here.
function drawnNow() {
  const left = NODES.groups.map((id) => state.without.includes(id)),
    shown = (/** @type {number} */ node) => !left[NODES.group[node]];
  const { pick } = state,
    one = pick !== null && NODES.island[pick] >= 0;
  const ties = one
    ? linesOf(pick).filter((partner) => shown(pick) && shown(partner.other)).length
    : TIES.level.filter((level, tie) => level < state.lines && shown(TIES.source[tie]) && shown(TIES.target[tie]))
        .length;
  return { one, ties, nodes: NODES.island.filter((island, node) => island >= 0 && shown(node)).length };
}

function drawCaption() {
  const drawn = drawnNow(),
    pick = state.pick ?? -1,
    of = drawn.one ? NODES.ties[pick] : COUNTS.ties;
  const parts = [
    say("caption.nodes", { placed: numeral(drawn.nodes), nodes: count(COUNTS.nodes, LARGE.between) }),
    say(drawn.one ? "caption.one" : "caption.ties", {
      name: drawn.one ? nameOf(pick) : "",
      drawn: numeral(drawn.ties),
      ties: count(of, "tie"),
      hidden: numeral(of - drawn.ties),
    }),
    COUNTS.held < COUNTS.ties
      ? say("caption.held", {
          held: numeral(COUNTS.held),
          depth: numeral(COUNTS.depth),
          gone: numeral(COUNTS.ties - COUNTS.held),
        })
      : "",
    say("caption.chosen", { most: numeral(LINES_OF_ONE) }),
    COUNTS.alone ? say("caption.alone", { alone: numeral(COUNTS.alone) }) : "",
    COUNTS.cut ? say("caption.cut", { cut: numeral(COUNTS.cut) }) : "",
    state.without.length
      ? say("caption.without", {
          groups: state.without
            .map((id) => pick2([GROUPS.get(id)?.label ?? "", GROUPS.get(id)?.label_ru ?? ""]))
            .join(", "),
        })
      : "",
    hiddenWords(Object.values(LARGE.hidden)),
    LARGE.undated ? say("caption.undated", { count: count(LARGE.undated, "activity") }) : "",
    say("caption.graph", { version: PAGE.version }),
  ];
  byId("caption").textContent = parts.filter(Boolean).join("; ") + ".";
}

export function drawAll() {
  setLook(state.look);
  document.documentElement.lang = language;
  document.documentElement.setAttribute("data-look", isDark() ? "dark" : "light");
  byId("title").textContent = document.title = pick2([PAGE.title, PAGE.titleRu]);
  byId("subtitle").textContent = [
    count(COUNTS.nodes, LARGE.between) + ", " + count(COUNTS.activities, "activity"),
    pick2(LARGE.tie.label),
    say("grounds"),
    LARGE.filters,
  ]
    .filter(Boolean)
    .join(" · ");
  byId("skip").textContent = say("skip");
  byId("network").setAttribute("aria-label", say("network.label", { nodes: count(COUNTS.placed, LARGE.between) }));
  drawTools();
  drawTabs();
  drawOptions();
  drawLegend();
  drawCaption();
  drawDetail();
  writeAddress();
}
