// The panel of evidence: how do we know? Who a node is; why a line is there; what an activity was.
const groundWords = (code) => say("ground." + code);
function link(source, paragraph) {
  const address = FACTS.sources[source] ?? "";
  const text = address.replace(/^https?:\/\/(www\.)?/, "") + (paragraph ? ", " + say("paragraph", { number: paragraph }) : "");
  return outward(address, text);
}
// Only addresses of the web become links; anything else stays text.
const outward = (address, text) => (/^https?:\/\//.test(address || "") ? make("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, text) : make("span", {}, text));
const actorName = (number) => pick2([ACTORS[number].name, ACTORS[number].ru]);

// One activity: date, place, the roles of those asked about, words, conflicting readings, sources.
function article(number, isMine, level = 3) {
  const activity = ACTIVITIES[number], rows = partsOf[number], mine = rows.filter((row) => isMine(PARTS.actor[row]));
  const where = [activity.place, activity.country].filter(Boolean).map(placeName).join(", ") || say("place-unknown");
  const year = activity.year && activity.earliest && activity.year !== "stated" ? " (" + say("year-" + activity.year) + ")" : "";
  const facts = [activity.kind ? label("activity-kind", activity.kind) : "", where, when(activity) + year, activity.phase ? say("phase-n", { phase: activity.phase }) : ""].filter(Boolean).join(" · ");
  const element = make("article", {}, make("h" + level, {}, activity.title), make("p", { class: "soft" }, facts));
  if (activity.words) element.append(make("p", { class: "soft" }, say("date-written", { words: activity.words })));
  const told = mine.length ? mine : rows;
  told.forEach((row) => element.append(partLine(row)));
  if (activity.conflicts) element.append(...conflicts(activity));
  const others = new Set(rows.filter((row) => !told.includes(row)).map((row) => PARTS.actor[row]));
  mine.forEach((row) => others.delete(PARTS.actor[row]));
  if (others.size) element.append(make("p", { class: "soft" }, say("and-others", { count: count(others.size, "other") })));
  const places = new Map();
  told.forEach((row) => PARTS.evidence[row].forEach(([source, paragraph]) => places.set(source + "#" + paragraph, [source, paragraph])));
  const cited = new Set([...places.values()].map(([source]) => source));
  places.forEach(([source, paragraph]) => element.append(make("p", { class: "source" }, link(source, paragraph))));
  (activity.sources || []).filter((source) => !cited.has(source)).forEach((source) => element.append(make("p", { class: "source" }, say("also-in") + " ", link(source))));
  element.append(make("p", { class: "source" }, outward(activity.iri, say("linked-data"))));
  return element;
}
function partLine(row) {
  const words = [...new Set(PARTS.evidence[row].flatMap(([, , ...said]) => said))];
  return make("p", { class: "part" }, make("span", { class: "chip" }, actorName(PARTS.actor[row]) + ": " + label("role", ROLES[PARTS.role[row]])), " ",
    make("span", { class: "soft" }, groundWords(FACTS.grounds[PARTS.ground[row]]) + (words.length ? ": “" + words.join("”, “") + "”" : "")));
}
function conflicts(activity) {
  return [...new Set(activity.conflicts.map(([point]) => point))].map((point) => make("div", { class: "conflict" },
    make("p", {}, make("strong", {}, say("disagree", { point: label("conflict-property", point).toLowerCase() }))),
    make("div", { class: "readings" }, activity.conflicts.filter(([one]) => one === point).map(([, reading, followed, source, paragraph]) =>
      make("div", {}, make("p", {}, reading), followed ? make("p", { class: "strong" }, say("followed")) : null, make("p", { class: "source" }, link(source, paragraph)))))));
}

function drawDetail(shown) {
  const detail = byId("detail"), pick = state.pick;
  const content = fading ? compareDetail(shown) : state.compare ? compareDetail(shown)
    : !pick ? startDetail(shown) : pick.startsWith("@") ? activityDetail(pick.slice(1)) : pick.startsWith("!") ? placeDetail(shown, pick.slice(1))
    : pick.includes(">") ? arcDetail(shown, ...pick.split(">")) : pick.includes("*") ? cellDetail(shown, ...pick.split("*"))
    : pick.includes("~") ? edgeDetail(shown, ...pick.split("~")) : nodeDetail(shown, pick);
  put(detail, make("div", { class: "detail-tools" }, button("×", () => { document.body.classList.remove("reading"); change({ pick: "", compare: "" }); }, { class: "quiet close-detail", "aria-label": say("close") })), ...content.flat(3).filter(Boolean));
  document.body.classList.toggle("reading", Boolean(pick || state.compare));
}
const choiceButton = (text, pick) => button(text, () => choose(pick), { class: "pick" });
const listOf = (items) => make("ul", { class: "plain" }, items.map((item) => make("li", {}, item)));

function startDetail(shown) {
  const best = [...shown.edges].sort((a, b) => b.stated - a.stated || b.activities - a.activities || a.source - b.source || a.target - b.target).slice(0, 10);
  const parts = [make("h2", {}, say("start.title")), make("p", {}, finding(shown) || say("empty.title")), make("p", { class: "soft" }, say("start.how"))];
  if (best.length) parts.push(make("h3", {}, say("start.best")), listOf(best.map((edge) => [choiceButton(edgeTitle(edge, shown), pairId(edge)), " ", make("span", { class: "soft" }, count(edge.activities, "activity") + ", " + groundsOf(edge))])));
  if (shown.alone.length) parts.push(make("h3", {}, say("alone.title", { count: numeral(shown.alone.length) })), listOf(shown.alone.slice(0, 60).map((node) => choiceButton(nameOf(node), node.id))));
  return parts;
}
function memberTest(node) {
  const members = new Set(node.members);
  return (actor) => members.has(actor);
}
function edgeDetail(shown, a, b) {
  const ends = [a, b].map((id) => shown.level.index.get(id));
  if (ends.some((end) => end === undefined)) return unknownDetail(state.pick);
  const edge = pickedEdge(shown), [first, second] = (edge ? [edge.source, edge.target] : ends).map((end) => shown.level.nodes[end]);
  const title = make("h2", {}, choiceButton(nameOf(first), first.id), shown.tie.directed ? " → " : " – ", choiceButton(nameOf(second), second.id));
  if (!edge) return [title, make("p", {}, say("no-tie")), whatWouldDo()];
  const mine = (actor) => first.members.includes(actor) || second.members.includes(actor);
  return [title, make("p", { class: "soft" }, tieWords(state) + ": " + edgeNumbers(edge)),
    make("p", { class: "links" }, button(say("explain"), () => explain(edge, shown), { class: "pick" }), " · ", button(say("cite"), cite, { class: "pick" })),
    ...edge.behind.map((activity) => article(activity, mine))];
}
const whatWouldDo = () => make("p", {}, button(say("clear.all"), clearFilters));
const unknownDetail = (what) => [make("h2", {}, say("unknown.title")), make("p", {}, say("unknown.what", { what }))];
function explain(edge, shown) {
  const nodes = [edge.source, edge.target].map((end) => shown.level.nodes[end]), query = tieQuery(state, nodes.map((node) => node.id));
  const number = count(edge.activities, "activity") + (state.weight === "activities" ? "" : "; " + say("weight." + state.weight) + ": " + numeral(edge.weight));
  openDialog(say("explain.title", { number }), make("p", {}, CODES.ties[state.tie].definition[language] || CODES.ties[state.tie].definition.en),
    make("p", {}, say("explain.counted", { filters: filterWords(state).join("; ") || say("no-filters"), stated: numeral(edge.stated), all: numeral(edge.activities) })),
    state.weight === "newman" ? make("p", {}, say("explain.newman")) : null,
    make("p", {}, say("explain.sparql")), make("pre", { tabindex: "0" }, query), button(say("copy.sparql"), () => copyText(query)));
}
function nodeDetail(shown, id) {
  const number = shown.level.index.get(id), node = shown.level.nodes[number];
  if (!node) return unknownDetail(id);
  const ties = tiesOf(shown, number), parts = [make("h2", {}, nameOf(node))], other = language === "ru" ? node.name : node.ru;
  if (other && other !== nameOf(node)) parts.push(make("p", { class: "soft", lang: language === "ru" ? "en" : "ru" }, other));
  parts.push(make("p", { class: "soft" }, [node.kind === "country" ? say("shape.country") : label("actor-kind", node.kind), node.country && state.between !== "countries" ? placeName(node.country) : ""].filter(Boolean).join(" · ")));
  parts.push(make("p", {}, say("took-part", { count: count(shown.counts[number], "activity-in") }) + ", " + say("tied-to", { count: count(ties.length, "other") }) + (filterWords(state).length ? " (" + filterWords(state).join("; ") + ")" : "") + "."));
  parts.push(...identity(node), nodeActions(node));
  if (ties.length) parts.push(make("h3", {}, say("node.partners")), partnerList(shown, ties, number));
  const behind = [...shown.activities].filter((activity) => shown.selection.rows[activity].some((row) => node.members.includes(PARTS.actor[row])));
  behind.sort((a, b) => ((TIMES[a].earliest || "9999") < (TIMES[b].earliest || "9999") ? -1 : (TIMES[a].earliest || "9999") > (TIMES[b].earliest || "9999") ? 1 : a - b));
  if (behind.length) parts.push(make("h3", {}, say("activities") + " (" + numeral(behind.length) + ")"), ...behind.map((activity) => article(activity, memberTest(node), 4)));
  else parts.push(make("p", {}, say("node.none")), whatWouldDo());
  return parts;
}
function partnerList(shown, ties, number) {
  const items = ties.map((edge) => {
    const partner = shown.level.nodes[edge.source === number ? edge.target : edge.source], arrow = shown.tie.directed ? (edge.source === number ? "→ " : "← ") : "";
    return [arrow, choiceButton(nameOf(partner), pairId(edge)), " ", make("span", { class: "soft" }, count(edge.activities, "activity") + ", " + groundsOf(edge))];
  });
  const list = listOf(items.slice(0, 8));
  if (items.length <= 8) return list;
  const more = button(say("more", { count: numeral(items.length - 8) }), () => { list.append(...items.slice(8).map((item) => make("li", {}, item))); more.remove(); }, { class: "quiet" });
  return [list, more];
}
function identity(node) {
  const actor = node.actor, parts = [];
  if (actor && actor.parent) { const parent = ACTORS.findIndex((one) => one.id === actor.parent); if (parent >= 0) parts.push(make("p", {}, say("part-of") + " ", choiceButton(actorName(parent), actor.parent))); }
  if (actor && actor.collective) parts.push(make("p", {}, say("collective")));
  if (actor && actor.aliases) parts.push(make("details", {}, make("summary", {}, say("aliases", { count: numeral(actor.aliases.length) })), make("p", {}, actor.aliases.join(" · "))));
  if (actor && actor.ids) parts.push(listOf(actor.ids.map(([scheme, value, source]) => [label("identifier-scheme", scheme) + ": " + value + " ", outward(source, say("seen-in"))])));
  if (node.members.length > 1) parts.push(make("details", {}, make("summary", {}, say("stands-for", { count: count(node.members.length, "actors") })), listOf(node.members.map(actorName))));
  if (node.iri) parts.push(make("p", { class: "source" }, outward(node.iri, say("linked-data")), " · " + node.id));
  return parts;
}
function nodeActions(node) {
  const actions = [button(say(state.ego === node.id ? "ego.off" : "ego.on"), () => change({ ego: state.ego === node.id ? "" : node.id, path: "" }), { "aria-pressed": String(state.ego === node.id) })];
  if (state.path) actions.push(button(say("path.off"), () => change({ path: "" })));
  else actions.push(button(say("path.from"), () => openPathDialog(node)));
  return make("p", { class: "actions" }, actions);
}
function openPathDialog(node) {
  const others = shownNow.level.nodes.filter((one) => shownNow.counts[one.number] && one !== node).sort((a, b) => nameOf(a).localeCompare(nameOf(b), language));
  const select = make("select", { id: "path-to" }, others.map((one) => make("option", { value: one.id }, nameOf(one))));
  openDialog(say("path.title", { name: nameOf(node) }), make("label", { for: "path-to" }, say("path.to")), select,
    make("p", {}, button(say("path.show"), () => { byId("dialog").close(); change({ path: node.id + "~" + select.value, ego: "" }); })));
}
function activityDetail(id) {
  const number = ACTIVITIES.findIndex((activity) => activity.id === id);
  return number < 0 ? unknownDetail(id) : [article(number, () => false, 2)];
}
function activitiesDetail(title, activities, isMine) {
  return [make("h2", {}, title), make("p", { class: "soft" }, count(activities.length, "activity")), ...activities.map((activity) => article(activity, isMine))];
}
const placeDetail = (shown, code) => activitiesDetail(say("held-in", { place: placeName(code) }), [...shown.activities].filter((number) => ACTIVITIES[number].place === code || ACTIVITIES[number].country === code).sort(byStart), () => false);
const byStart = (a, b) => ((TIMES[a].earliest || "9999") < (TIMES[b].earliest || "9999") ? -1 : 1);
function arcDetail(shown, from, to) {
  const mine = (actor) => ACTORS[actor].country === from;
  const found = [...shown.activities].filter((number) => ACTIVITIES[number].country === to && shown.selection.rows[number].some((row) => mine(PARTS.actor[row])));
  return activitiesDetail(say("arc", { from: placeName(from), to: placeName(to) }), found.sort(byStart), mine);
}
