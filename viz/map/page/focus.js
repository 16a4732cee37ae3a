// What stands out in the picture: what is chosen or under the pointer, and what is told of it.

// In a picture of more nodes than this the others do not fade under the pointer.
const LIVELY = 500;

function pickedEdge(shown) {
  if (!state.pick.includes("~")) return null;
  const [a, b] = state.pick.split("~").map((id) => shown.level.index.get(id));
  return shown.byPair.get(a + " " + b) || (shown.tie.directed ? null : shown.byPair.get(b + " " + a)) || null;
}

// The activity that is read, where it is in the selection.
function pickedActivity(shown) {
  const number = state.pick.startsWith("@") ? ACTIVITY_NUMBER.get(state.pick.slice(1)) : undefined;
  return number !== undefined && shown.activities.has(number) ? number : null;
}

// The ties of the picture: those drawn, and those of what is read though they are too weak to be drawn.
function edgesInPicture(shown) {
  const picked = pickedEdge(shown),
    activity = pickedActivity(shown),
    here = new Set(shown.nodes.map((node) => node.number)),
    extra = picked ? [picked] : activity === null ? [] : shown.pool.filter((edge) => edge.behind.includes(activity));
  const drawn_ = new Set(shown.edges);
  return [
    ...shown.edges,
    ...extra.filter((edge) => !drawn_.has(edge) && here.has(edge.source) && here.has(edge.target)),
  ];
}

function focusOf(shown) {
  const under = shown.nodes.length <= LIVELY ? hovered : null;
  const edge = under && under.of ? under.of : under ? null : pickedEdge(shown);
  if (edge) return new Set([edge.source, edge.target]);
  const activity = under ? null : pickedActivity(shown);
  if (activity !== null) {
    const there = new Set(shown.selection.rows[activity].map((row) => shown.level.ofActor[PARTS.actor[row]]));
    return Object.assign(there, { activity });
  }
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

// Whether a tie belongs to what stands out: the ties of the activity that is read, or those of the mark in the middle.
const isLit = (edge, focus) =>
  Boolean(focus) &&
  (focus.activity === undefined
    ? edge.source === focus.centre || edge.target === focus.centre
    : edge.behind.includes(focus.activity));

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
  const known = shownNow.ties.get(node.number) || none;
  const lines = [
    nameOf(node) + (language === "ru" && translatedMark(node) ? " (" + translatedMark(node) + ")" : ""),
    tookPart(shownNow, node),
    say("tied-to", { count: tiedWords(known.ties, known.statedTies) }),
  ];
  if (state.size === "betweenness") lines.push(brokerWords(node));
  return lines;
}
const tookPart = (shown, node) =>
  say("took-part", { count: countSure(shown.counts[node.number], shown.statedCounts[node.number], "activity-in") });
const edgeLines = (edge) => [edgeTitle(edge, shownNow), edgeNumbers(edge), say("click-why")];
const edgeTitle = (edge, shown) =>
  nameOf(shown.level.nodes[edge.source]) +
  (shown.tie.directed ? " → " : " – ") +
  nameOf(shown.level.nodes[edge.target]);

function edgeNumbers(edge) {
  const years = edge.first
    ? edge.first.slice(0, 4) + (edge.last.slice(0, 4) !== edge.first.slice(0, 4) ? "–" + edge.last.slice(0, 4) : "")
    : say("years-unknown");
  const weight =
    state.weight === "activities" ? "" : " · " + say("weight." + state.weight) + ": " + numeral(edge.weight);
  return countSure(edge.activities, edge.stated) + weight + " · " + years;
}
