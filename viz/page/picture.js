// The network, drawn by vis-network: places are fixed, filters only show and hide.
const nodeSet = new vis.DataSet(read("nodes")),
  edgeSet = new vis.DataSet([]);
let network = null,
  shownNow = null,
  hovered = null,
  focusedNode = null,
  pictureLevel = "",
  fading = null;

function startPicture() {
  const box = byId("network");
  network = new vis.Network(box, { nodes: nodeSet, edges: edgeSet }, read("options-of-vis"));
  network.on("afterDrawing", drawLabels);
  network.on("hoverNode", (event) => hover({ node: event.node }, event.event));
  network.on("hoverEdge", (event) => {
    if (!hovered || hovered.node === undefined) hover({ edge: event.edge }, event.event);
  });
  ["blurNode", "blurEdge"].forEach((name) => network.on(name, () => hover(null)));
  network.on("dragStart", () => {
    byId("tooltip").hidden = true;
  });
  network.on("dragEnd", (event) => {
    // A mark that was dragged stays where it was put, until all are put back.
    event.nodes.forEach((id) => {
      const spot = network.getPosition(id);
      moved.set(state.between + state.layout + shownNow.level.nodes[id].id, [spot.x, spot.y]);
    });
    if (event.nodes.length) drawOptions();
  });
  network.on("click", (event) => {
    if (event.nodes.length) choose(shownNow.level.nodes[event.nodes[0]].id);
    else if (event.edges.length) choose(pairId(edgeSet.get(event.edges[0]).edge));
    else if (state.pick) choose("");
  });
  network.on("doubleClick", (event) => {
    if (event.nodes.length) change({ ego: shownNow.level.nodes[event.nodes[0]].id, path: "" });
  });
  box.addEventListener("keydown", keysOfPicture);
  new ResizeObserver(() => {
    if (box.clientWidth) fit();
  }).observe(box);
}
const pairId = (edge) => shownNow.level.nodes[edge.source].id + "~" + shownNow.level.nodes[edge.target].id;
const choose = (pick) => change({ pick });

function drawPicture(shown, before) {
  shownNow = shown;
  const look = coloursNow(),
    sizes = sizesOf(shown),
    focus = focusOf(shown),
    statuses = before ? statusOf(before, shown) : null;
  const nodes = shown.nodes.map((node) => nodeItem(node, sizes.get(node.number), focus, look));
  const wanted = new Set(shown.nodes.map((node) => node.number));
  nodeSet.remove(nodeSet.getIds().filter((id) => !wanted.has(id)));
  nodeSet.update(nodes);
  const edges = shown.edges.map((edge) =>
    edgeItem(shown, edge, focus, look, statuses && (statuses.gained.has(edge) ? "gained" : null)),
  );
  if (statuses)
    edges.push(
      ...statuses.lost
        .filter((edge) => wanted.has(edge.source) && wanted.has(edge.target))
        .map((edge) => edgeItem(shown, edge, focus, look, "lost")),
    );
  const picked = pickedEdge(shown);
  // A tie that is too faint to be drawn is drawn while it is the one that is read.
  if (picked && !shown.edges.includes(picked) && wanted.has(picked.source) && wanted.has(picked.target))
    edges.push(edgeItem(shown, picked, focus, look));
  edgeSet.clear();
  edgeSet.add(edges);
  const empty = byId("empty");
  empty.hidden = shown.nodes.length > 0 && !shown.message;
  if (!empty.hidden) put(empty, ...whyEmpty(shown));
  const placed = state.between + state.layout;
  if (placed !== pictureLevel) {
    pictureLevel = placed;
    fit();
  }
}

function nodeItem(node, size, focus, look) {
  const colour = colourOf(node, look),
    [x, y] = layoutPlace(node),
    faded = focus && !focus.has(node.number);
  return {
    id: node.number,
    x,
    y,
    shape: node.shape,
    size,
    opacity: faded ? 0.16 : 1,
    borderWidth: node.hollow ? 2 : 1,
    hidden: false,
    color: { background: node.hollow ? look.ground : colour, border: node.hollow ? colour : look.ground },
  };
}

function edgeItem(shown, edge, focus, look, status) {
  const style = tieLook(shown, edge, look, status),
    picked = edge === pickedEdge(shown),
    hot = hovered && hovered.edge !== undefined && hovered.of === edge;
  const near =
    focus && focus.centre !== undefined ? edge.source === focus.centre || edge.target === focus.centre : picked || hot;
  return {
    id: edge.source + " " + edge.target + (status === "lost" ? " lost" : ""),
    from: edge.source,
    to: edge.target,
    edge,
    width: picked ? Math.max(style.width, 3) : style.width,
    dashes: style.dash || false,
    color: {
      color: picked || hot ? look.chosen : style.colour,
      opacity: !focus ? style.opacity : near ? Math.max(0.85, style.opacity) : 0.05,
    },
    arrows: shown.tie.directed ? { to: { enabled: true, scaleFactor: 0.42 } } : undefined,
    smooth: shown.tie.directed ? { enabled: true, type: "curvedCW", roundness: 0.14 } : false,
  };
}

