// The legend: what pale and dark mean, in every view; what colour and shape mean; its colours are switches as well.
// Lines and marks that show how certainty is told, each with its words; drawn from the point (0, 0) to the right.
import { lineWidth } from "../model/certainty.js";
import { COMMUNITY_COLOURS, KIND_COLOURS, KIND_NAMES, coloursNow, lift, paler } from "../model/colours.js";
import { comparisonOf } from "../model/comparison.js";
import { CODES } from "../model/data.js";
import { NODE, groupName } from "../model/facts.js";
import { heaviestOf } from "../model/look.js";
import { change, state } from "../model/now.js";
import { toggled } from "../model/state.js";
import { language, numeral, say } from "../model/words.js";
import { lineMark } from "../parts/certainty-marks.js";
import { button, byId, drawn, glyph, make, outline, put } from "../parts/dom.js";
import { folded, isNarrow } from "../parts/folding.js";

/**
 * @param {Shown} shown
 * @param {Look} look
 * @returns {[Element, number, string][]}
 */
export function certaintyItems(shown, look) {
  const most = heaviestOf(shown),
    samples = [...new Set([1, Math.round(most / 4), most])].filter((n) => n >= 1 && n <= most),
    piece = (/** @type {number} */ band, /** @type {number} */ core) => lineMark(30, 0, { band, core }, look.tie),
    byTies = state.view === "network" || state.view === "matrix" || state.view === "places",
    items = /** @type {[Element, number, string][]} */ (
      byTies
        ? [
            [piece(8, 3.4), 30, say("legend.parts")],
            [piece(5, 0), 30, say("legend.inferred")],
          ]
        : [
            [
              drawn(
                "g",
                {},
                drawn("rect", {
                  x: 0.5,
                  y: -4,
                  width: 29,
                  height: 8,
                  fill: paler(look.tie, look),
                  stroke: look.tie,
                  "stroke-width": 0.8,
                }),
                drawn("rect", { x: 0.5, y: -4, width: 12, height: 8, fill: look.tie }),
              ),
              30,
              say(state.view === "timeline" ? "legend.shares" : "legend.bar"),
            ],
          ]
    );
  if (state.compare && state.view === "network" && comparisonOf(state)?.seen.some((row) => row.verdict))
    items.push([drawn("g", {}), 0, say("legend.signs")]);
  if (state.view === "network" && !state.compare && state.weight === "activities" && samples.length)
    items.push([
      drawn(
        "g",
        {},
        samples.map((n, at) =>
          drawn(
            "g",
            { transform: "translate(" + at * 22 + " 0)" },
            lineMark(18, 0, { band: 0, core: lineWidth(n, most) }, look.tie),
          ),
        ),
      ),
      samples.length * 22 - 4,
      say("legend.widths", { numbers: samples.map(numeral).join(", ") }),
    ]);
  else if (byTies)
    items.push([
      drawn("g", {}),
      0,
      say(state.view === "network" ? "legend.width-weight" : "legend.width", { weight: say("weight." + state.weight) }),
    ]);
  if (state.view === "network")
    items.push([
      drawn(
        "g",
        { transform: "translate(7 0)" },
        drawn("path", { d: outline("dot", 7), fill: paler(look.tie, look), stroke: look.tie }),
        drawn("path", { d: outline("dot", 3.5), fill: look.tie }),
      ),
      14,
      say("legend.size", { measure: say("size." + state.size) }) +
        (state.size === "betweenness" ? "; " + say("legend.size-betweenness") : ""),
    ]);
  return items;
}

/** @param {Shown} shown */
export function legendItems(shown) {
  const look = coloursNow(),
    colours = /** @type {LegendItem[]} */ ([]),
    groups = new Set([...shown.nodes.map((node) => node.group), ...state.without]);
  if (state.colour === "group")
    NODE.groups
      .filter((group) => groups.has(group.id))
      .forEach((group) =>
        colours.push({ id: group.id, colour: lift(group.colour, look), text: groupName(group.id), shape: "dot" }),
      );
  const shapes = [...new Set(shown.nodes.map((node) => node.shape))].sort(
    (a, b) => Object.keys(KIND_NAMES).indexOf(a) - Object.keys(KIND_NAMES).indexOf(b),
  );
  const kinds = shapes.map((shape) => ({
    shape,
    colour: state.colour === "kind" ? lift(KIND_COLOURS[shape], look) : look.soft,
    text: say("shape." + (state.between === "countries" ? "country" : KIND_NAMES[shape])),
  }));
  if (state.colour === "community") {
    [...new Set(shown.nodes.map((node) => node.community))]
      .sort((a, b) => (a || 99) - (b || 99))
      .forEach((number) =>
        colours.push({
          colour: lift(COMMUNITY_COLOURS[number], look),
          shape: "dot",
          text: number ? say("community", { number }) : say("community.none"),
        }),
      );
  }
  return { colours, kinds };
}

/** @param {Shown} shown */
export function drawLegend(shown) {
  const { colours, kinds } = legendItems(shown),
    look = coloursNow();
  const switches = colours.map((one) =>
    one.id
      ? button(
          [glyph(one.shape, one.colour), one.text],
          () => change({ without: toggled(state.without, one.id ?? "") }),
          {
            "aria-pressed": String(!state.without.includes(one.id)),
            title: say("legend.switch"),
          },
        )
      : make("span", {}, glyph(one.shape, one.colour), one.text),
  );
  const network_ = state.view === "network",
    lines = certaintyItems(shown, look).map(([mark, width, text]) =>
      make(
        "span",
        {},
        width
          ? drawn("svg", { viewBox: "0 -8 " + width + " 16", width, height: 16, "aria-hidden": "true" }, mark)
          : null,
        text,
      ),
    );
  if (network_ && shown.tie.directed)
    lines.push(
      make("span", {}, "→ ", CODES.ties[state.tie].definition[language] || CODES.ties[state.tie].definition.en),
    );
  if (network_ && shown.nodes.some((node) => node.hollow))
    lines.push(make("span", {}, glyph("dot", look.soft, true), say("legend.hollow")));
  put(
    byId("legend"),
    make("div", { class: "row" }, lines),
    network_ ? make("div", { class: "row" }, switches) : null,
    network_
      ? folded("marks", !isNarrow() && innerHeight > 760, say("legend.marks"), [
          make(
            "div",
            { class: "row" },
            kinds.map((one) => make("span", {}, glyph(one.shape, one.colour), one.text)),
          ),
        ])
      : null,
  );
}
