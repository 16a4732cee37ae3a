"use strict";
/* Rows of an answer as a table, as a network where two columns name actors or countries, as a timeline where one has days. */
(function () {
  const root = new URL("..", document.currentScript.src).pathname.slice(0, -1); // "" at the root of the server
  const MOST_ROWS = 1000, MOST_TIES = 600, MOST_DAYS = 200;

  function make(tag, attributes, ...content) {
    const svg = ["svg", "g", "line", "circle", "rect", "text", "title"].includes(tag);
    const element = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === "click") element.addEventListener("click", value);
      else if (value !== null && value !== undefined) element.setAttribute(name, value);
    }
    for (const part of content.flat()) if (part !== null && part !== undefined) element.append(part);
    return element;
  }

  /* The actors and countries of the graph by IRI and by short name, read when first needed. */
  let known = null;
  function readKnown() {
    if (known) return known;
    const read = (path) => fetch(root + path).then((answer) => (answer.ok ? answer.json() : []));
    known = Promise.all([read("/actors?format=json"), read("/places?kind=country&format=json")]).then(([actors, places]) => {
      const found = new Map();
      for (const thing of [...actors, ...places]) { found.set(thing.iri, thing); found.set(thing.id, thing); }
      return found;
    });
    return known;
  }

  const rowsOf = (json) => json.results.bindings;
  const columnsOf = (json) => json.head.vars;
  const share = (json, column, test) => {
    const cells = rowsOf(json).slice(0, 200).map((row) => row[column]).filter(Boolean);
    return cells.length > 0 && cells.every(test);
  };

  /* Which columns name actors: the first two whose cells all do. */
  function ends(json, things) {
    return columnsOf(json).filter((column) => share(json, column, (cell) => things.has(cell.value))).slice(0, 2);
  }
  const isNumber = (cell) => cell.type === "literal" && /^-?\d+(\.\d+)?$/.test(cell.value) && /#(integer|decimal|double|int|long)$/.test(cell.datatype || "");
  const isDay = (cell) => /^\d{4}-\d\d-\d\d/.test(cell.value);

  function table(json, link) {
    const columns = columnsOf(json), rows = rowsOf(json).slice(0, MOST_ROWS);
    const cell = (found) => {
      if (!found) return make("td");
      if (found.type !== "uri") return make("td", { class: isNumber(found) ? "number" : null, lang: found["xml:lang"] || null }, found.value);
      const address = link(found.value);
      const text = found.label ?? found.value.replace(/^.*[/#](?=.)/, "");
      return make("td", {}, /^(https?:|\/)/.test(address) ? make("a", { href: address, title: found.value }, text) : text);
    };
    const parts = [make("table", { class: "list" },
      make("thead", {}, make("tr", {}, columns.map((name) => make("th", { scope: "col" }, name)))),
      make("tbody", {}, rows.map((row) => make("tr", {}, columns.map((name) => cell(row[name]))))))];
    if (rowsOf(json).length > MOST_ROWS) parts.push(make("p", { class: "soft" }, "The first " + MOST_ROWS.toLocaleString("en") + " rows are shown; the downloads hold them all."));
    return parts;
  }

  /* Ties of a result: one for each pair, its weight the first column of numbers, else the number of rows. */
  function ties(json, things) {
    const [from, to] = ends(json, things);
    const weight = columnsOf(json).find((column) => share(json, column, isNumber));
    const found = new Map();
    for (const row of rowsOf(json)) {
      if (!row[from] || !row[to]) continue;
      const a = things.get(row[from].value), b = things.get(row[to].value), key = a.iri + " " + b.iri;
      const tie = found.get(key) || { a, b, weight: 0 };
      tie.weight += weight && row[weight] ? Number(row[weight].value) : 1;
      found.set(key, tie);
    }
    return { from, to, weight, ties: [...found.values()].filter((tie) => tie.a !== tie.b).sort((x, y) => y.weight - x.weight) };
  }

  const COLOURS = ["#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a6d3b", "#24477f", "#7d74a6"];
  function network(json, things, element) {
    const found = ties(json, things), shown = found.ties.slice(0, MOST_TIES);
    const nodes = [...new Set(shown.flatMap((tie) => [tie.a, tie.b]))];
    const countries = [...new Set(nodes.map((node) => node.country || (node.latitude !== undefined ? node.name : "")))].filter(Boolean).sort();
    const colour = (node) => { const n = countries.indexOf(node.country || node.name); return n < 0 ? "#6b7280" : COLOURS[Math.min(n, COLOURS.length - 1)]; };
    const most = shown.length ? shown[0].weight : 1, degree = new Map();
    shown.forEach((tie) => [tie.a, tie.b].forEach((node) => degree.set(node, (degree.get(node) || 0) + tie.weight)));
    const busiest = Math.max(1, ...degree.values());
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const said = shown.length === 0 ? "No row names two different actors." :
      shown.length.toLocaleString("en") + " ties from " + found.from + " to " + found.to + "; width: " + (found.weight || "number of rows") +
      (found.ties.length > shown.length ? "; the " + (found.ties.length - shown.length).toLocaleString("en") + " weakest are not drawn" : "") + ". The table holds the same.";
    const box = make("div", { class: "network", role: "img", "aria-label": said });
    const legend = make("p", { class: "soft" }, said + " ", countries.slice(0, 8).map((name, n) => make("span", { class: "key" }, make("svg", { viewBox: "0 0 10 10", width: 10, height: 10, "aria-hidden": "true" }, make("circle", { cx: 5, cy: 5, r: 5, fill: COLOURS[n] })), " " + name + (n === 7 && countries.length > 8 ? " and others" : "") + " ")));
    element.replaceChildren(box, legend);
    if (!shown.length) return box.remove();
    const drawn = new vis.Network(box, {
      nodes: nodes.map((node, id) => ({ id, label: node.name.length > 34 ? node.name.slice(0, 32) + "…" : node.name, title: undefined, value: degree.get(node), size: 7 + 15 * Math.sqrt(degree.get(node) / busiest), color: colour(node) })),
      edges: shown.map((tie, id) => ({ id, from: nodes.indexOf(tie.a), to: nodes.indexOf(tie.b), width: 0.6 + 6 * Math.sqrt(tie.weight / most), color: { color: dark ? "#8b98a6" : "#7a8592", opacity: 0.55 } })),
    }, {
      nodes: { shape: "dot", scaling: { customScalingFunction: () => 0.5 }, font: { size: 13, color: dark ? "#e6eaee" : "#1b2733", strokeWidth: 4, strokeColor: dark ? "#14191f" : "#ffffff" } },
      edges: { smooth: false },
      layout: { randomSeed: 7, improvedLayout: nodes.length < 150 },
      physics: { solver: "forceAtlas2Based", forceAtlas2Based: { gravitationalConstant: -90, springLength: 110, avoidOverlap: 0.6 }, stabilization: { iterations: 300 } },
    });
    drawn.once("stabilizationIterationsDone", () => { drawn.setOptions({ physics: false }); drawn.fit(); box.dataset.ready = "true"; });
  }

  function timeline(json, element) {
    const column = columnsOf(json).find((name) => share(json, name, isDay));
    const label = columnsOf(json).find((name) => name !== column && share(json, name, (cell) => cell.type === "literal" && !isNumber(cell) && !isDay(cell))) || columnsOf(json).find((name) => name !== column);
    const marks = rowsOf(json).filter((row) => row[column]).map((row) => ({ day: row[column].value.slice(0, 10), text: label && row[label] ? row[label].value.replace(/^.*[/#](?=.)/, (found) => (row[label].type === "uri" ? "" : found)) : "" }));
    marks.sort((a, b) => a.day.localeCompare(b.day));
    const seen = new Set(), shown = marks.filter(({ day, text }) => !seen.has(day + text) && seen.add(day + text)).slice(0, MOST_DAYS);
    const time = ({ day }) => Date.parse(day + "T00:00:00Z"), first = time(shown[0]), last = Math.max(time(shown[shown.length - 1]), first + 864e5);
    const wide = 1100, left = 90, right = 420, x = (moment) => left + ((wide - left - right) * (moment - first)) / (last - first), step = 22, high = shown.length * step + 40;
    const svg = make("svg", { viewBox: "0 0 " + wide + " " + high, class: "timeline", role: "img", "aria-label": "Timeline of " + shown.length + " rows by " + column });
    for (let year = new Date(first).getUTCFullYear(); year <= new Date(last).getUTCFullYear(); year++) {
      const at = Date.UTC(year, 0, 1);
      if (at < first) continue;
      svg.append(make("line", { x1: x(at), x2: x(at), y1: 22, y2: high, class: "rule" }), make("text", { x: x(at), y: 14, "text-anchor": "middle", class: "year" }, String(year)));
    }
    shown.forEach((mark, n) => {
      const y = 38 + n * step;
      svg.append(make("text", { x: 0, y: y + 4, class: "day" }, mark.day), make("circle", { cx: x(time(mark)), cy: y, r: 5 }), make("text", { x: x(time(mark)) + 10, y: y + 4 }, mark.text.length > 60 ? mark.text.slice(0, 58) + "…" : mark.text));
    });
    element.replaceChildren(svg, make("p", { class: "soft" }, "By " + column + "; " + shown.length + " of " + rowsOf(json).length + " rows" + (shown.length < rowsOf(json).length ? ", each day and text once, those without a day left out" : "") + "."));
  }

  /* The views besides the table: whether one fits a result, and how it is drawn. */
  const VIEWS = {
    Network: { fits: (json, things) => Boolean(window.vis) && ends(json, things).length === 2, draw: (element, json, things) => network(json, things, element) },
    Timeline: { fits: (json) => columnsOf(json).some((column) => share(json, column, isDay)), draw: (element, json) => timeline(json, element) },
  };
  const fitting = (json, things) => (json.results && rowsOf(json).length ? Object.entries(VIEWS).filter(([, view]) => view.fits(json, things)) : []);

  /* Show a result in an element: buttons for the views that fit, and the first of them. */
  async function show(element, json, link = (iri) => iri) {
    if ("boolean" in json) return element.replaceChildren(make("p", { class: "answer" }, json.boolean ? "Yes" : "No"));
    if (!rowsOf(json).length) return element.replaceChildren(make("p", { class: "answer" }, "No rows. Nothing in the graph fits all of what is asked; take a condition away."));
    const box = make("div", { class: "result" }), things = await readKnown();
    const found = [["Table", (to) => to.replaceChildren(...table(json, link))], ...fitting(json, things).map(([name, view]) => [name, (to) => view.draw(to, json, things)])];
    const buttons = found.map(([name, draw]) => make("button", { type: "button", "aria-pressed": "false", click: ({ currentTarget }) => {
      buttons.forEach((button) => button.setAttribute("aria-pressed", String(button === currentTarget)));
      draw(box);
    } }, name));
    const count = rowsOf(json).length;
    element.replaceChildren(make("p", { class: "views", role: "group", "aria-label": "Views" }, make("strong", { role: "status" }, count.toLocaleString("en") + (count === 1 ? " row" : " rows")), " ", buttons), box);
    buttons[0].click();
  }

  window.comityResults = { show, VIEWS, things: readKnown };
})();
