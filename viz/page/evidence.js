// The panel of evidence: how do we know? Who a node is; why a line is there; what an activity was.

function drawDetail(shown) {
  const detail = byId("detail"),
    pick = state.pick;
  const content = fading
    ? compareDetail(shown)
    : state.compare
      ? compareDetail(shown)
      : !pick
        ? startDetail(shown)
        : pick.startsWith("@")
          ? activityDetail(pick.slice(1))
          : pick.startsWith("!")
            ? placeDetail(shown, pick.slice(1))
            : pick.includes(">")
              ? arcDetail(shown, ...pick.split(">"))
              : pick.includes("*")
                ? cellDetail(shown, ...pick.split("*"))
                : pick.includes("~")
                  ? edgeDetail(shown, ...pick.split("~"))
                  : nodeDetail(shown, pick);
  put(
    detail,
    make(
      "div",
      { class: "detail-tools" },
      button(
        "×",
        () => {
          document.body.classList.remove("reading");
          change({ pick: "", compare: "" });
        },
        { class: "quiet close-detail", "aria-label": say("close") },
      ),
    ),
    ...content.flat(3).filter(Boolean),
  );
  document.body.classList.toggle("reading", Boolean(pick || state.compare));
}
const choiceButton = (text, pick) => button(text, () => choose(pick), { class: "pick" });
const listOf = (items) =>
  make(
    "ul",
    { class: "plain" },
    items.map((item) => make("li", {}, item)),
  );

function startDetail(shown) {
  const best = [...shown.edges]
    .sort((a, b) => b.stated - a.stated || b.activities - a.activities || a.source - b.source || a.target - b.target)
    .slice(0, 10);
  const parts = [
    make("h2", {}, say("start.title")),
    make("p", {}, finding(shown) || say("empty.title")),
    make("p", { class: "soft" }, say("start.how")),
  ];
  if (best.length)
    parts.push(
      make("h3", {}, say("start.best")),
      listOf(
        best.map((edge) => [
          choiceButton(edgeTitle(edge, shown), pairId(edge)),
          " ",
          make("span", { class: "soft" }, count(edge.activities, "activity") + ", " + groundsOf(edge)),
        ]),
      ),
    );
  if (shown.alone.length)
    parts.push(
      make("h3", {}, say("alone.title", { count: numeral(shown.alone.length) })),
      listOf(shown.alone.slice(0, 60).map((node) => choiceButton(nameOf(node), node.id))),
    );
  return parts;
}

function edgeDetail(shown, a, b) {
  const ends = [a, b].map((id) => shown.level.index.get(id));
  if (ends.some((end) => end === undefined)) return unknownDetail(state.pick);
  const edge = pickedEdge(shown),
    [first, second] = (edge ? [edge.source, edge.target] : ends).map((end) => shown.level.nodes[end]);
  const title = make(
    "h2",
    {},
    choiceButton(nameOf(first), first.id),
    shown.tie.directed ? " → " : " – ",
    choiceButton(nameOf(second), second.id),
  );
  if (!edge) return [title, make("p", {}, say("no-tie")), whatWouldDo()];
  const mine = (actor) => first.members.includes(actor) || second.members.includes(actor);
  return [
    title,
    make("p", { class: "soft" }, tieWords(state) + ": " + edgeNumbers(edge)),
    make(
      "p",
      { class: "links" },
      button(say("explain"), () => explain(edge, shown), { class: "pick" }),
      " · ",
      button(say("cite"), cite, { class: "pick" }),
    ),
    ...edge.behind.map((activity) => article(activity, mine)),
  ];
}
const whatWouldDo = () => make("p", {}, button(say("clear.all"), clearFilters));
const unknownDetail = (what) => [make("h2", {}, say("unknown.title")), make("p", {}, say("unknown.what", { what }))];

function explain(edge, shown) {
  const nodes = [edge.source, edge.target].map((end) => shown.level.nodes[end]),
    query = tieQuery(
      state,
      nodes.map((node) => node.id),
    );
  const number =
    count(edge.activities, "activity") +
    (state.weight === "activities" ? "" : "; " + say("weight." + state.weight) + ": " + numeral(edge.weight));
  openDialog(
    say("explain.title", { number }),
    make("p", {}, CODES.ties[state.tie].definition[language] || CODES.ties[state.tie].definition.en),
    make(
      "p",
      {},
      say("explain.counted", {
        filters: filterWords(state).join("; ") || say("no-filters"),
        stated: numeral(edge.stated),
        all: numeral(edge.activities),
      }),
    ),
    state.weight === "newman" ? make("p", {}, say("explain.newman")) : null,
    make("p", {}, say("explain.sparql")),
    make("pre", { tabindex: "0" }, query),
    button(say("copy.sparql"), () => copyText(query)),
  );
}

function activityDetail(id) {
  const number = ACTIVITIES.findIndex((activity) => activity.id === id);
  return number < 0 ? unknownDetail(id) : [article(number, () => false, 2)];
}

function activitiesDetail(title, activities, isMine) {
  return [
    make("h2", {}, title),
    make("p", { class: "soft" }, count(activities.length, "activity")),
    ...activities.map((activity) => article(activity, isMine)),
  ];
}
const placeDetail = (shown, code) =>
  activitiesDetail(
    say("held-in", { place: placeName(code) }),
    [...shown.activities]
      .filter((number) => ACTIVITIES[number].place === code || ACTIVITIES[number].country === code)
      .sort(byStart),
    () => false,
  );
const byStart = (a, b) => ((TIMES[a].earliest || "9999") < (TIMES[b].earliest || "9999") ? -1 : 1);

function arcDetail(shown, from, to) {
  const mine = (actor) => ACTORS[actor].country === from;
  const found = [...shown.activities].filter(
    (number) => ACTIVITIES[number].country === to && shown.selection.rows[number].some((row) => mine(PARTS.actor[row])),
  );
  return activitiesDetail(say("arc", { from: placeName(from), to: placeName(to) }), found.sort(byStart), mine);
}
