// Places: countries, towns, and arcs from the country of actors to that of activities.
// A country stands where its capital does: the smaller of two marks on one spot is set beside the other.
import { DASH, PALE, SOLID, countSure, lineWidth } from "../model/certainty.js";
import { DARK, coloursNow, lift, paler } from "../model/colours.js";
import { FACTS, PAGE } from "../model/data.js";
import { GROUPS, NODE, levelOf } from "../model/facts.js";
import { state } from "../model/now.js";
import { arcName, placeCounts } from "../model/place-counts.js";
import { count, placeName, say } from "../model/words.js";
import { pickable } from "../parts/choices.js";
import { byId, drawn, make, outline, put } from "../parts/dom.js";
import { FONT, makeGrid, widthOf } from "../picture/labels.js";

/**
 * @param {number[]} pair
 * @param {number} r
 * @param {number[][]} set
 */
function aside([x, y], r, set) {
  const under = set.find(([a, b]) => Math.hypot(a - x, b - y) < 3);
  return under ? [x + 0.8 * (r + under[2]), y + 0.8 * (r + under[2])] : [x, y];
}

/**
 * `zoom` is how large a unit of the sheet is on the screen: names are never smaller than 11 pixels.
 * @param {Shown} shown
 * @param {Look} look
 * @param {boolean} live
 * @param {number} [zoom]
 */
