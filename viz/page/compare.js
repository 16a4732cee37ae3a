// Two periods side by side: ties gained, kept and lost, told apart by sign and dash as well as colour.

// "2015..2017,2018..2020" or "phase:9,phase:10": what to look at in each half.
function comparedPeriods() {
  return state.compare.split(",").map((text) => {
    if (text.startsWith("phase:"))
      return { label: say("phase-n", { phase: text.slice(6) }), patch: { phase: [text.slice(6)] } };
    const [from, to] = text.split(".."),
      since = dayFrom(from || "", false),
      until = dayFrom(to || from || "", true);
    return since && until ? { label: text.replace("..", "–"), patch: { since, until } } : null;
  });
}

function comparedShown() {
  const periods = comparedPeriods();
  if (periods.length !== 2 || periods.includes(null)) return null;
  const [before, after] = periods.map(({ patch }) =>
    computeShown({ ...state, ...patch, compare: "", lines: state.lines }),
  );
  const { gained, lost } = statusOf(before, after);
  return [
    { label: periods[0].label, shown: before, statuses: { gained: new Set(), lost: [] }, marks: new Set(lost) },
    { label: periods[1].label, shown: after, statuses: { gained, lost: [] } },
  ].map((one) =>
    one.marks
      ? {
          ...one,
          shown: { ...one.shown, edges: one.shown.edges.filter((edge) => !one.marks.has(edge)) },
          statuses: { gained: new Set(), lost },
        }
      : one,
  );
}

// What caption, table and exports hold: the ties shown; of a comparison those of both periods, with what became of each.
function lookedAt() {
  const periods = state.compare ? comparedPeriods() : [];
  if (periods.length !== 2 || periods.includes(null)) return computeShown(state);
  const [before, after] = periods.map(({ patch }) => computeShown({ ...state, ...patch, compare: "" }));
  const key = (edge) => edge.source + " " + edge.target,
    was = new Map(before.edges.map((edge) => [key(edge), edge])),
    is = new Map(after.edges.map((edge) => [key(edge), edge]));
  const edges = [...new Set([...was.keys(), ...is.keys()])].map((pair) => {
    const [first, second] = [was.get(pair), is.get(pair)];
    return {
      ...(second || first),
      change: first && second ? "kept" : second ? "gained" : "lost",
      weight_before: first ? first.weight : 0,
      weight_after: second ? second.weight : 0,
      behind: [...new Set([...(first ? first.behind : []), ...(second ? second.behind : [])])],
    };
  });
  const nodes = [...new Set([...before.nodes, ...after.nodes])].sort((a, b) => a.number - b.number);
  return {
    ...after,
    selection: computeShown(state).selection,
    nodes,
    edges: edges.sort(heaviestFirst),
    alone: [],
    counts: after.counts.map((value, number) => value || before.counts[number]),
    ties: new Map([...before.ties, ...after.ties]),
    activities: new Set([...before.activities, ...after.activities]),
    compared: periods.map((one) => one.label),
  };
}

function drawCompare() {
  const pair = state.compare ? comparedShown() : null,
    box = byId("pair");
  box.hidden = !pair;
  byId("network").hidden = Boolean(pair);
  if (!pair) {
    put(box);
    return;
  }
  const width = Math.max(320, byId("view-network").clientWidth / 2 - 8),
    height = Math.max(300, byId("view-network").clientHeight - 8);
  put(
    box,
    ...pair.map((one) =>
      drawn(
        "svg",
        {
          viewBox: "0 0 " + width + " " + height,
          role: "img",
          "aria-label": one.label + ": " + count(one.shown.edges.length, "tie"),
        },
        one.shown.nodes.length
          ? networkSvg(one.shown, {
              width,
              height,
              look: coloursNow(),
              statuses: one.statuses,
              heading: one.label,
              compact: true,
              labels: 11,
            })
          : drawn("text", { x: 20, y: 40, fill: coloursNow().ink }, one.label + ": " + say("empty.title")),
      ),
    ),
  );
}

function compareDetail(shown) {
  let before, after, labels;
  if (state.compare) {
    const periods = comparedPeriods();
    if (periods.length !== 2 || periods.includes(null)) return unknownDetail(state.compare);
    [before, after] = periods.map(({ patch }) => computeShown({ ...state, ...patch, compare: "" }));
    labels = periods.map((one) => one.label);
  } else {
    [before, after] = [fading, shown];
    labels = [periodWords(before.state), periodWords(state)];
  }
  const { gained, lost, kept } = statusOf(before, after);
  const section = (sign, key, edges) => [
    make("h3", {}, sign + " " + say(key, { count: count(edges.length, "tie") })),
    listOf(edges.slice(0, 25).map((edge) => choiceless(edge, after))),
    edges.length > 25 ? make("p", { class: "soft" }, say("more", { count: numeral(edges.length - 25) })) : null,
  ];
  return [
    make("h2", {}, labels.join(" → ")),
    make(
      "p",
      {},
      say("compare.says", {
        kept: count(kept.length, "tie"),
        gained: numeral(gained.size),
        lost: numeral(lost.length),
      }),
    ),
    state.compare
      ? make(
          "p",
          {},
          button(say("compare.off"), () => change({ compare: "" })),
        )
      : null,
    section("+", "gained", [...gained]),
    section("−", "lost", lost),
    section("=", "kept", kept),
  ];
}
const choiceless = (edge, shown) => [
  edgeTitle(edge, shown),
  " ",
  make("span", { class: "soft" }, count(edge.activities, "activity") + ", " + groundsOf(edge)),
];

function openCompare() {
  const years = [];
  for (let year = QUARTERS[0] / 4; year <= Math.floor(QUARTERS[1] / 4); year += 1) years.push(year);
  const half = years[Math.floor(years.length / 2)],
    chosen = comparedPeriods()
      .filter(Boolean)
      .map(({ patch }) => [patch.since, patch.until])
      .flat()
      .map((text) => (text || "").slice(0, 4));
  const start =
    chosen.length === 4 && chosen.every(Boolean) ? chosen : [years[0], half - 1, half, years[years.length - 1]];
  const selects = start.map((value, n) => {
    const one = make(
      "select",
      { id: "compare-" + n, "aria-label": say(n % 2 ? "compare.to" : "compare.from") },
      years.map((year) => make("option", { value: year }, String(year))),
    );
    one.value = String(value);
    return one;
  });
  const phases = PHASES.slice(1).map((phase, n) =>
    button(say("phase-n", { phase: PHASES[n] }) + " → " + say("phase-n", { phase }), () => {
      byId("dialog").close();
      change({ compare: "phase:" + PHASES[n] + ",phase:" + phase, view: "network", pick: "" });
    }),
  );
  openDialog(
    say("compare.title"),
    make("p", {}, say("compare.first") + " ", selects[0], " – ", selects[1]),
    make("p", {}, say("compare.second") + " ", selects[2], " – ", selects[3]),
    make(
      "p",
      {},
      button(
        say("compare.show"),
        () => {
          const v = selects.map((one) => one.value);
          byId("dialog").close();
          change({ compare: v[0] + ".." + v[1] + "," + v[2] + ".." + v[3], view: "network", pick: "" });
        },
        { class: "main" },
      ),
    ),
    phases.length ? make("p", { class: "actions" }, phases) : null,
  );
}
