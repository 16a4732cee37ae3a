// The page: header, tabs, options of the view; what is drawn again when the state changes.
import { cite, exportSvg, openExport } from "./files/export.js";
import { sheetSvg } from "./files/sheet.js";
import { isDark, setLook } from "./model/colours.js";
import { lookedAt } from "./model/comparison.js";
import { PAGE } from "./model/data.js";
import { caption, subtitle } from "./model/describe.js";
import { change, choose, followAddress, future, onChange, past, redo, state, undo } from "./model/now.js";
import { computeShown } from "./model/shown.js";
import { FILTERS, FLAGS } from "./model/state.js";
import { language, pick2, say, setLanguage } from "./model/words.js";
import { drawDetail } from "./panel/detail.js";
import { announce, button, byId, inputById, make, put, theDialog } from "./parts/dom.js";
import { makeSearch } from "./parts/search-box.js";
import { drawLegend } from "./picture/legend.js";
import { keysOfPicture } from "./picture/picture-keys.js";
import { drawPicture, fit, startPicture } from "./picture/picture.js";
import { fading, setFocusedNode, setHovered } from "./picture/view.js";
import { drawFilters } from "./tools/filters.js";
import { drawOptions } from "./tools/options.js";
import { findAll } from "./tools/search.js";
import { dragging, drawTime } from "./tools/time.js";
import { drawCompare } from "./views/compare.js";
import { drawMatrix } from "./views/matrix.js";
import { drawPlaces } from "./views/places.js";
import { drawTable } from "./views/table.js";
import { drawTimeline } from "./views/timeline.js";

/** @type {Record<string, number>} */
const ALONG = { ArrowRight: 1, ArrowLeft: -1 };
/** @type {Record<string, ((shown: Shown) => void) | null>} */
const VIEWS = { network: null, places: drawPlaces, timeline: drawTimeline, matrix: drawMatrix, table: drawTable };

/** @param {Shown} shown */
function drawHeader(shown) {
  const title = pick2([PAGE.title, PAGE.titleRu]);
  document.title = title;
  document.documentElement.lang = language;
  byId("title").textContent = title;
  byId("subtitle").textContent = subtitle(shown);
  byId("skip").textContent = say("skip");
}

function drawTools() {
  const dark = isDark();
  put(
    byId("tools"),
    makeSearch(findAll),
    make(
      "div",
      { class: "pair", role: "group", "aria-label": say("language") },
      ["en", "ru"].map((code) =>
        button(code.toUpperCase(), () => change({ lang: code }), {
          "aria-pressed": String(language === code),
          id: "lang-" + code,
          lang: code,
          title: code === "en" ? "English" : "Русский",
        }),
      ),
    ),
    button(dark ? say("light") : say("dark"), () => change({ look: dark ? "light" : "dark" }), { id: "look" }),
    make(
      "div",
      { class: "pair" },
      button("↶", undo, { id: "undo", "aria-label": say("undo"), title: say("undo"), disabled: !past.length }),
      button("↷", redo, { id: "redo", "aria-label": say("redo"), title: say("redo"), disabled: !future.length }),
    ),
    button(say("export"), openExport, { id: "export" }),
    button(say("cite"), cite, { id: "cite" }),
  );
}

function drawTabs() {
  const views = Object.keys(VIEWS),
    held = document.activeElement && document.activeElement.id.startsWith("tab-");
  byId("tabs").setAttribute("aria-label", say("views"));
  put(
    byId("tabs"),
    ...views.map((view, n) =>
      button(say("tab." + view), () => change({ view }), {
        role: "tab",
        id: "tab-" + view,
        "aria-selected": String(state.view === view),
        "aria-controls": "panel",
        tabindex: state.view === view ? "0" : "-1",
        keydown: (/** @type {any} */ event) => {
          const by = ALONG[event.key];
          if (by) {
            change({ view: views[(n + by + views.length) % views.length] });
            byId("tab-" + state.view).focus();
            event.preventDefault();
          }
        },
      }),
    ),
  );
  byId("panel").setAttribute("aria-labelledby", "tab-" + state.view);
  if (held) byId("tab-" + state.view).focus();
}

