// The field to search in, and the list of what was found: findAll(text) gives {text, what, take} for each.
import { say } from "../model/words.js";
import { make, put } from "./dom.js";

/** @param {(text: string) => Found[]} findAll */
export function makeSearch(findAll) {
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
    options = /** @type {Found[]} */ ([]);
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
  const take = (/** @type {Found} */ option) => {
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
                mousedown: (/** @type {any} */ event) => {
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
