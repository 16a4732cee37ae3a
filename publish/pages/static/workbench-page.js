"use strict";
/* The workbench: the editor in place of the plain form, examples, downloads, link and citation. */
(async function () {
  const root = new URL("..", document.currentScript.src).pathname.slice(0, -1); // "" at the root of the server
  const data = JSON.parse(document.getElementById("data").textContent);
  const plain = document.getElementById("plain"), box = document.getElementById("workbench");
  const after = document.getElementById("after"), said = (id) => document.getElementById(id);
  let citation = "";

  /* Where the page of an IRI is on this server; others are their own address. */
  function link(iri) {
    for (const [base, path] of data.bases) if (iri.startsWith(base)) return root + path + iri.slice(base.length).split("/").map(encodeURIComponent).join("/").replace(/%23/g, "#");
    return iri;
  }

  const things = await comityResults.things().catch(() => new Map());
  const views = Object.fromEntries(Object.entries(comityResults.VIEWS).map(([name, view]) => [name.toLowerCase(), {
    label: name,
    fits: (json) => view.fits(json, things),
    draw: (element, json) => view.draw(element, json, things),
  }]));
  const asked = new URLSearchParams(location.search).get("query");
  plain.hidden = true;
  box.hidden = false;
  const bench = comityWorkbench(box, {
    endpoint: root + "/sparql", query: data.start, prefixes: data.prefixes, classes: data.classes, properties: data.properties,
    storage: "comity", link, views, onResult: tell,
  });
  if (asked) bench.run();

  document.querySelectorAll(".examples a").forEach((example) => example.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    bench.openQuery(new URL(example.href).searchParams.get("query"), example.dataset.name);
    bench.run();
    box.scrollIntoView({ block: "nearest" });
  }));

  const ROWS = ["csv", "tsv", "json", "xml", "arrow", "parquet"], STATEMENTS = ["ttl", "nt", "jsonld", "rdfxml", "trig", "nq"];
  function forms(type) {
    if (/csv|tab-separated/.test(type) || /sparql-results/.test(type)) return ROWS;
    return STATEMENTS;
  }

  /* After an answer: what makes it mislead, where it can be had again, in each form, and how to cite it. */
  function tell({ query, ok, type, text, warnings = [] }) {
    said("warnings").replaceChildren(...warnings.map((each) => {
      const line = document.createElement("p");
      line.className = "warning"; line.textContent = each;
      return line;
    }));
    after.hidden = !ok;
    if (!ok) return;
    const boolean = /sparql-results/.test(type) && /"boolean"\s*:/.test(text.slice(0, 500));
    const buttons = (boolean ? ["json", "xml"] : forms(type)).map((form) => {
      const button = document.createElement("button");
      button.type = "submit"; button.name = "format"; button.value = form; button.textContent = form;
      return button;
    });
    const form = document.createElement("form");
    form.method = "post"; form.action = root + "/sparql?download=1"; form.className = "inline";
    const hidden = document.createElement("input");
    hidden.type = "hidden"; hidden.name = "query"; hidden.value = query;
    form.append(hidden, ...buttons);
    said("downloads").replaceChildren(form);
    const address = new URL(root + "/sparql", location.href);
    address.search = new URLSearchParams({ query });
    said("permalink").href = address.href;
    said("permalink").textContent = address.href.length > 120 ? address.href.slice(0, 118) + "…" : address.href;
    const title = (/^#\s*(?:title:)?\s*(.+)/m.exec(query) || [])[1] || "Query";
    // What is cited is the graph, wherever it is served; the query itself goes along, to be asked of any copy of it.
    const cited = "“" + title + "”, query of " + data.title + ", graph " + data.version + ", asked on " + new Date().toISOString().slice(0, 10) + ". " + data.iri;
    said("citation").textContent = cited;
    citation = cited + "\n\n" + query;
  }
  document.getElementById("copy").addEventListener("click", async ({ currentTarget }) => {
    await navigator.clipboard.writeText(citation);
    currentTarget.textContent = "Copied";
    setTimeout(() => (currentTarget.textContent = "Copy"), 1500);
  });
  box.dataset.ready = "true";
})();
