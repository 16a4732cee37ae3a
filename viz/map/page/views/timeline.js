// Activities by time, one lane for each kind; thin where the day is not certain, pale where no one there is stated.
import { coloursNow, lift, paler } from "../model/colours.js";
import { ACTIVITIES, TIMES, dayNumber } from "../model/facts.js";
import { state } from "../model/now.js";
import { chosenQuarters, quarterEnd, quarterStart } from "../model/quarters.js";
import { label, numeral, say, when } from "../model/words.js";
import { choiceButton, listOf, pickable } from "../parts/choices.js";
import { byId, drawn, make, put } from "../parts/dom.js";
import { FONT, widthOf } from "../picture/labels.js";

const LANE_COLOURS = ["#24477f", "#d55e00", "#009e73", "#a8327d", "#b38600", "#0072b2", "#7d74a6", "#6b7280"];

/**
 * @param {number} a
 * @param {number} b
 */
const byStart = (a, b) => ((TIMES[a].earliest ?? "") < (TIMES[b].earliest ?? "") ? -1 : 1);

/** @param {Shown} shown */
function timelineLanes(shown) {
  const kinds = new Map(),
    undated = /** @type {number[]} */ ([]);
  shown.activities.forEach((number) => {
    if (!TIMES[number].earliest) {
      undated.push(number);
      return;
    }
    const kind = ACTIVITIES[number].kind || "";
    if (!kinds.has(kind)) kinds.set(kind, []);
    kinds.get(kind).push(number);
  });
  const lanes = [...kinds]
    .sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
    .map(([kind, numbers], n) => ({
      kind,
      numbers: numbers.sort(byStart),
      colour: LANE_COLOURS[Math.min(n, LANE_COLOURS.length - 1)],
    }));
  return { lanes, undated };
}

/**
 * @param {Shown} shown
 * @param {Look} look
 * @param {number} width
 * @param {boolean} live
 */
export function timelineSvg(shown, look, width, live) {
  const { lanes } = timelineLanes(shown),
    margin = Math.min(210, width * 0.28),
    row = 11,
    parts = /** @type {Element[]} */ ([]);
  const [low, high] = chosenQuarters(),
    from = dayNumber(quarterStart(low)),
    to = dayNumber(quarterEnd(high)) + 1;
  const x = (/** @type {string} */ text, /** @type {boolean} */ end = false) =>
    margin +
    (Math.max(0, Math.min(to - from, dayNumber(text) - from + (end ? 1 : 0))) / (to - from)) * (width - margin - 12);
  let y = 24;
  lanes.forEach((lane) => {
    const rows = /** @type {number[]} */ ([]),
      top = y,
      marks = /** @type {Element[]} */ ([]);
    lane.numbers.forEach((/** @type {number} */ number) => {
      const time = TIMES[number],
        a = x(time.earliest ?? ""),
        b = Math.max(a + 5, x(time.end ?? "", true));
      let at = rows.findIndex((end) => end + 1.5 < a);
      if (at < 0) at = rows.push(0) - 1;
      rows[at] = b;
      const known = ACTIVITIES[number].precision === "day",
        stated = shown.sure.rows[number].length > 0,
        colour = lift(lane.colour, look),
        pick = "@" + ACTIVITIES[number].id,
        chosen = state.pick === pick,
        thick = known ? row - 2.5 : 4;
      const text =
        ACTIVITIES[number].title + ", " + when(ACTIVITIES[number]) + ", " + say(stated ? "one.stated" : "one.inferred");
      marks.push(
        drawn(
          "rect",
          {
            x: a.toFixed(1),
            y: (top + at * row + (row - 2.5 - thick) / 2).toFixed(2),
            width: (b - a).toFixed(1),
            height: thick,
            rx: 1.5,
            fill: stated ? colour : paler(colour, look),
            stroke: chosen ? look.chosen : colour,
            "stroke-width": chosen ? 2.5 : 1,
            ...(live ? pickable(text, pick) : {}),
          },
          drawn("title", {}, text),
        ),
      );
    });
    const label_ = lane.kind ? label("activity-kind", lane.kind) : "–",
      height = Math.max(1, rows.length) * row;
    parts.push(
      drawn(
        "text",
        { x: margin - 10, y: top + 9, "text-anchor": "end", "font-size": 12, fill: look.ink },
        cutTo(label_, margin - 44),
        drawn("tspan", { fill: look.soft }, "  " + numeral(lane.numbers.length)),
      ),
      ...marks,
    );
    y += height + 8;
    parts.push(
      drawn("line", { x1: margin, x2: width - 12, y1: y - 5, y2: y - 5, stroke: look.soft, "stroke-opacity": 0.18 }),
    );
  });
  const first = Math.floor(low / 4),
    years = Math.floor(high / 4) - first + 1,
    every = Math.ceil(years / Math.max(3, (width - margin) / 52)),
    axis = [];
  for (let year = first; year <= Math.floor(high / 4); year += 1) {
    const at = x(year + "-01-01");
    axis.push(drawn("line", { x1: at, x2: at, y1: 18, y2: y, stroke: look.soft, "stroke-opacity": 0.15 }));
    if ((year - first) % every === 0)
      axis.push(drawn("text", { x: at + 3, y: 13, "font-size": 12, fill: look.soft }, String(year)));
  }
  return { group: drawn("g", { "font-family": FONT }, axis, parts), height: y + 6 };
}

/**
 * @param {string} text
 * @param {number} width
 */
export function cutTo(text, width) {
  let cut = text;
  while (cut && widthOf(cut + (cut === text ? "" : "…"), 12, 400) > width) cut = cut.slice(0, -1);
  return cut === text ? text : cut.trimEnd() + "…";
}

/** @param {Shown} shown */
export function drawTimeline(shown) {
  const width = Math.max(340, byId("panel").clientWidth - 24),
    { group, height } = timelineSvg(shown, coloursNow(), width, true),
    { undated } = timelineLanes(shown);
  put(
    byId("view-timeline"),
    make("p", { class: "soft note" }, say("timeline.note")),
    drawn(
      "svg",
      { viewBox: "0 0 " + width + " " + height, width, height, role: "group", "aria-label": say("tab.timeline") },
      group,
    ),
    undated.length
      ? make(
          "div",
          { class: "undated" },
          make("h3", {}, say("undated", { count: numeral(undated.length) })),
          listOf(undated.map((number) => choiceButton(ACTIVITIES[number].title, "@" + ACTIVITIES[number].id))),
        )
      : "",
  );
}
