// The legend: what colour, shape and line mean; its colours are switches as well.
const line = (attributes) =>
  drawn(
    "svg",
    { viewBox: "0 0 30 12", class: "stroke", "aria-hidden": "true" },
    drawn("line", { x1: 1, y1: 6, x2: 29, y2: 6, ...attributes }),
  );

function legendItems(shown) {
  const look = coloursNow(),
    colours = [],
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

function drawLegend(shown) {
  const { colours, kinds } = legendItems(shown),
    look = coloursNow();
  const switches = colours.map((one) =>
    one.id
      ? button([glyph(one.shape, one.colour), one.text], () => change({ without: toggled(state.without, one.id) }), {
          "aria-pressed": String(!state.without.includes(one.id)),
          title: say("legend.switch"),
        })
      : make("span", {}, glyph(one.shape, one.colour), one.text),
  );
  const lines = [
    make(
      "span",
      {},
      line({ stroke: look.tie, "stroke-width": 3 }),
      say(state.weight === "activities" ? "legend.stated" : "legend.stated-weight", {
        weight: say("weight." + state.weight),
      }),
    ),
    make(
      "span",
      {},
      line({ stroke: look.tie, "stroke-width": 1.2, "stroke-dasharray": "2 3" }),
      say("legend.inferred"),
    ),
  ];
  if (shown.tie.directed)
    lines.push(
      make("span", {}, "→ ", CODES.ties[state.tie].definition[language] || CODES.ties[state.tie].definition.en),
    );
  if (shown.nodes.some((node) => node.hollow))
    lines.push(make("span", {}, glyph("dot", look.soft, true), say("legend.hollow")));
  lines.push(make("span", {}, say("legend.size", { measure: say("size." + state.size) })));
  put(
    byId("legend"),
    make("div", { class: "row" }, switches),
    folded("marks", !isNarrow() && innerHeight > 760, say("legend.marks"), [
      make("div", { class: "row" }, [
        ...kinds.map((one) => make("span", {}, glyph(one.shape, one.colour), one.text)),
        ...lines,
      ]),
    ]),
  );
}
