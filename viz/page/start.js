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
      nodes: nodes.filter((node) => counts[node.number] && there.has(node.number)).map((node) => [node.id, counts[node.number]]),
      undated: selection.undated,
    };
  },
  sparql: (text, pair) => tieQuery(readState(text, blank()), pair),
  when: () => ACTIVITIES.map(when),
  state: () => writeState(state),
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
