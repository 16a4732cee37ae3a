"use strict";
/* Names below the search field while one types; a name that is chosen opens its page. */
(function () {
  const root = new URL("..", document.currentScript.src).pathname.slice(0, -1); // "" at the root of the server
  const field = document.getElementById("q"), list = document.getElementById("names");
  let paths = new Map(), last = "", waiting = 0;

  async function suggest() {
    const asked = field.value.trim();
    if (asked.length < 2 || asked === last) return;
    last = asked;
    const answer = await fetch(root + "/suggest?q=" + encodeURIComponent(asked));
    if (!answer.ok || field.value.trim() !== asked) return;
    const [, names, kinds, places] = await answer.json();
    paths = new Map(names.map((name, n) => [name, places[n]]));
    list.replaceChildren(...names.map((name, n) => {
      const option = document.createElement("option");
      option.value = name;
      option.label = kinds[n] ? name + " (" + kinds[n] + ")" : name;
      return option;
    }));
  }

  field.addEventListener("input", (event) => {
    // A name taken from the list comes whole, without a key pressed.
    const chosen = event.inputType === undefined || event.inputType === "insertReplacementText";
    if (chosen && paths.has(field.value)) return location.assign(paths.get(field.value));
    clearTimeout(waiting);
    waiting = setTimeout(suggest, 150);
  });
})();
