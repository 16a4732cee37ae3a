// Questions by choosing: Sparnatural, whose own script the page loads before this one.
import "./questions.css";

// Sparnatural's own requests go through the browser's cache and note each address in its storage; these do neither.
function asker(endpoint) {
  return {
    executeSparql(query, done, failed = () => undefined) {
      fetch(endpoint, {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/sparql-results+json" },
        body: new URLSearchParams({ query }),
      })
        .then((answer) => (answer.ok ? answer.json() : answer.text().then((text) => Promise.reject(new Error(text)))))
        .then(done)
        .catch(failed);
    },
  };
}

// Sparnatural asks for moments in UTC; the graph has days, and SPARQL compares the two with nothing but an error.
function asDays(sparql) {
  return sparql.replace(/"([^"\s]+Z)"\^\^(?:xsd:dateTime|<[^>]*#dateTime>)/g, (_, moment) => {
    const day = new Date(moment); // its local day is the one that was picked
    const parts = [String(day.getFullYear()).padStart(4, "0"), day.getMonth() + 1, day.getDate()];
    return `"${parts.map((part) => String(part).padStart(2, "0")).join("-")}"^^xsd:date`;
  });
}

// Sparnatural is made for the mouse: give the keyboard its buttons, and screen readers their names.
const NAMES = {
  ".playBtn": "Run the query",
  ".reset-form a": "Start again",
  ".unselect": "Remove",
  ".selectViewVariableBtn": "Show in the results or not",
  ".optionalArrow": "Optional or not",
  ".AddWidgetValueBtn": "Add a value",
  ".ActionWhere a": "Add a condition",
  ".displayButton": "Columns of the results",
  ".treeBtnDisplay": "Choose from the tree",
  ".htmlBreadCrumBack": "Back",
  ".variablesOrdersSelect .asc": "Sort",
  ".variablesOrdersSelect .none": "Do not sort",
};
const BUTTONS = ["li.enabled > .item-sel", ".selectAll .underline", "a:not([href])", ...Object.keys(NAMES)].join();

function equip(form) {
  const mark = () => {
    for (const part of form.querySelectorAll(`:is(${BUTTONS}):not(.jstree-anchor, [tabindex])`)) {
      part.tabIndex = 0;
      part.setAttribute("role", "button");
    }
    for (const [parts, name] of Object.entries(NAMES))
      for (const part of form.querySelectorAll(`${parts}:not([aria-label])`)) part.setAttribute("aria-label", name);
    for (const input of form.querySelectorAll("input:not([aria-label], [type=hidden])"))
      input.setAttribute("aria-label", input.placeholder || (input.type === "checkbox" ? "Short names" : "Value"));
  };
  new MutationObserver(mark).observe(form, { childList: true, subtree: true });
  form.addEventListener("keydown", (event) => {
    if (!["Enter", " "].includes(event.key) || !event.target.matches(`:is(${BUTTONS})`)) return;
    event.preventDefault();
    // Some listen on what is inside.
    (event.target.firstElementChild || event.target).dispatchEvent(new MouseEvent("click", { bubbles: true }));
  });
}

/**
 * Put a form for questions into an element.
 *
 * options: src, the address of the shapes (SHACL in Turtle; several with spaces between); endpoint ("/sparql");
 * lang ("en"); limit; prefixes {prefix: base}; onQuery(sparql, chosen) at each change; onRun(sparql); onReset().
 */
export function questions(element, options) {
  const given = { endpoint: "/sparql", lang: "en", limit: 1000, prefixes: {}, ...options };
  const endpoint = new URL(given.endpoint, document.baseURI).href;
  window.Worker = undefined; // the tree of Sparnatural starts one from a blob, which the page's policy blocks; without, it works
  const form = document.createElement("spar-natural");
  let sparql = "";
  const attributes = {
    src: given.src,
    endpoint,
    lang: given.lang,
    defaultLang: "en",
    distinct: "true",
    limit: given.limit,
    prefixes: Object.entries(given.prefixes).map(([prefix, base]) => `${prefix}:${base}`).join(" "),
  };
  for (const [name, value] of Object.entries(attributes)) form.setAttribute(name, value);

  form.addEventListener("init", () => (form.customization = { sparqlHandler: asker(endpoint) }));
  form.addEventListener("queryUpdated", ({ detail }) => {
    sparql = asDays(form.expandSparql(detail.queryString));
    given.onQuery?.(sparql, detail.queryJson);
  });
  form.addEventListener("submit", () => {
    form.disablePlayBtn();
    Promise.resolve(given.onRun?.(sparql)).finally(() => form.enablePlayBtn());
  });
  form.addEventListener("reset", () => {
    sparql = "";
    given.onReset?.();
  });
  equip(form);
  element.append(form);

  return {
    form,
    getQuery: () => sparql,
    load: (chosen) => form.loadQuery(chosen),
    clear: () => form.clear(),
  };
}

window.comityQuestions = questions;
