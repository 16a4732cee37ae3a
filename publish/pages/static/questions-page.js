"use strict";
/* Ask by choosing: the form in place of the plain one, its SPARQL, the answer, downloads and a link that keeps the question. */
(function () {
  const root = new URL("..", document.currentScript.src).pathname.slice(0, -1); // "" at the root of the server
  const part = (id) => document.getElementById(id);
  const data = JSON.parse(part("data").textContent);
  const MOST_ROWS = 10000;
  let chosen = null;

  /* Where the page of an IRI is on this server; others are their own address. */
  function link(iri) {
    for (const [base, path] of data.bases) if (iri.startsWith(base)) return root + path + iri.slice(base.length).split("/").map(encodeURIComponent).join("/").replace(/%23/g, "#");
    return iri;
  }

  /* Names of columns that a reader knows: Actor_1_label becomes "Actor name"; a number stays where two would be alike. */
  const ENDS = { _label: " name", _count: " count", _begin: " from", _end: " until" };
  function named(json) {
    if (!json.results) return json;
    const write = (name, numbered) => name.replace(/^Z+_/, "").replace(/^(.*?)_(\d+)((?:_[a-z]+)?)$/, (_, what, number, end) => what.replace(/(?<=[a-z])(?=[A-Z])/g, " ") + (numbered ? " " + number : "") + (ENDS[end] ?? end.replace("_", " ")));
    const short = json.head.vars.map((name) => write(name, false));
    const names = new Map(json.head.vars.map((name, n) => [name, short.indexOf(short[n]) === short.lastIndexOf(short[n]) ? short[n] : write(name, true)]));
    const rows = ordered(json);
    const bindings = rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [names.get(name), cell])));
    return { head: { vars: [...names.values()] }, results: { bindings } };
  }

  /* The question asks for no order, so the answer has the one a reader expects: most first, else by day, else by name. */
  function ordered({ head, results }) {
    const vars = head.vars, text = (row, name) => row[name]?.value ?? "";
    const counts = vars.find((name) => name.endsWith("_count")), days = vars.find((name) => /Date_\d+$/.test(name)), names = vars.find((name) => name.endsWith("_label"));
    if (chosen?.order) return results.bindings;
    return [...results.bindings].sort((a, b) => (counts ? text(b, counts) - text(a, counts) : 0) || text(a, days).localeCompare(text(b, days)) || text(a, names).localeCompare(text(b, names)));
  }

  function pack(question) {
    return "#q=" + encodeURIComponent(JSON.stringify(question));
  }
  function unpack(hash) {
    if (!hash.startsWith("#q=")) return null;
    try { return JSON.parse(decodeURIComponent(hash.slice(3))); } catch { return null; }
  }

  function toSparql(query, more) {
    return root + "/sparql?" + new URLSearchParams({ query, ...more });
  }

  function tell(sparql) {
    part("made").hidden = !sparql;
    part("sparql").textContent = sparql;
    part("editor").href = toSparql(sparql);
    for (const to of document.querySelectorAll("[data-format]")) to.href = toSparql(sparql, { format: to.dataset.format, download: 1 });
  }
  function forget() {
    part("answer").replaceChildren();
    part("said").textContent = "";
    part("take").hidden = true;
    delete part("answer").dataset.ready;
  }

  async function run(sparql) {
    if (!sparql) return;
    forget();
    part("said").textContent = "Asking…";
    try {
      const answer = await fetch(root + "/sparql", { method: "POST", headers: { Accept: "application/sparql-results+json" }, body: new URLSearchParams({ query: sparql }) });
      if (!answer.ok) throw new Error(await answer.text());
      const json = await answer.json();
      const full = json.results?.bindings.length === MOST_ROWS;
      part("said").textContent = full ? "The answer is cut after " + MOST_ROWS.toLocaleString("en") + " rows; add a condition, or open it in the editor and raise LIMIT." : "";
      await comityResults.show(part("answer"), named(json), link);
      part("take").hidden = false;
      const hash = pack(chosen);
      part("permalink").href = hash;
      history.replaceState(null, "", hash);
      part("answer").dataset.ready = "true";
    } catch (error) {
      part("said").textContent = error instanceof TypeError ? "The server does not answer; is it still running?" : error.message;
    }
  }

  const form = comityQuestions(part("form"), {
    src: root + "/questions.ttl",
    endpoint: root + "/sparql",
    lang: data.lang,
    limit: MOST_ROWS,
    prefixes: data.prefixes,
    filters: data.filters,
    onQuery: (sparql, question) => { chosen = question; tell(sparql); forget(); },
    onRun: run,
    onReset: () => { chosen = null; tell(""); forget(); history.replaceState(null, "", location.pathname + location.search); },
  });

  function open(question) {
    try {
      form.load(question);
    } catch (error) {
      form.clear();
      part("said").textContent = "The link holds a question that this form does not know; choose it anew.";
      return;
    }
    run(form.getQuery());
  }

  for (const button of document.querySelectorAll("[data-example]"))
    button.addEventListener("click", () => open(data.examples[Number(button.dataset.example)]));
  for (const to of document.querySelectorAll(".languages a"))
    to.addEventListener("click", (event) => { event.preventDefault(); location.href = to.href + (chosen ? pack(chosen) : ""); });
  window.addEventListener("hashchange", () => { const question = unpack(location.hash); if (question) open(question); });

  form.form.addEventListener("init", () => {
    part("asking").dataset.ready = "true";
    const question = unpack(location.hash);
    if (question) open(question);
  });
  part("plain").hidden = true;
  part("asking").hidden = part("languages").hidden = false;
})();
