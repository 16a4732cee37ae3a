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

  /* Names of columns that a reader knows: Actor_1 becomes "Actor", with its name as the link; a number stays where two would be alike. */
  const ENDS = { _label: " name", _count: " count", _count_stated: " count, stated", _begin: " from", _end: " until" };
  function named({ head, results }) {
    if (!results) return { head, ...arguments[0] };
    const json = withLinks(head.vars, ordered({ head, results }));
    const write = (name, numbered) => name.replace(/^Z+_/, "").replace(/^(.*?)_(\d+)((?:_[a-z]+)?)$/, (_, what, number, end) => what.replace(/(?<=[a-z])(?=[A-Z])/g, " ") + (numbered ? " " + number : "") + (ENDS[end] ?? end.replace("_", " ")));
    const short = json.head.vars.map((name) => write(name, false));
    const names = new Map(json.head.vars.map((name, n) => [name, short.indexOf(short[n]) === short.lastIndexOf(short[n]) ? short[n] : write(name, true)]));
    const bindings = json.results.bindings.map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [names.get(name), cell])));
    return { head: { vars: [...names.values()] }, results: { bindings } };
  }

  /* A thing and its name are one column: the name, which leads to the thing. */
  function withLinks(vars, bindings) {
    const labelled = vars.filter((name) => vars.includes(name + "_label"));
    const kept = vars.filter((name) => !labelled.includes(name.replace(/_label$/, "")) || !name.endsWith("_label"));
    const rows = bindings.map((row) => Object.fromEntries(kept.filter((name) => row[name]).map((name) => [name, labelled.includes(name) ? { ...row[name], label: row[name + "_label"]?.value } : row[name]])));
    return { head: { vars: kept }, results: { bindings: rows } };
  }

  /* The question asks for no order, so the answer has the one a reader expects: most first, else by day, else by name. */
  function ordered({ head, results }) {
    const vars = head.vars, text = (row, name) => row[name]?.value ?? "";
    const counts = vars.find((name) => name.endsWith("_count")), days = vars.find((name) => /Date_\d+$/.test(name)), names = vars.find((name) => name.endsWith("_label"));
    if (chosen?.order) return results.bindings;
    return [...results.bindings].sort((a, b) => (counts ? text(b, counts) - text(a, counts) || text(b, counts + "_stated") - text(a, counts + "_stated") : 0) || text(b, "Ground").localeCompare(text(a, "Ground")) || text(a, days).localeCompare(text(b, days)) || text(a, names).localeCompare(text(b, names)));
  }

  const everyone = part("everyone");
  function pack(question) {
    return "#q=" + encodeURIComponent(JSON.stringify(question)) + (everyone.checked ? "&everyone=1" : "");
  }
  function unpack(hash) {
    const found = new URLSearchParams(hash.slice(1));
    if (!found.has("q")) return null;
    everyone.checked = found.get("everyone") === "1";
    try { return JSON.parse(found.get("q")); } catch { return null; }
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
    everyone: () => everyone.checked,
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

  everyone.addEventListener("change", () => { form.recount(); run(form.getQuery()); });
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
