"use strict";
(function () {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const data = read("data"), nodes = read("nodes"), edges = read("edges"), options = read("options");
  const box = document.getElementById("network"), detail = document.getElementById("detail"), tooltip = document.getElementById("tooltip");
  const nodeSet = new vis.DataSet(nodes), edgeSet = new vis.DataSet(edges);
  const network = new vis.Network(box, { nodes: nodeSet, edges: edgeSet }, options);
  const neighbours = nodes.map(() => []);
  edges.forEach((edge) => { neighbours[edge.from].push(edge); neighbours[edge.to].push(edge); });
  const order = nodes.map((node) => node.id).sort((a, b) => data.nodes[b].activities - data.nodes[a].activities || a - b);
  const off = new Set();
  let layout = "country", chosen = null, hovered = null;

  // ---- helpers that put text into the page as text
  function make(tag, attributes, ...content) {
    const element = document.createElement(tag);
    Object.entries(attributes || {}).forEach(([name, value]) => {
      if (name === "click") element.addEventListener("click", value);
      else if (value !== null && value !== undefined) element.setAttribute(name, value);
    });
    content.flat().forEach((part) => { if (part !== null && part !== undefined) element.append(part); });
    return element;
  }
  const svgName = "http://www.w3.org/2000/svg";
  function draw(shapes, wide) {
    const svg = document.createElementNS(svgName, "svg");
    svg.setAttribute("viewBox", wide ? "0 0 30 14" : "0 0 14 14");
    svg.setAttribute("aria-hidden", "true");
    if (wide) svg.setAttribute("class", "wide");
    shapes.forEach(([tag, attributes]) => {
      const element = document.createElementNS(svgName, tag);
      Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
      svg.append(element);
    });
    return svg;
  }
  const outlines = {
    dot: ["circle", { cx: 7, cy: 7, r: 5 }],
    square: ["rect", { x: 2.5, y: 2.5, width: 9, height: 9 }],
    triangle: ["path", { d: "M7 2 L12.5 12 L1.5 12 Z" }],
    diamond: ["path", { d: "M7 1 L13 7 L7 13 L1 7 Z" }],
    star: ["path", { d: "M7 1 L8.6 5.2 L13 5.3 L9.5 8.1 L10.8 12.4 L7 9.9 L3.2 12.4 L4.5 8.1 L1 5.3 L5.4 5.2 Z" }],
    hexagon: ["path", { d: "M4 2 L10 2 L13 7 L10 12 L4 12 L1 7 Z" }],
  };
  const plural = (count, word) => count.toLocaleString("en") + " " + word + (count === 1 ? "" : word.endsWith("y") ? "" : "s");
  const activities = (count) => count.toLocaleString("en") + (count === 1 ? " activity" : " activities");

  // ---- the whole picture, with room for the titles of the countries
  function fit(animated) {
    const spots = nodes.filter((node) => !off.has(data.nodes[node.id].group)).map((node) => network.getPosition(node.id));
    if (layout === "country") spots.push(...data.sectors);
    if (!spots.length) return;
    const xs = spots.map((spot) => spot.x), ys = spots.map((spot) => spot.y);
    const left = Math.min(...xs), right = Math.max(...xs), top = Math.min(...ys), bottom = Math.max(...ys);
    // Labels stand beside the marks: leave room for them where there is room at all.
    const side = Math.min(300, box.clientWidth * 0.3);
    const scale = Math.min((box.clientWidth - side) / (right - left || 1), (box.clientHeight - 56) / (bottom - top || 1), 2);
    network.moveTo({
      position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: scale,
      animation: animated ? { duration: 400, easingFunction: "easeInOutQuad" } : false,
    });
  }

  // ---- labels: the strongest first, none over another; more of them as one zooms in
  network.on("afterDrawing", (context) => {
    const scale = network.getScale(), placed = [];
    const free = (rect) => placed.every((other) => rect.x + rect.w < other.x || other.x + other.w < rect.x || rect.y + rect.h < other.y || other.y + other.h < rect.y);
    const shown = order.filter((id) => !off.has(data.nodes[id].group));
    const spots = network.getPositions(shown);
    const focus = focusIds();
    const edge = network.DOMtoCanvas({ x: 4, y: 4 }), corner = network.DOMtoCanvas({ x: box.clientWidth - 4, y: box.clientHeight - 4 });
    const inside = (rect) => rect.x >= edge.x && rect.y >= edge.y && rect.x + rect.w <= corner.x && rect.y + rect.h <= corner.y;
    context.save();
    context.textBaseline = "middle";
    context.lineJoin = "round";
    const write = (text, x, y, align, size, weight, colour) => {
      context.font = weight + " " + size / scale + "px system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif";
      context.textAlign = align;
      context.lineWidth = 3.5 / scale;
      context.strokeStyle = "rgba(255,255,255,0.92)";
      context.fillStyle = colour;
      const lines = text.split("\n"), step = 1.12 * size / scale;
      for (const paint of ["strokeText", "fillText"]) lines.forEach((line, n) => context[paint](line, x, y + (n - (lines.length - 1) / 2) * step));
    };
    const measure = (text, size, weight) => {
      context.font = weight + " " + size / scale + "px system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif";
      return Math.max(...text.split("\n").map((line) => context.measureText(line).width));
    };
    if (layout === "country") {
      data.sectors.forEach((sector) => {
        const text = sector.label.toUpperCase(), width = measure(text, 12, "600");
        placed.push({ x: sector.x - width / 2, y: sector.y - 8 / scale, w: width, h: 16 / scale });
        write(text, sector.x, sector.y, "center", 12, "600", "#1b2733");
      });
    }
    const marks = shown.map((id) => {
      const radius = nodes[id].size;
      return { id: id, x: spots[id].x - radius, y: spots[id].y - radius, w: 2 * radius, h: 2 * radius };
    });
    // The names of the strongest matter more than a small mark: rather than go unnamed, they may lie over one.
    const strongest = new Set(order.slice(0, Math.ceil(order.length / 5)));
    const clear = (rect, id, lax) => marks.every((mark) => mark.id === id || (lax && !strongest.has(mark.id)) || rect.x + rect.w < mark.x || mark.x + mark.w < rect.x || rect.y + rect.h < mark.y || mark.y + mark.h < rect.y);
    const first = focus ? shown.filter((id) => focus.has(id)).concat(shown.filter((id) => !focus.has(id))) : shown;
    first.forEach((id) => {
      const near = focus && focus.has(id);
      if (focus && !near) return;
      const text = data.nodes[id].short, own = id === focusNode(), size = own ? 13 : 11.5, weight = own ? "600" : "400";
      const width = measure(text, size, weight), height = (1.12 * size * text.split("\n").length + 1) / scale, gap = nodes[id].size + 4 / scale, spot = spots[id];
      // Where the text may stand: beside the mark, away from the middle first; then below and above; then aslant.
      const away = spot.x >= 0 ? 1 : -1, slant = gap * 0.75;
      const spotsFor = [[away, 0], [-away, 0], [0, 1], [0, -1], [away, 1], [away, -1], [-away, 1], [-away, -1]];
      const tries = strongest.has(id) ? [false, true] : [false];
      tries.some((lax) => spotsFor.some(([across, down]) => {
        const align = across > 0 ? "left" : across < 0 ? "right" : "center";
        const x = spot.x + across * (down ? slant : gap), y = spot.y + down * ((across ? slant : gap) + height / 2);
        const rect = { x: align === "left" ? x : align === "right" ? x - width : x - width / 2, y: y - height / 2, w: width, h: height };
        if (!inside(rect) || !free(rect) || !clear(rect, id, lax)) return false;
        placed.push(rect);
        write(text, x, y, align, size, weight, "#1b2733");
        return true;
      }));
    });
    context.restore();
  });

  // ---- what is in focus: a node with its neighbours, or the two ends of a line
  function focusNode() { const focus = hovered || chosen; return focus && focus.node !== undefined ? focus.node : null; }
  function focusIds() {
    const focus = hovered || chosen;
    if (!focus) return null;
    if (focus.edge !== undefined) return new Set([edges[focus.edge].from, edges[focus.edge].to]);
    const ids = new Set([focus.node]);
    neighbours[focus.node].forEach((edge) => { if (visible(edge)) { ids.add(edge.from); ids.add(edge.to); } });
    return ids;
  }
  const visible = (edge) => !edge.hidden && !off.has(data.nodes[edge.from].group) && !off.has(data.nodes[edge.to].group);
  function paint() {
    const focus = hovered || chosen, ids = focusIds();
    nodeSet.update(nodes.map((node) => {
      const faded = ids && !ids.has(node.id);
      return { id: node.id, hidden: off.has(data.nodes[node.id].group), opacity: faded ? 0.18 : 1 };
    }));
    edgeSet.update(edges.map((edge) => {
      const picked = focus && (focus.edge === edge.id || (focus.node !== undefined && (edge.from === focus.node || edge.to === focus.node)));
      const opacity = !focus ? edge.color.opacity : picked ? 0.9 : 0.05;
      const colour = focus && focus.edge === edge.id ? "#a3331f" : edge.color.color;
      const faint = edge.hidden && !(picked && focus.edge === edge.id);
      return { id: edge.id, hidden: !visible({ ...edge, hidden: faint }), color: { color: colour, opacity: opacity } };
    }));
  }

  // ---- hover: names and numbers
  function tell(lines, event) {
    tooltip.replaceChildren(make("strong", {}, lines[0]), ...lines.slice(1).map((line) => make("div", {}, line)));
    tooltip.hidden = false;
    const area = box.getBoundingClientRect();
    const x = event.clientX - area.left, y = event.clientY - area.top;
    tooltip.style.left = Math.max(4, Math.min(x + 14, box.clientWidth - tooltip.offsetWidth - 4)) + "px";
    tooltip.style.top = Math.max(4, Math.min(y + 14, box.clientHeight - tooltip.offsetHeight - 4)) + "px";
  }
  const pairName = (edge) => data.nodes[edge.from].name + (data.directed ? " → " : " – ") + data.nodes[edge.to].name;
  function edgeNumbers(edge) {
    const found = data.edges[edge.id];
    const stated = found.stated === found.activities ? "all stated" : found.stated ? found.stated + " stated, " + (found.activities - found.stated) + " inferred" : "all inferred";
    const years = found.first ? found.first.slice(0, 4) + (found.last.slice(0, 4) !== found.first.slice(0, 4) ? "–" + found.last.slice(0, 4) : "") : "years not known";
    return activities(found.activities) + ", " + stated + " · " + years;
  }
  network.on("hoverNode", (event) => {
    const found = data.nodes[event.node], ties = neighbours[event.node].length;
    hovered = { node: event.node };
    paint();
    tell([found.name, "took part in " + activities(found.activities), "tied to " + ties + (ties === 1 ? " other" : " others")], event.event);
  });
  network.on("hoverEdge", (event) => {
    if (hovered && hovered.node !== undefined) return;
    hovered = { edge: event.edge };
    paint();
    tell([pairName(edges[event.edge]), edgeNumbers(edges[event.edge]), "click to read why"], event.event);
  });
  const leave = () => { hovered = null; tooltip.hidden = true; paint(); };
  network.on("blurNode", leave);
  network.on("blurEdge", leave);
  network.on("dragStart", () => { tooltip.hidden = true; });

  // ---- click: the evidence
  network.on("click", (event) => {
    if (event.nodes.length) choose({ node: event.nodes[0] });
    else if (event.edges.length) choose({ edge: event.edges[0] });
    else choose(null);
  });
  function choose(what) {
    chosen = what;
    hovered = null;
    tooltip.hidden = true;
    paint();
    if (!what) showStart();
    else if (what.node !== undefined) showNode(what.node);
    else showEdge(what.edge);
    detail.scrollTop = 0;
  }
  function link(address, paragraph) {
    const text = address.replace(/^https?:\/\/(www\.)?/, "") + (paragraph ? ", paragraph " + paragraph : "");
    return /^https?:\/\//.test(address) ? make("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, text) : text;
  }
  const groundText = { stated: "stated", inferred: "inferred", "from-group": "from a group" };
  function article(number, ids) {
    const found = data.activities[number];
    const where = [found.place, found.country].filter(Boolean).join(", ");
    const facts = [found.kind, where, found.when + (found.year_ground === "inferred" && found.date ? " (year inferred)" : "")].filter(Boolean).join(" · ");
    const parts = found.parts.filter((part) => ids.has(part.actor));
    const rest = found.parts.filter((part) => !ids.has(part.actor));
    const element = make("article", {}, make("h4", {}, found.title), make("p", { class: "soft" }, facts));
    parts.forEach((part) => {
      const words = part.words.length ? ": “" + part.words.join("”, “") + "”" : "";
      element.append(make("p", { class: "part" }, part.name + ": " + part.role + " ", make("span", { class: "ground" }, "(" + groundText[part.ground] + words + ")")));
    });
    const points = [...new Set(found.conflicts.map((one) => one.point))];
    points.forEach((point) => {
      element.append(make("div", { class: "conflict" }, make("strong", {}, "Readings disagree on " + point + "."), make("ul", {},
        found.conflicts.filter((one) => one.point === point).map((one) => make("li", {}, one.reading + (one.followed ? " (followed here) " : " "), link(one.source, one.paragraph))))));
    });
    if (rest.length && parts.length) element.append(make("p", { class: "soft" }, "and " + plural(new Set(rest.map((part) => part.actor)).size, "other")));
    const places = [...new Map(parts.map((part) => [part.source + "#" + part.paragraph, part])).values()];
    places.forEach((part) => element.append(make("p", {}, link(part.source, part.paragraph))));
    return element;
  }
  const pick = (text, what) => make("button", { type: "button", class: "pick", click: () => choose(what) }, text);
  function membersOf(id) {
    const name = data.nodes[id].id, level = new Set([name]);
    (data.members && data.members[name] || []).forEach((member) => level.add(member));
    return level;
  }
  function showEdge(id) {
    const edge = edges[id], found = data.edges[id], ids = new Set([...membersOf(edge.from), ...membersOf(edge.to)]);
    detail.replaceChildren(
      make("h2", {}, pick(data.nodes[edge.from].name, { node: edge.from }), data.directed ? " → " : " – ", pick(data.nodes[edge.to].name, { node: edge.to })),
      make("p", { class: "soft" }, edgeNumbers(edge)),
      ...found.behind.map((number) => article(number, ids)));
  }
  function showNode(id) {
    const found = data.nodes[id];
    const ties = neighbours[id].slice().sort((a, b) => data.edges[b.id].stated - data.edges[a.id].stated || data.edges[b.id].activities - data.edges[a.id].activities || a.id - b.id);
    const behind = [...new Set(ties.flatMap((edge) => data.edges[edge.id].behind))].sort((a, b) => a - b);
    detail.replaceChildren(
      make("h2", {}, found.name), found.nameRu ? make("p", { class: "soft" }, found.nameRu) : "",
      make("p", { class: "soft" }, "took part in " + activities(found.activities) + ", tied to " + ties.length + (ties.length === 1 ? " other" : " others")),
      make("h3", {}, "Worked most with"),
      make("ul", {}, ties.slice(0, 8).map((edge) => make("li", {}, pick(data.nodes[edge.from === id ? edge.to : edge.from].name, { edge: edge.id }), " ", make("span", { class: "soft" }, edgeNumbers(edge).split(" · ")[0])))),
      make("h3", {}, "Activities"), ...behind.map((number) => article(number, membersOf(id))));
  }
  function showStart() {
    const best = edges.slice().sort((a, b) => data.edges[b.id].stated - data.edges[a.id].stated || data.edges[b.id].activities - data.edges[a.id].activities || a.id - b.id).slice(0, 10);
    detail.replaceChildren(
      make("h2", {}, "What the picture shows"), make("p", {}, data.finding),
      make("p", { class: "soft" }, "Click a line to read why it is there, or a mark to see who it is."),
      make("h3", {}, "Ties best attested"),
      make("ul", {}, best.map((edge) => make("li", {}, pick(pairName(edge), { edge: edge.id }), " ", make("span", { class: "soft" }, edgeNumbers(edge).split(" · ")[0])))));
  }

  // ---- legend, which is the filter of groups as well
  data.groups.forEach((group) => {
    const button = make("button", { type: "button", "aria-pressed": "true" }, draw([["circle", { cx: 7, cy: 7, r: 5.5, fill: group.colour }]]), group.label);
    button.addEventListener("click", () => {
      if (off.has(group.id)) off.delete(group.id); else off.add(group.id);
      button.setAttribute("aria-pressed", String(!off.has(group.id)));
      paint();
    });
    document.getElementById("groups").append(button);
  });
  const shapes = document.getElementById("shapes"), grey = { fill: "#6b7280" };
  data.shapes.forEach((one) => shapes.append(make("span", {}, draw([[outlines[one.shape][0], { ...outlines[one.shape][1], ...grey }]]), one.label)));
  shapes.append(
    make("span", {}, draw([["line", { x1: 1, y1: 7, x2: 29, y2: 7, stroke: "#44546f", "stroke-width": 3 }]], true), "stated; width = activities"),
    make("span", {}, draw([["line", { x1: 1, y1: 7, x2: 29, y2: 7, stroke: "#44546f", "stroke-width": 1, "stroke-dasharray": "2 3" }]], true), "rests on inference alone"));

  // ---- search, layout, keyboard
  const search = document.getElementById("search"), names = document.getElementById("names");
  order.forEach((id) => names.append(make("option", { value: data.nodes[id].name })));
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  search.addEventListener("change", () => {
    const wanted = plain(search.value.trim());
    if (!wanted) { choose(null); return; }
    const fits = (id, test) => test(plain(data.nodes[id].name)) || test(plain(data.nodes[id].nameRu)) || test(data.nodes[id].id);
    const found = order.find((id) => fits(id, (name) => name === wanted)) ?? order.find((id) => fits(id, (name) => name.includes(wanted)));
    if (found === undefined) {
      detail.replaceChildren(make("h2", {}, "No actor of that name"), make("p", {}, "“" + search.value + "” is not among those shown here. Write a part of a name, in English or Russian."));
      return;
    }
    choose({ node: found });
  });
  function arrange(name) {
    layout = name;
    document.getElementById("by-country").setAttribute("aria-pressed", String(name === "country"));
    document.getElementById("by-closeness").setAttribute("aria-pressed", String(name === "close"));
    nodes.forEach((node) => network.moveNode(node.id, name === "country" ? node.x : data.close[node.id][0], name === "country" ? node.y : data.close[node.id][1]));
    fit(false);
  }
  document.getElementById("by-country").addEventListener("click", () => arrange("country"));
  document.getElementById("by-closeness").addEventListener("click", () => arrange("close"));
  document.getElementById("whole").addEventListener("click", () => { choose(null); fit(true); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") choose(null); });
  window.addEventListener("resize", () => fit(false));
  showStart();
  paint();
  fit(false);
  document.documentElement.setAttribute("data-ready", "yes");
})();
