// A whole sheet for print: title, picture, legend, caption and citation.

function sheetSvg(shown, { width = 1400, height = 990, look = LIGHT } = {}) {
  const svg = drawn("svg", { xmlns: SVG, viewBox: "0 0 " + width + " " + height, width, height, "font-family": FONT });
  svg.append(drawn("rect", { width, height, fill: look.ground }));
  svg.append(
    drawn(
      "text",
      { x: 24, y: 36, "font-size": 22, "font-weight": 700, fill: look.ink },
      pick2([PAGE.title, PAGE.titleRu]),
    ),
  );
  const head = wrapped(subtitle(shown), width - 48, 13),
    foot = [...wrapped(caption(shown), width - 48, 12), ...wrapped(citation(shown), width - 48, 11)];
  head.forEach((text, n) =>
    svg.append(drawn("text", { x: 24, y: 58 + n * 17, "font-size": 13, fill: look.soft }, text)),
  );
  const { rows, drawnRows } = legendSvg(shown, width - 48, look),
    top = 62 + head.length * 17,
    bottom = 14 + foot.length * 16 + rows * 20;
  const body = drawn("g", { transform: "translate(0 " + top + ")" }),
    box = { width, height: height - top - bottom, look };
  const pair = state.compare ? comparedShown() : null;
  if (pair) {
    pair.forEach((one, n) =>
      body.append(
        drawn(
          "g",
          { transform: "translate(" + (n * width) / 2 + " 0)" },
          networkSvg(one.shown, {
            ...box,
            width: width / 2,
            statuses: one.statuses,
            heading: one.label,
            compact: true,
            labels: 10,
          }),
        ),
      ),
    );
  } else if (shown.nodes.length) body.append(networkSvg(shown, box));
  svg.append(body, drawn("g", { transform: "translate(24 " + (height - bottom + 8) + ")" }, drawnRows));
  foot.forEach((text, n) =>
    svg.append(
      drawn("text", { x: 24, y: height - foot.length * 16 + n * 16 + 4, "font-size": 11.5, fill: look.soft }, text),
    ),
  );
  return svg;
}

function wrapped(text, width, size) {
  const lines = [""];
  text.split(" ").forEach((word) => {
    const longer = lines[lines.length - 1] ? lines[lines.length - 1] + " " + word : word;
    if (widthOf(longer, size, 400) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  });
  return lines;
}

function legendSvg(shown, width, look) {
  const { colours, kinds } = legendItems(shown),
    items = [],
    parts = [];
  colours
    .filter((one) => !state.without.includes(one.id))
    .forEach((one) => items.push([one.text, drawn("path", { d: outline("dot", 5), fill: one.colour }), 16]));
  kinds.forEach((one) => items.push([one.text, drawn("path", { d: outline(one.shape, 5), fill: one.colour }), 16]));
  items.push([say("legend.stated"), drawn("line", { x1: -6, x2: 20, stroke: look.tie, "stroke-width": 3 }), 32]);
  items.push([
    say("legend.inferred"),
    drawn("line", { x1: -6, x2: 20, stroke: look.tie, "stroke-width": 1.2, "stroke-dasharray": "2 3" }),
    32,
  ]);
  items.push([say("legend.size", { measure: say("size." + state.size) }), drawn("g", {}), 0]);
  let x = 0,
    row = 0;
  items.forEach(([text, mark, room]) => {
    const wide = room + widthOf(text, 12, 400) + 22;
    if (x + wide > width) {
      x = 0;
      row += 1;
    }
    parts.push(
      drawn(
        "g",
        { transform: "translate(" + (x + 6).toFixed(1) + " " + row * 20 + ")" },
        mark,
        drawn("text", { x: room - 4, y: 4, "font-size": 12, fill: look.soft }, text),
      ),
    );
    x += wide;
  });
  return { rows: row + 1, drawnRows: parts };
}
