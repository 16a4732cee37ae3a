// Search: names in both scripts, other names, countries, places, themes; accents and case are forgiven.

function makeSearch() {
  const input = make("input", {
    type: "search",
    id: "search",
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": "found",
    "aria-autocomplete": "list",
    autocomplete: "off",
    placeholder: say("search"),
    "aria-label": say("search"),
  });
  const list = make("ul", { id: "found", role: "listbox", "aria-label": say("search.found"), hidden: true });
  let at = -1,
    options = [];
  const mark = () => {
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
    if (at >= 0 && list.children[at]) {
      input.setAttribute("aria-activedescendant", "found-" + at);
      list.children[at].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    at = -1;
    mark();
  };
  const take = (option) => {
    close();
    input.value = "";
    option.take();
  };
  const update = () => {
    options = findAll(input.value);
    at = options.length ? 0 : -1;
    put(
      list,
      ...(options.length
        ? options.map((option, n) =>
            make(
              "li",
              {
                role: "option",
                id: "found-" + n,
                mousedown: (event) => {
                  event.preventDefault();
                  take(option);
                },
              },
              option.text,
              " ",
              make("span", { class: "soft" }, option.what),
            ),
          )
        : [
            make(
              "li",
              { class: "soft", role: "option", "aria-disabled": "true" },
              say("search.none", { text: input.value }),
            ),
          ]),
    );
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark();
  };
  input.addEventListener("input", update);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) update();
      else if (options.length) {
        at = (at + (event.key === "ArrowDown" ? 1 : -1) + options.length) % options.length;
        mark();
      }
      event.preventDefault();
    } else if (event.key === "Enter") {
      if (list.hidden) update();
      if (options[at]) take(options[at]);
      event.preventDefault();
    } else if (event.key === "Escape") {
      close();
      event.stopPropagation();
    }
  });
  input.addEventListener("blur", close);
  return make("div", { class: "search" }, input, list);
}

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
