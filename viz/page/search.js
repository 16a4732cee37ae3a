// Search: names in both scripts, other names, countries, places, themes; accents and case are forgiven.

function findAll(text) {
  const words = plain(text).split(/\s+/).filter(Boolean),
    fits = (searched) => words.every((word) => searched.includes(word)),
    found = [];
  if (!words.length) return found;
  shownNow.level.nodes
    .filter((node) => fits(node.search))
    .sort((a, b) => shownNow.counts[b.number] - shownNow.counts[a.number] || a.number - b.number)
    .slice(0, 9)
    .forEach((node) =>
      found.push({
        text: nameOf(node),
        what: shownNow.counts[node.number] ? count(shownNow.counts[node.number], "activity") : say("search.filtered"),
        take: () => choose(node.id),
      }),
    );
  const codes = (name, entries) =>
    entries
      .filter(([, names]) => fits(plain(names.join("\n"))))
      .slice(0, 3)
      .forEach(([code, names]) =>
        found.push({
          text: pick2(names),
          what: say("filter." + name),
          take: () => change({ [name]: toggled(state[name], code) }),
        }),
      );
  const places = Object.entries(FACTS.places).map(([code, place]) => [code, [place.name, place.ru]]),
    standing = new Set(ACTORS.map((actor) => actor.country));
  const held = new Set(ACTIVITIES.flatMap((activity) => [activity.place, activity.country]));
  codes(
    "country",
    places.filter(([code]) => standing.has(code)),
  );
  codes(
    "place",
    places.filter(([code]) => held.has(code)),
  );
  const used = new Set(ACTIVITIES.flatMap((activity) => activity.themes || []));
  codes(
    "theme",
    Object.entries(CODES.theme)
      .filter(([code]) => used.has(code))
      .map(([code, [en, ru]]) => [code, [en, ru]]),
  );
  ACTIVITIES.filter((activity) => fits(plain(activity.title)))
    .slice(0, 3)
    .forEach((activity) =>
      found.push({ text: activity.title, what: when(activity), take: () => choose("@" + activity.id) }),
    );
  return found;
}
