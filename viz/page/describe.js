// What is shown, in words: subtitle, caption, the finding, the filters, the citation.

function periodWords(state) {
  if (!state.since && !state.until) return "";
  const year = (text) => text.slice(0, 4);
  if (state.since.endsWith("-01-01") && state.until.endsWith("-12-31"))
    return year(state.since) === year(state.until) ? year(state.since) : year(state.since) + "–" + year(state.until);
  const day = (text) => dayOf(text) + " " + year(text);
  if (state.since && state.until) return spanOf(state.since, state.until, " – ");
  return state.since ? say("from", { day: day(state.since) }) : say("until", { day: day(state.until) });
}

function filterWords(state) {
  const parts = [];
  const list = (name, value) => {
    if (state[name].length) parts.push(say("filter." + name) + ": " + state[name].map(value).join(", "));
  };
  if (state.since || state.until) parts.push(periodWords(state));
  list("country", placeName);
  list("place", placeName);
  list("role", (code) => label("role", code));
  list("kind", (code) => label("activity-kind", code));
  list("theme", (code) => label("theme", code));
  list("phase", (code) => code);
  list("actor-kind", (code) => label("actor-kind", code));
  if (state.country.length || state["actor-kind"].length) parts.push(say(state.within ? "filter.within" : "filter.either"));
  if (state.without.length)
    parts.push(
      say("without") +
        ": " +
        state.without
          .filter((id) => GROUPS.has(id))
          .map(groupName)
          .join(", "),
    );
  return parts;
}
const tieWords = (state) => label("tie", state.tie);

function spanOfShown(shown) {
  if (state.since || state.until) return periodWords(state);
  let first = "9999",
    last = "";
  shown.activities.forEach((activity) => {
    const time = TIMES[activity];
    if (time.first && time.first < first) first = time.first;
    if (time.last && time.last > last) last = time.last;
  });
  return last ? first.slice(0, 4) + "–" + last.slice(0, 4) : say("date.none");
}

function subtitle(shown) {
  const grounds = state["stated-only"] ? say("grounds.stated") : say("grounds.both");
  const others = filterWords({ ...state, since: "", until: "" });
  return [
    count(shown.nodes.length, state.between),
    count(shown.activities.size, "activity"),
    shown.compared ? shown.compared.join(" → ") : spanOfShown(shown),
    tieWords(state),
    grounds,
    ...others,
  ].join(" · ");
}

// What of a large network the page holds, and whether a backbone applies to what is asked.
function partWords(shown) {
  const part = PAGE.part;
  if (!part) return [];
  const numbers = { kept: numeral(part.kept), hidden: numeral(part.hidden) };
  if (!part.pairs) return [say("caption.part." + part.kind, numbers)];
  const applies = partPairs(shown.level, state) !== null;
  return [
    ...(applies ? [say("caption.part.backbone", { count: count(part.pairs.pairs.length, "tie") })] : []),
    ...(part.cut ? [say("caption.part.cut", numbers)] : []),
  ];
}

function caption(shown) {
  const parts = [],
    stated = shown.edges.filter((edge) => edge.stated).length;
  if (shown.compared) {
    const [kept, gained, lost] = ["kept", "gained", "lost"].map(
      (change) => shown.edges.filter((edge) => edge.change === change).length,
    );
    const said = { kept: count(kept, "tie"), gained: numeral(gained), lost: numeral(lost) };
    return shown.compared.join(" → ") + ": " + say("compare.says", said) + " " + say("compare.signs");
  }
  parts.push(
    say(stated === shown.edges.length ? "caption.all-stated" : "caption.ties", {
      drawn: count(shown.edges.length, "tie"),
      stated: numeral(stated),
    }),
  );
  if (shown.notDrawn)
    parts.push(
      say(
        state.lines === "all" || shown.ego !== null || shown.path
          ? "caption.narrowed"
          : state.lines === "stated"
            ? "caption.inferred"
            : "caption.thinned",
        { count: numeral(shown.notDrawn), from: FAINT_FROM },
      ),
    );
  if (hiddenWords(shown.selection.hidden)) parts.push(hiddenWords(shown.selection.hidden));
  if (shown.selection.undated)
    parts.push(say("caption.undated", { count: count(shown.selection.undated, "activity") }));
  if (state.without.length)
    parts.push(
      say("caption.without", {
        groups: state.without
          .filter((id) => GROUPS.has(id))
          .map(groupName)
          .join(", "),
      }),
    );
  parts.push(...partWords(shown));
  if (PAGE.part && state.weight === "newman") parts.push(say("caption.part-newman"));
  if (shown.alone.length)
    parts.push(
      say("caption.alone", {
        count: numeral(shown.alone.length),
        names:
          shown.alone.slice(0, 3).map(nameOf).join(", ") +
          (shown.alone.length > 3 ? " " + say("and-more", { count: numeral(shown.alone.length - 3) }) : ""),
      }),
    );
  return parts.join("; ") + ".";
}

// Who gave expertise most often, and the tie best attested.
function finding(shown) {
  const said = [],
    giving = CODES.ties.expertise.roles,
    getting = CODES.ties.expertise.to,
    gave = new Map();
  const at = (row) => shown.level.nodes[shown.selection.level.ofActor[PARTS.actor[row]]];
  shown.selection.rows.forEach((rows, activity) => {
    const reached = new Set(
      rows.filter((row) => getting.includes(ROLES[PARTS.role[row]])).map((row) => at(row).country),
    );
    new Set(rows.filter((row) => giving.includes(ROLES[PARTS.role[row]])).map(at)).forEach((node) => {
      const known = gave.get(node) || { activities: 0, countries: new Set() };
      known.activities += 1;
      reached.forEach((country) => {
        if (country && country !== node.country) known.countries.add(country);
      });
      gave.set(node, known);
    });
  });
  const [giver, much] =
    [...gave].sort((a, b) => b[1].activities - a[1].activities || a[0].number - b[0].number)[0] || [];
  if (giver && much.activities > 1) {
    said.push(
      say(much.countries.size ? "finding.giver" : "finding.giver-alone", {
        name: nameOf(giver),
        activities: count(much.activities, "activity-in"),
        countries: count(much.countries.size, "country-to"),
      }),
    );
  }
  const best = [...shown.edges].sort(
    (a, b) => b.stated - a.stated || b.activities - a.activities || a.source - b.source,
  )[0];
  if (best) {
    said.push(
      say(shown.tie.directed ? "finding.tie-directed" : "finding.tie", {
        a: nameOf(shown.level.nodes[best.source]),
        b: nameOf(shown.level.nodes[best.target]),
        count: count(best.stated || best.activities, best.stated ? "stated-activity" : "inferred-activity"),
      }),
    );
  }
  return said.join(" ");
}
const today = () => new Date().toISOString().slice(0, 10);

function citation(shown) {
  const what = [
    tieWords(state),
    say("between." + state.between),
    say("weight." + state.weight),
    ...filterWords(state),
    state["stated-only"] ? say("grounds.stated") : say("grounds.both"),
  ];
  if (state["all-actors"]) what.push(say("all-actors"));
  if (shown.compared) what.push(shown.compared.join(" → "), count(shown.edges.length, "tie"));
  else what.push(count(shown.edges.length, "tie-of") + " " + numeral(shown.pool.length));
  const address = writeState({ ...state, view: "network", pick: "" }, blank());
  return (
    pick2([PAGE.title, PAGE.titleRu]) +
    ". " +
    what.join("; ") +
    ". " +
    say("graph") +
    " " +
    PAGE.version +
    ". " +
    say("made") +
    " " +
    today() +
    "." +
    (address && " #" + address)
  );
}
