// Questions by choosing: Sparnatural, whose own script the page loads before this one.
import { equip } from "./questions-access.js";
import { counting } from "./questions-counting.js";
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
  return sparql.replace(/"([^"\s]+Z)"\^\^(?:xsd:dateTime|<[^>]*#dateTime>)/g, (_, moment) => `"${dayOf(moment)}"^^xsd:date`);
}
// The local day of a moment is the one that was picked.
function dayOf(moment) {
  const day = new Date(moment);
  const parts = [String(day.getFullYear()).padStart(4, "0"), day.getMonth() + 1, day.getDate()];
  return parts.map((part) => String(part).padStart(2, "0")).join("-");
}

// A period of a chosen question as days: a moment would be another day where it is opened in another time zone.
function mapValues(branches, change) {
  return branches.map(({ line, children, ...rest }) => ({
    ...rest,
    line: { ...line, values: line.values.map(change) },
    children: mapValues(children, change),
  }));
}
const withEnds = (value, write) =>
  Object.fromEntries(Object.entries(value).map(([name, end]) => [name, end && ["start", "stop"].includes(name) ? write(end) : end]));
const inDays = (chosen) => ({ ...chosen, branches: mapValues(chosen.branches, (value) => withEnds(value, dayOf)) });
const inMoments = (chosen) => ({
  ...chosen,
  branches: mapValues(chosen.branches, (value) => withEnds(value, (day) => new Date(/T/.test(day) ? day : `${day}T12:00:00`).toISOString())),
});

// Lines whose object is a condition only, and cannot be shown in a column.
function markFilters(form, filters) {
  const walk = (group) => {
    if (!group) return;
    const { html, ObjectPropertyGroup } = group.CriteriaGroup;
    html[0].classList.toggle("filter-only", filters.includes(ObjectPropertyGroup.getTypeSelected()));
    walk(group.whereChild);
    walk(group.andSibling);
  };
  walk(form.sparnatural.BgWrapper.componentsList.rootGroupWrapper);
}

/**
 * Put a form for questions into an element.
 *
 * options: src, the address of the shapes (SHACL in Turtle; several with spaces between); endpoint ("/sparql");
 * lang ("en"); limit; prefixes {prefix: base}; filters, the properties that are conditions only; everyone(), which tells
 * whether programmes, groups and states count too;
 * onQuery(sparql, chosen) at each change; onRun(sparql); onReset().
 */
export function questions(element, options) {
  const given = { endpoint: "/sparql", lang: "en", limit: 1000, prefixes: {}, filters: [], ...options };
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
  let made = "", chosen = null;
  const tell = () => {
    sparql = counting(made, given.prefixes, given.everyone?.());
    given.onQuery?.(sparql, chosen);
  };
  form.addEventListener("queryUpdated", ({ detail }) => {
    made = asDays(form.expandSparql(detail.queryString));
    chosen = inDays(detail.queryJson);
    markFilters(form, given.filters);
    tell();
  });
  form.addEventListener("submit", () => {
    form.disablePlayBtn();
    Promise.resolve(given.onRun?.(sparql)).finally(() => form.enablePlayBtn());
  });
  form.addEventListener("reset", () => {
    sparql = made = "";
    given.onReset?.();
  });
  equip(form, given.lang);
  element.append(form);

  return {
    form,
    getQuery: () => sparql,
    recount: () => made && tell(),
    load: (chosen) => form.loadQuery(inMoments(chosen)),
    clear: () => form.clear(),
  };
}

window.comityQuestions = questions;
