// The quarters as bars, with a brush for the period that works by mouse, touch and keyboard.
import { periodWords } from "../model/describe.js";
import { PHASES } from "../model/facts.js";
import { change, state, takeBack } from "../model/now.js";
import { QUARTERS, chosenQuarters, phaseSpans, quarterCounts, setPeriod } from "../model/quarters.js";
import { count, numeral, say } from "../model/words.js";
import { button, byId, drawn, make, put } from "../parts/dom.js";
import { openCompare } from "../views/compare.js";
import { playBy, setPlayBy, stopPlay, togglePlay } from "./play.js";

const BARS = { width: 1000, height: 64, top: 16, foot: 18 };
/** @param {number} quarter */
const quarterX = (quarter) => ((quarter - QUARTERS[0]) / (QUARTERS[1] - QUARTERS[0] + 1)) * BARS.width;

/**
 * The bars of one quarter: certain days as wide as the quarter, others thin on top; pale where no one is stated.
 * @param {number} quarter
 * @param {{ all: number; stated: number }[]} parts
 * @param {boolean} inside
 * @param {number} unit
 */
function quarterBars(quarter, parts, inside, unit) {
  const bar = BARS.width / (QUARTERS[1] - QUARTERS[0] + 1);
  let base = BARS.top + BARS.height;
  return parts.flatMap(({ all, stated }, n) =>
    /** @type {[string, number][]} */ ([
      ["stated", stated],
      ["inferred", all - stated],
    ]).flatMap(([kind, number]) => {
      if (!number) return [];
      base -= number * unit;
      const width = bar * (n ? 0.36 : 0.84);
      return drawn("rect", {
        class: kind + (inside ? "" : " out"),
        x: quarterX(quarter) + (bar - width) / 2,
        y: base,
        width,
        height: number * unit,
        "vector-effect": "non-scaling-stroke",
      });
    }),
  );
}

export let dragging = false;

export function drawTime() {
  const { quarters, undated } = quarterCounts(),
    [low, high] = chosenQuarters(),
    { width, height, top, foot } = BARS;
  const most = Math.max(1, ...[...quarters.values()].map(([a, b]) => a.all + b.all));
  const svg = drawn("svg", {
    viewBox: "0 0 " + width + " " + (top + height + foot),
    preserveAspectRatio: "none",
    class: "bars",
    "aria-hidden": "true",
  });
  const labels = make("div", { class: "years", "aria-hidden": "true" });
  svg.append(
    drawn("rect", { class: "brush", x: quarterX(low), y: top, width: quarterX(high + 1) - quarterX(low), height }),
  );
  quarters.forEach((parts, quarter) =>
    svg.append(...quarterBars(quarter, parts, quarter >= low && quarter <= high, (height - 4) / most)),
  );
  svg.append(
    drawn("line", {
      class: "axis",
      x1: 0,
      x2: width,
      y1: top + height,
      y2: top + height,
      "vector-effect": "non-scaling-stroke",
    }),
  );
  const years = (QUARTERS[1] - QUARTERS[0] + 1) / 4,
    every = Math.ceil(years / (innerWidth < 700 ? 6 : 20));
  for (let year = 0; year < years; year += every)
    labels.append(percent(make("span", {}, String(QUARTERS[0] / 4 + year)), quarterX(QUARTERS[0] + year * 4) / 10));
  const marks = make(
    "div",
    { class: "phases", "aria-hidden": "true" },
    phaseSpans().map(({ phase, from, to }) =>
      phaseMark(phase, quarterX(from) / 10, (quarterX(to + 1) - quarterX(from)) / 10),
    ),
  );
  const handles = /** @type {[string, number, number][]} */ ([
    ["low", low, quarterX(low)],
    ["high", high, quarterX(high + 1)],
  ]).map(([name, value, x]) => percent(handle(name, value), x / 10));
  const held = document.activeElement && document.activeElement.id,
    box = make("div", { class: "brushing" }, svg, marks, labels, handles);
  box.addEventListener("pointerdown", startDrag);
  put(byId("time"), timeTools(most, undated), box);
  if (held && held.startsWith("time-") && byId(held)) byId(held).focus({ preventScroll: true });
}