function applyLook() {
  setLanguage(state.lang === "ru" ? "ru" : "en");
  setLook(state.look);
  document.documentElement.dataset.look = isDark() ? "dark" : "light";
}

/**
 * @param {State} now
 * @param {State | null} before
 */
function drawAll(now, before) {
  applyLook();
  const shown = computeShown(state),
    looked = lookedAt(),
    changed = (/** @type {string[]} */ names) =>
      !before || names.some((/** @type {string} */ name) => String(before[name]) !== String(state[name]));
  const filtered = changed([
      ...FILTERS,
      ...FLAGS,
      "tie",
      "between",
      "weight",
      "without",
      "ego",
      "path",
      "lines",
      "compare",
    ]),
    looks = changed(["lang", "look"]);
  if (before && before.between !== state.between) {
    setHovered(null);
    setFocusedNode(null);
  }
  drawHeader(looked);
  if (looks || !before) drawTools();
  inputById("undo").disabled = !past.length;
  inputById("redo").disabled = !future.length;
  if (changed(["view"]) || looks) drawTabs();
  drawOptions();
  Object.keys(VIEWS).forEach((view) => {
    byId("view-" + view).hidden = state.view !== view;
  });
  drawPicture(shown, fading);
  drawLegend(looked);
  byId("caption").textContent = caption(looked);
  byId("network").setAttribute("aria-label", say("network.label", { caption: caption(shown) }));
  if (filtered || looks) drawFilters();
  if (filtered || looks || !dragging) drawTime();
  drawCompare();
  VIEWS[state.view]?.(looked);
  if (filtered || looks || changed(["pick", "view", "size"]) || fading) {
    drawDetail(shown);
    if (changed(["pick"])) byId("detail").scrollTop = 0;
    // On a phone the panel stands below the picture.
    if (before && changed(["pick"]) && state.pick && innerWidth <= 700)
      byId("detail").scrollIntoView({ block: "start" });
  }
  // Filters and places changed the room that the picture has: it is fitted when the circle or the path is another.
  if (before && changed(["ego", "path", "compare"])) fit();
  if (before && filtered && !fading) announce(subtitle(shown));
}

function drawSheet() {
  const svg =
    state.view === "network" || state.view === "table" || state.view === "matrix"
      ? sheetSvg(lookedAt(), { width: 1120, height: 740 })
      : exportSvg();
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  put(byId("sheet"), svg);
}

export function start() {
  followAddress();
  applyLook();
  startPicture(drawOptions);
  byId("network").addEventListener("keydown", keysOfPicture);
  byId("waiting").remove();
  onChange(drawAll);
  drawAll(state, null);
  fit();
  byId("filters").setAttribute("aria-label", say("filters"));
  byId("detail").setAttribute("aria-label", say("detail"));
  byId("time").setAttribute("aria-label", say("time.title"));
  byId("skip").addEventListener("click", () => {
    change({ view: "table" });
    byId("panel").focus();
  });
  document.addEventListener("keydown", (event) => {
    const at = /** @type {HTMLInputElement} */ (event.target),
      typing = /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) && at.type !== "checkbox" && at.type !== "radio";
    if (event.key === "Escape" && !theDialog().open) {
      if (state.pick) choose("");
      else if (state.ego || state.path) change({ ego: "", path: "" });
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !typing) {
      if (event.shiftKey) redo();
      else undo();
      event.preventDefault();
    } else if (event.key === "/" && !typing) {
      byId("search").focus();
      event.preventDefault();
    }
  });
  window.addEventListener("beforeprint", drawSheet);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawAll(state, null));
  let last = innerWidth;
  window.addEventListener("resize", () => {
    if (innerWidth !== last) {
      last = innerWidth;
      drawTime();
      drawOptions();
      drawLegend(lookedAt());
      VIEWS[state.view]?.(lookedAt());
      drawCompare();
    }
  });
}
