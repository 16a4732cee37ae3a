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

/**
 * Put a form for questions into an element.
 *
 * options: src, the address of the shapes (SHACL in Turtle; several with spaces between); endpoint ("/sparql");
 * lang ("en"); limit; prefixes {prefix: base}; onQuery(sparql, chosen) at each change; onRun(sparql); onReset().
 */
export function questions(element, options) {
  const given = { endpoint: "/sparql", lang: "en", limit: 1000, prefixes: {}, ...options };
  const endpoint = new URL(given.endpoint, document.baseURI).href;
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
    sparql = form.expandSparql(detail.queryString);
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
  element.append(form);

  return {
    form,
    getQuery: () => sparql,
    load: (chosen) => form.loadQuery(chosen),
    clear: () => form.clear(),
  };
}

window.comityQuestions = questions;