function whyEmpty(shown) {
  const empty = [
    make("p", { class: "strong" }, shown.message || say("empty.title")),
    make("p", {}, say("empty.what", { filters: filterWords(state).join("; ") || tieWords(state) })),
  ];
  if (shown.selection.undated)
    empty.push(make("p", {}, say("caption.undated", { count: count(shown.selection.undated, "activity") })));
  empty.push(button(say("clear.all"), clearFilters));
  return empty;
}

// The whole picture, with room for the labels at its sides.
function fit() {
  const box = byId("network");
  if (!network || !shownNow || !box.clientWidth) return;
  const spots = (shownNow.nodes.length ? shownNow.nodes : shownNow.level.nodes).map(layoutPlace);
  if (state.layout === "ring" && shownNow.ego === null && !shownNow.path)
    NODE[state.between].sectors.forEach(([, x, y]) => spots.push([x, y]));
  const xs = spots.map((spot) => spot[0]),
    ys = spots.map((spot) => spot[1]);
  const left = Math.min(...xs),
    right = Math.max(...xs),
    top = Math.min(...ys),
    bottom = Math.max(...ys);
  const side = Math.min(230, box.clientWidth * 0.24);
  const scale = Math.min(
    (box.clientWidth - side) / (right - left || 1),
    (box.clientHeight - 34) / (bottom - top || 1),
    1.6,
  );
  const before = unit;
  unit = Math.min(1.7, Math.max(0.75, 0.72 / scale));
  if (Math.abs(before - unit) > 0.01) nodeSet.update([...sizesOf(shownNow)].map(([id, size]) => ({ id, size })));
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: false });
}

function drawLabels(context) {
  if (!shownNow) return;
  const box = byId("network"),
    scale = network.getScale(),
    look = coloursNow(),
    sizes = sizesOf(shownNow),
    focus = focusOf(shownNow);
  const low = network.DOMtoCanvas({ x: 4, y: 4 }),
    high = network.DOMtoCanvas({ x: box.clientWidth - 4, y: box.clientHeight - 4 });
  const spots = network.getPositions(),
    own = focus && focus.centre !== undefined ? shownNow.level.nodes[focus.centre] : null;
  const labels = placeLabels({
    order: byStrength(shownNow).filter((node) => spots[node.number]),
    at: (node) => [spots[node.number].x, spots[node.number].y],
    radius: (node) => sizes.get(node.number),
    scale,
    inside: (rect) => rect.x >= low.x && rect.y >= low.y && rect.x + rect.w <= high.x && rect.y + rect.h <= high.y,
    sectors: shownNow.ego === null && !shownNow.path ? sectorLabels(shownNow) : [],
    focus,
    own,
  });
  context.save();
  if (fading) drawSigns(context, spots, scale, look);
  Object.assign(context, {
    textBaseline: "middle",
    lineJoin: "round",
    lineWidth: 3.5 / scale,
    strokeStyle: look.halo,
    fillStyle: look.ink,
  });
  labels.forEach((one) => {
    context.font = one.weight + " " + one.size + "px " + FONT;
    context.textAlign = one.align;
    const lines = one.text.split("\n"),
      step = 1.14 * one.size;
    ["strokeText", "fillText"].forEach((paint) =>
      lines.forEach((line, n) => context[paint](line, one.x, one.y + (n - (lines.length - 1) / 2) * step)),
    );
  });
  if (focusedNode !== null && spots[focusedNode] && document.activeElement === box) {
    const spot = spots[focusedNode];
    Object.assign(context, { strokeStyle: look.chosen, lineWidth: 2.5 / scale });
    context.beginPath();
    context.arc(spot.x, spot.y, sizes.get(focusedNode) + 5 / scale, 0, 2 * Math.PI);
    context.stroke();
  }
  context.restore();
}

// + and - in the middle of ties gained and lost, so that colour is not the only sign.
function drawSigns(context, spots, scale, look) {
  const statuses = statusOf(fading, shownNow);
  Object.assign(context, {
    textAlign: "center",
    textBaseline: "middle",
    font: "700 " + 13 / scale + "px " + FONT,
    strokeStyle: look.halo,
    lineWidth: 3 / scale,
  });
  [
    ["+", look.gained, statuses.gained],
    ["−", look.lost, statuses.lost],
  ].forEach(([sign, colour, edges]) =>
    edges.forEach((edge) => {
      const a = spots[edge.source],
        b = spots[edge.target];
      if (!a || !b) return;
      context.fillStyle = colour;
      context.strokeText(sign, (a.x + b.x) / 2, (a.y + b.y) / 2);
      context.fillText(sign, (a.x + b.x) / 2, (a.y + b.y) / 2);
    }),
  );
}

function statusOf(before, shown) {
  const key = (edge) => edge.source + " " + edge.target,
    was = new Set(before.edges.map(key)),
    is = new Set(shown.edges.map(key));
  return {
    gained: new Set(shown.edges.filter((edge) => !was.has(key(edge)))),
    lost: before.edges.filter((edge) => !is.has(key(edge))),
    kept: shown.edges.filter((edge) => was.has(key(edge))),
  };
}
