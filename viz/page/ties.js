// From participations to ties: the same numbers as graph/projection.py computes with matrices.

function sidesOf(rows, tie, ofActor) {
  const holds = (roles) => rows.filter((row) => !roles.length || roles.includes(ROLES[PARTS.role[row]]));
  const nodes = (some) => [...new Set(some.map((row) => ofActor[PARTS.actor[row]]))];
  const giving = nodes(holds(tie.roles));
  if (!tie.directed) return [giving, giving];
  if (tie.to.length) return [giving, nodes(holds(tie.to))];
  const givers = new Set(giving);
  return [giving, nodes(rows).filter((node) => !givers.has(node))];
}

function computeTies(selection) {
  const { level, rows, state } = selection,
    tie = CODES.ties[state.tie],
    size = level.nodes.length,
    found = new Map();
  const apart = (a, b) =>
    !tie.across ||
    (level.nodes[a].country && level.nodes[b].country && level.nodes[a].country !== level.nodes[b].country);
  const pairs = (giving, receiving, each) =>
    giving.forEach((a) =>
      receiving.forEach((b) => {
        if ((tie.directed ? a !== b : a < b) && apart(a, b)) each(a * size + b, a, b);
      }),
    );
  rows.forEach((some, activity) => {
    if (some.length < 2) return;
    const [giving, receiving] = sidesOf(some, tie, level.ofActor);
    const members = tie.directed ? new Set([...giving, ...receiving]).size : giving.length;
    const adds =
      state.weight === "days"
        ? TIMES[activity].days
        : state.weight === "newman"
          ? members > 1
            ? 1 / (members - 1)
            : 0
          : 1;
    pairs(giving, receiving, (key, source, target) => {
      let edge = found.get(key);
      if (!edge) found.set(key, (edge = { source, target, weight: 0, activities: 0, stated: 0, behind: [] }));
      edge.weight += adds;
      edge.activities += 1;
      edge.behind.push(activity);
    });
  });
  rows.forEach((some) => {
    const stated = some.filter((row) => PARTS.ground[row] === 0);
    if (stated.length < 2) return;
    pairs(...sidesOf(stated, tie, level.ofActor), (key) => {
      const edge = found.get(key);
      if (edge) edge.stated += 1;
    });
  });
  return [...found.values()].map(finished).sort(heaviestFirst);
}
const sixDigits = (value) => Math.round(value * 1e6) / 1e6;
const heaviestFirst = (a, b) => b.weight - a.weight || a.source - b.source || a.target - b.target;

function finished(edge) {
  const byTime = (a, b) => {
    const x = TIMES[a].first || "9999",
      y = TIMES[b].first || "9999";
    return x < y ? -1 : x > y ? 1 : a - b;
  };
  edge.behind.sort(byTime);
  edge.weight = sixDigits(edge.weight);
  edge.first = edge.last = "";
  edge.behind.forEach((activity) => {
    const { first, last } = TIMES[activity];
    if (first && (!edge.first || first < edge.first)) edge.first = first;
    if (last && last > edge.last) edge.last = last;
  });
  return edge;
}
