// What there would be were one filter taken away: the same numbers as graph/ties/widening.py gives.

// Each filter by its name in an address, and the state without it; the two ends of a period are one.
function withoutOne(state) {
  const without = (names) => [names, { ...state, ...Object.fromEntries(names.map((name) => [name, blank()[name]])) }];
  const period = ["since", "until"].filter((name) => state[name]),
    others = ["country", "actor-kind", "within", "place", "role", "kind", "theme", "phase", "stated-only"];
  return [
    ...(period.length ? [without(period)] : []),
    ...others.filter((name) => String(state[name]) !== String(blank()[name])).map((name) => without([name])),
    ...(state["all-actors"] ? [] : [[["all-actors"], { ...state, "all-actors": true }]]),
  ];
}

const widenings = (state) =>
  withoutOne(state)
    .map(([names, wider]) => ({ names, wider, ties: computeTies(select(wider)).length }))
    .filter(({ ties }) => ties)
    .sort((a, b) => b.ties - a.ties);

// What a filter says: "actors of: Turkmenistan"; of the sides of a tie that both are asked for.
function filterSaid(names) {
  if (names[0] === "within") return say("filter.within");
  if (names[0] === "stated-only") return say("grounds.stated");
  const alone = { ...blank(), within: true };
  names.forEach((name) => (alone[name] = state[name]));
  return filterWords(alone)[0];
}

// Buttons that take one filter away, each with the ties that brings; of a legend, a circle or a path as well.
function wideningButtons() {
  const narrow = { without: [], ego: "", path: "" },
    narrowed = Object.keys(narrow).some((name) => state[name].length),
    whole = narrowed ? computeTies(select(state)).length : 0;
  return [
    ...(whole ? [button(say("widen.narrowed", { ties: count(whole, "tie") }), () => change(narrow))] : []),
    ...widenings(state).map(({ names, wider, ties }) =>
      button(
        say(names[0] === "all-actors" ? "widen.all-actors" : "widen.without", {
          filter: names[0] === "all-actors" ? "" : filterSaid(names),
          ties: count(ties, "tie"),
        }),
        () => change({ ...wider, ...narrow }),
        { class: "widen" },
      ),
    ),
  ];
}