export function placesSvg(shown, look, live, zoom = 1) {
  const { width, height, outlines, lines, at: spots, beyond } = PAGE.map,
    { at, held, arcs } = placeCounts(shown);
  const svg = drawn("g", { "font-family": FONT }),
    dark = look === DARK,
    mostArc = Math.max(1, ...arcs.map((arc) => arc.all)),
    mostAt = Math.max(1, ...at.map((one) => one.all));
  const act = (/** @type {string} */ text, /** @type {string} */ pick) => (live ? pickable(text, pick) : {});
  svg.append(drawn("rect", { width, height, fill: dark ? "#1b2530" : "#eef3f7" }));
  lines.forEach((d) =>
    svg.append(drawn("path", { d, fill: "none", stroke: dark ? "#2a3643" : "#dbe4ec", "stroke-width": 0.7 })),
  );
  outlines.forEach(([code, d]) => {
    const base = dark ? "#26313d" : "#ffffff";
    svg.append(drawn("path", { d, fill: base, stroke: dark ? "#44525f" : "#c3cdd6", "stroke-width": 0.6 }));
    if (held.has(code))
      svg.append(
        drawn("path", {
          d,
          fill: lift((GROUPS.get(code) || GROUPS.get("partner") || NODE.groups[0]).colour, look),
          "fill-opacity": 0.16,
        }),
      );
  });
  const level = levelOf("countries");
  arcs.forEach(({ key, all, stated }) => {
    const [from, to] = key.split(">"),
      [x1, y1] = spots[from],
      [x2, y2] = spots[to],
      length = Math.hypot(x2 - x1, y2 - y1) || 1;
    const bend = Math.min(0.22, 26 / length + 0.1),
      cx = (x1 + x2) / 2 + (y2 - y1) * bend,
      cy = (y1 + y2) / 2 - (x2 - x1) * bend;
    const node = level.nodes[level.index.get(from) ?? -1],
      chosen = state.pick === key;
    const text = arcName(key) + ": " + countSure(all, stated);
    const path = {
      d: "M" + x1 + "," + y1 + "Q" + cx.toFixed(1) + "," + cy.toFixed(1) + " " + x2 + "," + y2,
      fill: "none",
      stroke: chosen ? look.chosen : lift(GROUPS.get(node ? node.group : "partner")?.colour || "#24477f", look),
    };
    svg.append(
      drawn(
        "g",
        act(text, key),
        drawn("title", {}, text),
        drawn("path", {
          ...path,
          "stroke-width": lineWidth(all, mostArc, 7).toFixed(2),
          "stroke-opacity": chosen ? 0.5 : PALE * 0.8,
          "stroke-dasharray": stated ? null : DASH.join(" "),
        }),
        stated
          ? drawn("path", {
              ...path,
              "stroke-width": lineWidth(stated, mostArc, 7).toFixed(2),
              "stroke-opacity": chosen ? SOLID : 0.5,
            })
          : null,
      ),
    );
  });
  const homes = new Set(arcs.map(({ key }) => key.split(">")[0])),
    grid = makeGrid(80),
    set = /** @type {number[][]} */ ([]),
    texts = /** @type {[string, number, number, number, number, number, boolean][]} */ ([]);
  homes.forEach((code) =>
    svg.append(
      drawn("path", {
        d: outline("diamond", 3.4),
        transform: "translate(" + spots[code].join(" ") + ")",
        fill: look.ground,
        stroke: look.soft,
        "stroke-width": 1.2,
      }),
    ),
  );
  at.forEach(({ key: code, all, stated }) => {
    const r = 3 + 11 * Math.sqrt(all / mostAt),
      place = FACTS.places[code],
      [x, y] = aside(spots[code], r, set),
      // Where only the country is known the mark is square.
      shape = place.kind === "country" ? "square" : "dot",
      colour = lift((GROUPS.get(place.country || code) || GROUPS.get("partner") || NODE.groups[0]).colour, look),
      chosen = state.pick === "!" + code,
      text = placeName(code) + ": " + countSure(all, stated);
    set.push([x, y, r]);
    grid.add({ x: x - r, y: y - r, w: 2 * r, h: 2 * r });
    svg.append(
      drawn(
        "g",
        { transform: "translate(" + x + " " + y + ")", ...act(text, "!" + code) },
        drawn("title", {}, text),
        drawn("path", {
          d: outline(shape, r),
          fill: paler(colour, look),
          stroke: chosen ? look.chosen : colour,
          "stroke-width": chosen ? 3 : 1,
        }),
        drawn("path", { d: outline(shape, r * Math.sqrt(stated / all)), fill: colour }),
      ),
    );
    texts.push([code, x, y, r, 12 / zoom, 600, beyond.includes(code)]);
  });
  homes.forEach((code) => {
    if (!at.some(({ key }) => key === code))
      texts.push([code, ...spots[code], 4, 11.5 / zoom, 400, beyond.includes(code)]);
  });
  texts.forEach(([code, x, y, r, size, weight, far]) => {
    const name = placeName(code) + (far ? " " + say("beyond") : ""),
      w = widthOf(name, size, weight),
      h = size * 1.15;
    /** @type {[string, number, number][]} */ ([
      ["start", x + r + 3, y],
      ["end", x - r - 3, y],
      ["middle", x, y - r - h / 2 - 1],
      ["middle", x, y + r + h / 2 + 1],
    ]).some(([anchor, tx, ty]) => {
      const rect = { x: anchor === "start" ? tx : anchor === "end" ? tx - w : tx - w / 2, y: ty - h / 2, w, h };
      if (rect.x < 2 || rect.x + w > width - 2 || rect.y < 2 || rect.y + h > height - 2 || !grid.free(rect))
        return false;
      grid.add(rect);
      svg.append(
        drawn(
          "text",
          {
            x: tx.toFixed(1),
            y: (ty + size * 0.35).toFixed(1),
            "text-anchor": anchor,
            "font-size": size,
            "font-weight": weight,
            fill: look.ink,
            stroke: look.ground,
            "stroke-width": 2.6 / zoom,
            "paint-order": "stroke",
            "pointer-events": "none",
          },
          name,
        ),
      );
      return true;
    });
  });
  return svg;
}

/** @param {Shown} shown */
export function drawPlaces(shown) {
  const { unknown, at } = placeCounts(shown),
    { width, height, outlines } = PAGE.map,
    room = byId("panel");
  const zoom = Math.min((room.clientWidth - 28) / width, (room.clientHeight - 70) / height);
  put(
    byId("view-places"),
    drawn(
      "svg",
      { viewBox: "0 0 " + width + " " + height, class: "map", role: "group", "aria-label": say("tab.places") },
      placesSvg(shown, coloursNow(), true, Math.max(0.3, zoom)),
    ),
    make(
      "p",
      { class: "soft note" },
      say(at.length ? "places.note" : "empty.title") +
        (unknown ? " " + say("places.unknown", { count: count(unknown, "activity") }) : "") +
        " " +
        say(outlines.length ? "places.credit" : "places.no-shapes"),
    ),
  );
}