/**
 * The label of a phase is as long as its span lets it be.
 * @param {string} phase
 * @param {number} left
 * @param {number} width
 */
const phaseMark = (phase, left, width) =>
  percent(make("span", {}, width > 5 ? say("phase-n", { phase }) : width > 1.6 ? phase : ""), left, width);

/**
 * @param {HTMLElement} element
 * @param {number} left
 * @param {number} [width]
 */
function percent(element, left, width) {
  element.style.left = left + "%";
  if (width !== undefined) element.style.width = width + "%";
  return element;
}

/** @param {number} quarter */
const quarterWords = (quarter) => say("quarter", { quarter: (quarter % 4) + 1, year: Math.floor(quarter / 4) });

/** @type {Record<string, number>} */
const STEPS = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -4,
  PageUp: 4,
  Home: -1e6,
  End: 1e6,
};

/**
 * @param {string} name
 * @param {number} value
 */
function handle(name, value) {
  return make("span", {
    class: "handle",
    id: "time-" + name,
    role: "slider",
    tabindex: "0",
    "aria-label": say("brush." + name),
    "aria-valuemin": QUARTERS[0],
    "aria-valuemax": QUARTERS[1],
    "aria-valuenow": value,
    "aria-valuetext": quarterWords(value),
    keydown: (/** @type {any} */ event) => {
      const by = STEPS[event.key];
      if (!by) return;
      const [low, high] = chosenQuarters();
      if (name === "low") setPeriod(Math.max(QUARTERS[0], Math.min(low + by, high)), high);
      else setPeriod(low, Math.min(QUARTERS[1], Math.max(high + by, low)));
      event.preventDefault();
    },
  });
}

/** @param {PointerEvent} event */
function startDrag(event) {
  if (event.button) return;
  const box = /** @type {HTMLElement} */ (event.currentTarget),
    area = box.getBoundingClientRect();
  const quarterAt = (/** @type {any} */ one) =>
    Math.max(
      QUARTERS[0],
      Math.min(
        QUARTERS[1],
        QUARTERS[0] + Math.floor(((one.clientX - area.left) / area.width) * (QUARTERS[1] - QUARTERS[0] + 1)),
      ),
    );
  const [low, high] = chosenQuarters(),
    target = /** @type {Element} */ (event.target).id;
  const anchor = target === "time-low" ? high : target === "time-high" ? low : quarterAt(event),
    first = state;
  let moving = false;
  const move = (/** @type {any} */ one) => {
    moving = true;
    dragging = true;
    setPeriod(anchor, quarterAt(one), false);
  };
  const end = (/** @type {any} */ one) => {
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", end);
    dragging = false;
    if (!moving && target.startsWith("time-")) return;
    // The whole drag is one step to undo.
    const to = quarterAt(one);
    takeBack({ since: first.since, until: first.until });
    setPeriod(anchor, to);
  };
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", end);
}

/**
 * @param {number} most
 * @param {number} undated
 */
function timeTools(most, undated) {
  const [low, high] = chosenQuarters(),
    whole = low === QUARTERS[0] && high === QUARTERS[1];
  const steps = make(
    "select",
    { id: "time-steps", "aria-label": say("play.by") },
    make("option", { value: "years" }, say("play.years")),
    PHASES.length > 1 ? make("option", { value: "phases" }, say("play.phases")) : null,
  );
  steps.value = playBy;
  steps.addEventListener("change", () => {
    setPlayBy(steps.value);
  });
  return make(
    "div",
    { class: "time-tools" },
    make("strong", {}, whole && !state.since ? say("time.title") : periodWords(state)),
    make(
      "span",
      { class: "soft" },
      say("time.scale", { most: numeral(most) }) +
        (undated ? " · " + say("time.undated", { count: count(undated, "activity") }) : ""),
    ),
    make("span", { class: "push" }),
    state.since || state.until
      ? button(say("time.whole"), () => change({ since: "", until: "" }), { id: "time-whole" })
      : null,
    button(stopPlay ? "■ " + say("play.stop") : "▶ " + say("play"), togglePlay, {
      id: "time-play",
      "aria-pressed": String(Boolean(stopPlay)),
    }),
    steps,
    button(say("compare"), openCompare, { id: "time-compare", "aria-pressed": String(Boolean(state.compare)) }),
  );
}
