// Where it took place, and whence they came: countries, towns, and arcs from the country of actors to that of activities.

function placeCounts(shown) {
  const at = new Map(),
    held = new Map(),
    arcs = new Map();
  let unknown = 0;
  const add = (map, key) => map.set(key, (map.get(key) || 0) + 1);
  shown.activities.forEach((number) => {
    const { place, country } = ACTIVITIES[number],
      spot = PAGE.map.at[place] ? place : PAGE.map.at[country] ? country : null;
    if (country) add(held, country);
    else unknown += 1;
    if (spot) add(at, spot);
    if (country)
      new Set(shown.selection.rows[number].map((row) => ACTORS[PARTS.actor[row]].country)).forEach((from) => {
        if (from && from !== country && PAGE.map.at[from]) add(arcs, from + ">" + country);
      });
  });
  return { at: [...at].sort((a, b) => b[1] - a[1]), held, arcs: [...arcs].sort((a, b) => a[1] - b[1]), unknown };
}

// `zoom` is how large a unit of the sheet is on the screen: names are never smaller than 11 pixels.
function placesSvg(shown, look, live, zoom = 1) {
  const { width, height, outlines, lines, at: spots, beyond } = PAGE.map,
    { at, held, arcs } = placeCounts(shown);
  const svg = drawn("g", { "font-family": FONT }),
    dark = look === DARK,
    most = Math.max(1, ...held.values()),
    mostArc = Math.max(1, ...arcs.map((arc) => arc[1])),
    mostAt = Math.max(1, ...at.map((one) => one[1]));
  const act = (text, pick) =>
    live
      ? {
          tabindex: "0",
          role: "button",
          "aria-label": text,
          class: "live",
          click: () => choose(pick),
          keydown: (event) => {
            if (event.key === "Enter" || event.key === " ") {
              choose(pick);
              event.preventDefault();
            }
          },
        }
      : {};
  svg.append(drawn("rect", { width, height, fill: dark ? "#1b2530" : "#eef3f7" }));
  lines.forEach((d) =>
    svg.append(drawn("path", { d, fill: "none", stroke: dark ? "#2a3643" : "#dbe4ec", "stroke-width": 0.7 })),
  );
  outlines.forEach(([code, d]) => {
    const share = (held.get(code) || 0) / most,
      base = dark ? "#26313d" : "#ffffff";
    svg.append(drawn("path", { d, fill: base, stroke: dark ? "#44525f" : "#c3cdd6", "stroke-width": 0.6 }));
    if (share)
      svg.append(
        drawn("path", {
          d,
          fill: lift((GROUPS.get(code) || GROUPS.get("partner") || NODE.groups[0]).colour, look),
          "fill-opacity": 0.1 + 0.28 * share,
        }),
      );
  });
  const level = levelOf("countries");
  arcs.forEach(([key, number]) => {
    const [from, to] = key.split(">"),
      [x1, y1] = spots[from],
      [x2, y2] = spots[to],
      length = Math.hypot(x2 - x1, y2 - y1) || 1;
    const bend = Math.min(0.22, 26 / length + 0.1),
      cx = (x1 + x2) / 2 + (y2 - y1) * bend,
      cy = (y1 + y2) / 2 - (x2 - x1) * bend;
    const node = level.nodes[level.index.get(from)],
      chosen = state.pick === key;
    const text = say("arc", { from: placeName(from), to: placeName(to) }) + ": " + count(number, "activity");
    svg.append(
      drawn(
        "path",
        {
          d: "M" + x1 + "," + y1 + "Q" + cx.toFixed(1) + "," + cy.toFixed(1) + " " + x2 + "," + y2,
          fill: "none",
          stroke: chosen ? look.chosen : lift(GROUPS.get(node ? node.group : "partner")?.colour || "#24477f", look),
          "stroke-width": (0.6 + 5 * Math.sqrt(number / mostArc)).toFixed(2),
          "stroke-opacity": chosen ? 0.95 : 0.38,
          "stroke-linecap": "round",
          ...act(text, key),
        },
        drawn("title", {}, text),
      ),
    );
  });
  const homes = new Set(arcs.map(([key]) => key.split(">")[0])),
    grid = makeGrid(80),
    texts = [];
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
  at.forEach(([code, number]) => {
    const [x, y] = spots[code],
      r = 3 + 11 * Math.sqrt(number / mostAt),
      place = FACTS.places[code],
      country = place.country || code,
      text = placeName(code) + ": " + count(number, "activity");
    const mark = place.kind === "country" ? { "stroke-dasharray": "3 2" } : {};
    grid.add({ x: x - r, y: y - r, w: 2 * r, h: 2 * r });
    svg.append(
      drawn(
        "circle",
        {
          cx: x,
          cy: y,
          r,
          fill: lift((GROUPS.get(country) || GROUPS.get("partner") || NODE.groups[0]).colour, look),
          "fill-opacity": place.kind === "country" ? 0.35 : 0.85,
          stroke: state.pick === "!" + code ? look.chosen : look.ground,
          "stroke-width": state.pick === "!" + code ? 3 : 1,
          ...mark,
          ...act(text, "!" + code),
        },
        drawn("title", {}, text),
      ),
    );
    texts.push([code, x, y, r, 12 / zoom, 600, beyond.includes(code)]);
  });
  homes.forEach((code) => {
    if (!at.some(([one]) => one === code))
      texts.push([code, ...spots[code], 4, 11.5 / zoom, 400, beyond.includes(code)]);
  });
  texts.forEach(([code, x, y, r, size, weight, far]) => {
    const name = placeName(code) + (far ? " " + say("beyond") : ""),
      w = widthOf(name, size, weight),
      h = size * 1.15;
    [
      ["start", x + r + 3, y],
      ["end", x - r - 3, y],
      ["middle", x, y - r - h / 2 - 1],
      ["middle", x, y + r + h / 2 + 1],
    ].some(([anchor, tx, ty]) => {
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

function drawPlaces(shown) {
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
