// The panel of evidence: how do we know? Who a node is; why a line is there; what an activity was.

function drawDetail(shown) {
  const detail = byId("detail"),
    compared = comparisonOf(state);
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
    ...detailOf(shown, compared).flat(4).filter(Boolean),
  );
  document.body.classList.toggle("reading", Boolean(state.pick || state.compare));
}

function detailOf(shown, compared) {
  const { pick } = state;
  if (compared && pick.includes("~"))
    return comparedPairDetail(compared, ...pick.split("~")) || edgeDetail(shown, ...pick.split("~"));
  if (compared && !pick) return compareDetail(compared);
  if (state.compare && !compared) return unknownDetail(state.compare);
  const seen = compared ? compared.shown : shown;
  if (!pick) return startDetail(seen);
  if (pick.startsWith("@")) return activityDetail(pick.slice(1));
  if (pick.startsWith("!")) return placeDetail(seen, pick.slice(1));
  if (pick.includes(">")) return arcDetail(seen, ...pick.split(">"));
  if (pick.includes("*")) return cellDetail(seen, ...pick.split("*"));
  return pick.includes("~") ? edgeDetail(seen, ...pick.split("~")) : nodeDetail(seen, pick);
}

// Activities as evidence, the surest first: what is stated, then what is inferred, each under a heading that says how
// many there are; `sides` says what that is about: both sides of a tie, one body, or whoever took part.
function evidenceOf(activities, isStated, isMine, sides, level = 3) {
  const ordered = [...activities].sort(surest(isStated));
  return [true, false].flatMap((stated) => {
    const some = ordered.filter((activity) => Boolean(isStated(activity)) === stated);
    return some.length
      ? [
          make(
            "h" + level,
            { class: "grounds" },
            say((stated ? "stated." : "inferred.") + sides, { count: numeral(some.length) }),
          ),
          ...some.map((activity) => article(activity, isMine, level + 1)),
        ]
      : [];
  });
}
const pairTest = (shown, edge) => {
  const members = new Set([edge.source, edge.target].flatMap((number) => shown.level.nodes[number].members));
  return (actor) => members.has(actor);
};
const choiceButton = (text, pick) => button(text, () => choose(pick), { class: "pick" });
const listOf = (items) =>
  make(
    "ul",
    { class: "plain" },
    items.map((item) => make("li", {}, item)),
  );

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
    ...evidenceOf(edge.behind, (activity) => edge.sure.has(activity), pairTest(shown, edge), "both"),
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

// What stands behind a mark of a map or a matrix; `stated` tells which of the activities are.
function activitiesDetail(title, activities, stated, isMine, sides) {
  const sure = activities.filter((activity) => stated(activity)).length;
  return [
    make("h2", {}, title),
    make("p", { class: "soft" }, countSure(activities.length, sure)),
    ...evidenceOf(activities, stated, isMine, sides),
  ];
}
const hasStated = (shown) => (activity) => shown.sure.rows[activity].length > 0;
const placeDetail = (shown, code) =>
  activitiesDetail(
    say("held-in", { place: placeName(code) }),
    [...shown.activities].filter((number) => ACTIVITIES[number].place === code || ACTIVITIES[number].country === code),
    hasStated(shown),
    () => false,
    "some",
  );
function arcDetail(shown, from, to) {
  const mine = (actor) => ACTORS[actor].country === from,
    comes = (selection) => (number) => selection.rows[number].some((row) => mine(PARTS.actor[row]));
  return activitiesDetail(
    say("arc", { from: placeName(from), to: placeName(to) }),
    [...shown.activities].filter((number) => ACTIVITIES[number].country === to && comes(shown.selection)(number)),
    comes(shown.sure),
    mine,
    "one",
  );
}
