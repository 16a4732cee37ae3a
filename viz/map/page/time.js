// Activities by quarter, with a brush for the period that works by mouse, touch and keyboard; play.
const quarterOf = (text) => Number(text.slice(0, 4)) * 4 + Math.floor((Number(text.slice(5, 7)) - 1) / 3);
const quarterStart = (quarter) =>
  Math.floor(quarter / 4) + "-" + String((quarter % 4) * 3 + 1).padStart(2, "0") + "-01";
const quarterEnd = (quarter) => {
  const month = (quarter % 4) * 3 + 3;
  return (
    Math.floor(quarter / 4) +
    "-" +
    String(month).padStart(2, "0") +
    "-" +
    new Date(Date.UTC(Math.floor(quarter / 4), month, 0)).getUTCDate()
  );
};
const QUARTERS = (() => {
  const known = TIMES.filter((time) => time.earliest).map((time) => quarterOf(time.earliest)),
    ends = TIMES.filter((time) => time.last).map((time) => quarterOf(time.last));
  return known.length
    ? [Math.floor(Math.min(...known) / 4) * 4, Math.ceil((Math.max(...known, ...ends) + 1) / 4) * 4 - 1]
    : [8080, 8083];
})();
const BARS = { width: 1000, height: 64, top: 16, foot: 18 };
const quarterX = (quarter) => ((quarter - QUARTERS[0]) / (QUARTERS[1] - QUARTERS[0] + 1)) * BARS.width;
const withinQuarters = (quarter) => Math.max(QUARTERS[0], Math.min(QUARTERS[1], quarter));
const chosenQuarters = () => {
  const low = state.since ? withinQuarters(quarterOf(state.since)) : QUARTERS[0];
  return [low, Math.max(low, state.until ? withinQuarters(quarterOf(state.until)) : QUARTERS[1])];
};

function setPeriod(from, to, step = true) {
  const low = Math.max(QUARTERS[0], Math.min(from, to)),
    high = Math.min(QUARTERS[1], Math.max(from, to));
  const whole = low === QUARTERS[0] && high === QUARTERS[1];
  change({ since: whole ? "" : quarterStart(low), until: whole ? "" : quarterEnd(high) }, { step });
}

// Of each quarter how many activities it holds whose days are certain, and how many it may hold; the stated part of each.
function quarterCounts() {
  const quarters = new Map(),
    selection = select(state, "period"),
    sure = statedPart(selection);
  let undated = 0;
  selection.rows.forEach((rows, activity) => {
    const time = TIMES[activity];
    if (!rows.length) return;
    if (!time.earliest) {
      undated += 1;
      return;
    }
    const quarter = quarterOf(time.earliest),
      known = quarters.get(quarter) || [NO_PART(), NO_PART()],
      part = known[quarterOf(time.end) - quarter > 1 || !time.first ? 1 : 0];
    part.all += 1;
    part.stated += sure.rows[activity].length ? 1 : 0;
    quarters.set(quarter, known);
  });
  return { quarters, undated };
}
const NO_PART = () => ({ all: 0, stated: 0 });

// The bars of one quarter: certain days as wide as the quarter, others thin on top; pale where no one is stated.
function quarterBars(quarter, parts, inside, unit) {
  const bar = BARS.width / (QUARTERS[1] - QUARTERS[0] + 1);
  let base = BARS.top + BARS.height;
  return parts.flatMap(({ all, stated }, n) =>
    [
      ["stated", stated],
      ["inferred", all - stated],
    ].flatMap(([kind, number]) => {
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
let stopPlay = null,
  dragging = null;

function drawTime() {
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
    phaseSpans().map(([phase, from, to]) =>
      phaseMark(phase, quarterX(from) / 10, (quarterX(to + 1) - quarterX(from)) / 10),
    ),
  );
  const handles = [
    ["low", low, quarterX(low)],
    ["high", high, quarterX(high + 1)],
  ].map(([name, value, x]) => percent(handle(name, value), x / 10));
  const held = document.activeElement && document.activeElement.id,
    box = make("div", { class: "brushing" }, svg, marks, labels, handles);
  box.addEventListener("pointerdown", startDrag);
  put(byId("time"), timeTools(most, undated), box);
  if (held && held.startsWith("time-") && byId(held)) byId(held).focus({ preventScroll: true });
}
// The label of a phase is as long as its span lets it be.
const phaseMark = (phase, left, width) =>
  percent(make("span", {}, width > 5 ? say("phase-n", { phase }) : width > 1.6 ? phase : ""), left, width);

function percent(element, left, width) {
  element.style.left = left + "%";
  if (width !== undefined) element.style.width = width + "%";
  return element;
}

function phaseSpans() {
  return PHASES.map((phase) => {
    const quarters = ACTIVITIES.flatMap((activity, n) =>
      activity.phase === phase && TIMES[n].first ? [quarterOf(TIMES[n].first)] : [],
    );
    return quarters.length ? [phase, Math.min(...quarters), Math.max(...quarters)] : null;
  }).filter(Boolean);
}
const quarterWords = (quarter) => say("quarter", { quarter: (quarter % 4) + 1, year: Math.floor(quarter / 4) });

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
    keydown: (event) => {
      const by = {
        ArrowLeft: -1,
        ArrowDown: -1,
        ArrowRight: 1,
        ArrowUp: 1,
        PageDown: -4,
        PageUp: 4,
        Home: -1e6,
        End: 1e6,
      }[event.key];
      if (!by) return;
      const [low, high] = chosenQuarters();
      if (name === "low") setPeriod(Math.max(QUARTERS[0], Math.min(low + by, high)), high);
      else setPeriod(low, Math.min(QUARTERS[1], Math.max(high + by, low)));
      event.preventDefault();
    },
  });
}

function startDrag(event) {
  if (event.button) return;
  const box = event.currentTarget,
    area = box.getBoundingClientRect();
  const quarterAt = (one) =>
    Math.max(
      QUARTERS[0],
      Math.min(
        QUARTERS[1],
        QUARTERS[0] + Math.floor(((one.clientX - area.left) / area.width) * (QUARTERS[1] - QUARTERS[0] + 1)),
      ),
    );
  const [low, high] = chosenQuarters(),
    target = event.target.id;
  const anchor = target === "time-low" ? high : target === "time-high" ? low : quarterAt(event),
    first = state;
  let moving = false;
  const move = (one) => {
    moving = true;
    dragging = true;
    setPeriod(anchor, quarterAt(one), false);
  };
  const end = (one) => {
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", end);
    dragging = null;
    if (!moving && target.startsWith("time-")) return;
    // The whole drag is one step to undo.
    const to = quarterAt(one);
    state = { ...state, since: first.since, until: first.until };
    setPeriod(anchor, to);
  };
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", end);
}

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
    playBy = steps.value;
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
