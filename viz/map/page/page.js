// The page: header, tabs, options of the view; what is drawn again when the state changes.
const VIEWS = { network: null, places: drawPlaces, timeline: drawTimeline, matrix: drawMatrix, table: drawTable };

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
    makeSearch(),
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
        keydown: (event) => {
          const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
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

// Where there is room a part is open and has no handle; where there is little it folds away.
const isNarrow = () => innerWidth <= 1180;
const unfolded = new Set();

function folded(name, roomy, summary, content) {
  const toggle = (event) => {
    if (event.target.open) unfolded.add(name);
    else unfolded.delete(name);
  };
  if (roomy) return make("div", { class: name }, content);
  return make(
    "details",
    { class: name + " folded", open: unfolded.has(name), toggle },
    make("summary", {}, summary),
    content,
  );
}

function drawOptions() {
  const held = document.activeElement && document.activeElement.id,
    box = byId("options");
  box.hidden = state.view !== "network";
  const choose_ = (name, values, prefix) => {
    const select = make(
      "select",
      { id: "o-" + name },
      values.map((value) =>
        make("option", { value }, say(prefix === "size" ? "size-short." + value : prefix + "." + value)),
      ),
    );
    select.value = state[name];
    select.addEventListener("change", () => change({ [name]: select.value }));
    return make("label", {}, make("span", {}, say("option." + name)), select);
  };
  put(
    box,
    folded("choices", !isNarrow(), say("option.all"), [
      choose_("layout", ALLOWED.layout, "layout"),
      choose_("size", ALLOWED.size, "size"),
      choose_("colour", ALLOWED.colour, "colour"),
      choose_("lines", ALLOWED.lines, "lines"),
    ]),
    button(say("whole"), fit, { id: "whole" }),
    state.ego ? button(say("ego.off"), () => change({ ego: "" }), { id: "ego-off" }) : null,
    state.path ? button(say("path.off"), () => change({ path: "" }), { id: "path-off" }) : null,
    moved.size
      ? button(
          say("put-back"),
          () => {
            moved.clear();
            drawPicture(shownNow, fading);
            drawOptions();
          },
          { id: "put-back" },
        )
      : null,
  );
  if (held && held.startsWith("o-") && byId(held)) byId(held).focus();
}

function applyLook() {
  language = state.lang === "ru" || state.lang === "en" ? state.lang : "en";
  document.documentElement.dataset.look = isDark() ? "dark" : "light";
}

function drawAll(now, before) {
  applyLook();
  const shown = computeShown(state),
    looked = lookedAt(),
    changed = (names) => !before || names.some((name) => String(before[name]) !== String(state[name]));
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
    hovered = null;
    focusedNode = null;
  }
  drawHeader(looked);
  if (looks || !before) drawTools();
  byId("undo").disabled = !past.length;
  byId("redo").disabled = !future.length;
  if (changed(["view"]) || looks) drawTabs();
  drawOptions();
  Object.keys(VIEWS).forEach((view) => {
    byId("view-" + view).hidden = state.view !== view;
  });
  drawPicture(shown, fading);
  drawLegend(looked);
  byId("caption").textContent = caption(looked);
  byId("network").setAttribute("aria-label", say("network.label", { caption: caption(shown) }));
  if (filtered || looks) drawFilters(shown);
  if (filtered || looks || !dragging) drawTime();
  drawCompare();
  if (VIEWS[state.view]) VIEWS[state.view](looked);
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

function start() {
  applyLook();
  startPicture();
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
    const typing =
      /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) &&
      event.target.type !== "checkbox" &&
      event.target.type !== "radio";
    if (event.key === "Escape" && !byId("dialog").open) {
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
      if (VIEWS[state.view]) VIEWS[state.view](lookedAt());
      drawCompare();
    }
  });
}
