// For other scripts of the page and for tests: the ties of a state written as in the address.
window.comity = {
  network(text) {
    const asked = readState(text, blank()),
      selection = select(asked),
      counts = activityCounts(selection),
      { nodes } = selection.level,
      edges = computeTies(selection),
      there = new Set([...askedNodes(selection), ...edges.flatMap((edge) => [edge.source, edge.target])]);
    return {
      rows: edges.map((edge) => [
        nodes[edge.source].id,
        nodes[edge.target].id,
        edge.weight,
        edge.activities,
        edge.stated,
        edge.activities - edge.stated,
        edge.first,
        edge.last,
      ]),
      behind: edges.map((edge) => edge.behind.map((activity) => ACTIVITIES[activity].id)),
      nodes: nodes
        .filter((node) => counts[node.number] && there.has(node.number))
        .map((node) => [node.id, counts[node.number]]),
      undated: selection.undated,
    };
  },
  // What is stated of the ties and nodes of a state, and what becomes of the activities that pass its filters.
  certainty(text) {
    const selection = select(readState(text, blank())),
      counts = activityCounts(statedPart(selection)),
      { nodes } = selection.level;
    return {
      ties: computeTies(selection)
        .filter((edge) => edge.stated)
        .map((edge) => [nodes[edge.source].id, nodes[edge.target].id, edge.statedWeight, edge.stated]),
      nodes: nodes.filter((node) => counts[node.number]).map((node) => [node.id, counts[node.number]]),
      recorded: recordedIn(selection),
      here: selection.rows.filter((rows) => rows.length).length,
      reasons: reasonsOf(selection),
    };
  },
  widenings: (text) => widenings(readState(text, blank())).map(({ names, ties }) => [names.join(" "), ties]),
  // The ties of either of two periods, as a comparison tells of them; null for what is no two periods.
  compared(text) {
    const asked = readState(text, blank()),
      periods = periodsOf(asked.compare),
      { nodes } = levelOf(asked.between);
    if (!periods) return null;
    const { recorded, rows } = comparePeriods(select(asked), periods);
    return {
      recorded,
      rows: rows.map(({ source, target, status, edges, change, low, high, p, adjusted, verdict }) => [
        ...[
          nodes[source].id,
          nodes[target].id,
          status,
          verdict,
          ...edges.flatMap((edge) => [edge.activities, edge.stated, edge.weight]),
        ],
        ...[change, low, high, p, adjusted].map((value) => (Number.isNaN(value) ? null : value)),
      ]),
    };
  },
  sparql: (text, pair) => tieQuery(readState(text, blank()), pair),
  when: () => ACTIVITIES.map(when),
  state: () => writeState(state),
  // What stands out in the picture: marks, and ties as pairs.
  lit: () => [...(focusOf(shownNow) || [])].map((number) => shownNow.level.nodes[number].id),
  litTies: () =>
    edgesInPicture(shownNow)
      .filter((edge) => isLit(edge, focusOf(shownNow)))
      .map((edge) => [edge.source, edge.target].map((number) => shownNow.level.nodes[number].id)),
  // Where on the window a mark or the middle of a line is.
  spot(pick) {
    const spots = pick.split("~").map((id) => network.canvasToDOM(network.getPosition(shownNow.level.index.get(id)))),
      box = byId("network").getBoundingClientRect();
    const middle = (name) => spots.reduce((sum, spot) => sum + spot[name], 0) / spots.length;
    return { x: box.left + middle("x"), y: box.top + middle("y") };
  },
};
start();
document.documentElement.setAttribute("data-ready", "yes");
