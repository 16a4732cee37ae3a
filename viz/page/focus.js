// What stands out in the picture: what is chosen or under the pointer, and what is told of it.

// In a picture of more nodes than this the others do not fade under the pointer.
const LIVELY = 500;

function pickedEdge(shown) {
  if (!state.pick.includes("~")) return null;
  const [a, b] = state.pick.split("~").map((id) => shown.level.index.get(id));
  return shown.byPair.get(a + " " + b) || (shown.tie.directed ? null : shown.byPair.get(b + " " + a)) || null;
}

function focusOf(shown) {
  const under = shown.nodes.length <= LIVELY ? hovered : null;
  const edge = under && under.of ? under.of : under ? null : pickedEdge(shown);
  if (edge) return new Set([edge.source, edge.target]);
  const centre = under && under.node !== undefined ? under.node : under ? undefined : shown.level.index.get(state.pick);
  if (centre === undefined || !shown.counts[centre]) return null;
  const found = new Set([centre]);
  shown.edges.forEach((one) => {
    if (one.source === centre || one.target === centre) {
      found.add(one.source);
      found.add(one.target);
    }
  });
  found.centre = centre;
  return found;
}

function hover(what, event) {
  hovered = what && what.edge !== undefined ? { ...what, of: edgeSet.get(what.edge)?.edge } : what;
  if (shownNow.nodes.length <= LIVELY) drawPicture(shownNow, fading);
  const tip = byId("tooltip"),
    box = byId("network");
  tip.hidden = !what;
  if (!what) return;
  const lines = what.node !== undefined ? nodeLines(shownNow.level.nodes[what.node]) : edgeLines(hovered.of);
  put(tip, make("strong", {}, lines[0]), ...lines.slice(1).map((line) => make("div", {}, line)));
  const area = box.getBoundingClientRect(),
    x = event.clientX - area.left,
    y = event.clientY - area.top;
  // The policy of the page forbids style attributes in the text of the page, not properties set by its script.
  tip.style.left = Math.max(4, Math.min(x + 14, box.clientWidth - tip.offsetWidth - 4)) + "px";
  tip.style.top = Math.max(4, Math.min(y + 14, box.clientHeight - tip.offsetHeight - 4)) + "px";
}

function nodeLines(node) {
  const known = shownNow.ties.get(node.number) || { ties: 0 };
  const lines = [
    nameOf(node) + (language === "ru" && translatedMark(node) ? " (" + translatedMark(node) + ")" : ""),
    say("took-part", { count: count(shownNow.counts[node.number], "activity-in") }),
    say("tied-to", { count: count(known.ties, "other") }),
  ];
  if (state.size === "betweenness") lines.push(say("size.betweenness") + ": " + node.betweenness.toFixed(3));
  return lines;
}
const edgeLines = (edge) => [edgeTitle(edge, shownNow), edgeNumbers(edge), say("click-why")];
const edgeTitle = (edge, shown) =>
  nameOf(shown.level.nodes[edge.source]) +
  (shown.tie.directed ? " → " : " – ") +
  nameOf(shown.level.nodes[edge.target]);

function groundsOf(edge) {
  if (edge.stated >= edge.activities) return say("all-stated");
  return edge.stated
    ? say("some-stated", { stated: numeral(edge.stated), inferred: numeral(edge.activities - edge.stated) })
    : say("all-inferred");
}

function edgeNumbers(edge) {
  const years = edge.first
    ? edge.first.slice(0, 4) + (edge.last.slice(0, 4) !== edge.first.slice(0, 4) ? "–" + edge.last.slice(0, 4) : "")
    : say("years-unknown");
  const weight =
    state.weight === "activities" ? "" : " · " + say("weight." + state.weight) + ": " + numeral(edge.weight);
  return count(edge.activities, "activity") + ", " + groundsOf(edge) + weight + " · " + years;
}
