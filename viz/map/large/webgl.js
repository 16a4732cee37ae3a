// Draws a large network with WebGL: sigma draws, graphology holds the graph; nothing else of the two is let out.
import { EdgeLineProgram, Graph, Sigma } from "#sigma";

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/**
 * nodes: [{x, y, size, color, label, group, hidden}], edges: [{source, target, color, size, level}], both known by
 * their number. Drawn are the edges of a level below `level`; when a node is selected, those named with it.
 * @param {HTMLElement} element
 * @param {WebglRequest} options
 */
export function comityWebgl(element, { nodes, edges, theme, level = 1, onPick = () => {} }) {
  let colours = theme,
    chosen = /** @type {number | null} */ (null),
    own = /** @type {WebglEdge[]} */ ([]),
    near = new Set(),
    labels = /** @type {any[]} */ ([]),
    left = new Set();
  const wanted = () => (chosen === null ? edges.filter((edge) => edge.level < level) : own);
  const renderer = new Sigma(makeGraph(nodes, wanted()), element, {
    defaultEdgeType: "line",
    edgeProgramClasses: { line: EdgeLineProgram },
    defaultDrawNodeLabel: (context, data) => labels.push(data),
    defaultDrawNodeHover: (context, data) => drawHover(context, data, colours),
    labelFont: FONT,
    labelSize: 12,
    labelDensity: 0.5,
    labelGridCellSize: 150,
    labelRenderedSizeThreshold: 5,
    minEdgeThickness: 0.5,
    zIndex: true,
    allowInvalidContainer: true,
    stagePadding: 30,
    maxCameraRatio: 2,
    minCameraRatio: 0.002,
    nodeReducer: reduceNode,
    edgeReducer: reduceEdge,
  });
  // Labels are drawn together, the largest node first; what would run into one that is there is left out.
  renderer.on("beforeRender", () => (labels = []));
  renderer.on("afterRender", () =>
    drawLabels(
      /** @type {CanvasRenderingContext2D} */ (renderer.getCanvases().labels.getContext("2d")),
      labels,
      colours,
    ),
  );
  renderer.scheduleRender();
  const redraw = () => renderer.setGraph(makeGraph(nodes, wanted()));

  function reduceNode(/** @type {string} */ name, /** @type {any} */ data) {
    if (left.has(data.group)) return { ...data, hidden: true };
    if (chosen === null) return data;
    const number = Number(name);
    if (number === chosen) return { ...data, highlighted: true, forceLabel: true, zIndex: 2 };
    if (near.has(number)) return { ...data, zIndex: 1 };
    return { ...data, color: colours.faded, label: "", zIndex: 0 };
  }

  function reduceEdge(/** @type {string} */ _, /** @type {any} */ data) {
    if (left.size && (left.has(nodes[data.from].group) || left.has(nodes[data.to].group)))
      return { ...data, hidden: true };
    if (chosen === null) return data;
    return { ...data, color: nodes[data.from === chosen ? data.to : data.from].color };
  }

  renderer.on("clickNode", ({ node }) => onPick(Number(node)));
  renderer.on("clickStage", () => onPick(null));
  renderer.on("enterNode", () => (element.style.cursor = "pointer"));
  renderer.on("leaveNode", () => (element.style.cursor = ""));
  const camera = renderer.getCamera();

  return {
    // Bring a node to the middle, near enough to read what stands around it.
    focus(/** @type {number} */ number, ratio = 0.45) {
      const { x, y } = /** @type {{ x: number, y: number }} */ (renderer.getNodeDisplayData(String(number)));
      camera.setState({ x, y, ratio: Math.min(camera.ratio, ratio) });
    },
    // Show one node with those of its edges that are numbered in `ties`; `null` shows all again.
    select(/** @type {number | null} */ number, /** @type {number[]} */ ties = []) {
      chosen = number;
      own = ties.map((tie) => edges[tie]);
      near = new Set(own.flatMap((edge) => [edge.source, edge.target]));
      redraw();
    },
    lines(/** @type {number} */ next) {
      level = next;
      redraw();
    },
    // Leave out the nodes of some groups, and their ties.
    leave(/** @type {string[]} */ groups) {
      left = new Set(groups);
      renderer.refresh();
    },
    // Take the colours of another look; `of` gives those of a node and of an edge by number.
    theme(
      /** @type {WebglTheme} */ next,
      /** @type {{ node: (number: number) => string, edge: (number: number) => string }} */ of,
    ) {
      colours = next;
      nodes.forEach((node, number) => (node.color = of.node(number)));
      edges.forEach((edge, number) => (edge.color = of.edge(number)));
      redraw();
    },
    labels(/** @type {string[]} */ next) {
      nodes.forEach((node, number) => (node.label = next[number]));
      redraw();
    },
    zoom: (/** @type {number} */ factor) => camera.setState({ ratio: camera.getBoundedRatio(camera.ratio * factor) }),
    move: (/** @type {number} */ x, /** @type {number} */ y) =>
      camera.setState({ x: camera.x + x * camera.ratio, y: camera.y + y * camera.ratio }),
    whole: () => camera.setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }),
    // Where a node is in the element, in pixels from its corner.
    place: (/** @type {number} */ number) => renderer.graphToViewport(nodes[number]),
    image: () => imageOf(renderer, element, colours),
    // Tell of each drawing that was done.
    onDrawn: (/** @type {() => void} */ told) => renderer.on("afterRender", told),
    kill: () => renderer.kill(),
  };
}

/**
 * @param {WebglNode[]} nodes
 * @param {WebglEdge[]} edges
 */
function makeGraph(nodes, edges) {
  const graph = new Graph({ multi: true, type: "undirected" });
  nodes.forEach((node, number) => graph.addNode(String(number), { ...node }));
  edges.forEach(({ source, target, size, color }) =>
    graph.addEdge(String(source), String(target), { size, color, from: source, to: target }),
  );
  return graph;
}

/**
 * The layers of the picture in one.
 * @param {import('sigma').default} renderer
 * @param {HTMLElement} element
 * @param {WebglTheme} colours
 */
function imageOf(renderer, element, colours) {
  const scale = window.devicePixelRatio || 1,
    image = document.createElement("canvas");
  image.width = element.offsetWidth * scale;
  image.height = element.offsetHeight * scale;
  const context = /** @type {CanvasRenderingContext2D} */ (image.getContext("2d"));
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, image.width, image.height);
  /** @type {any} */ (renderer).render();
  Object.values(renderer.getCanvases()).forEach((layer) => {
    if (layer.width && layer.height) context.drawImage(layer, 0, 0, image.width, image.height);
  });
  return image;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {any[]} labels
 * @param {WebglTheme} colours
 */
function drawLabels(context, labels, colours) {
  const taken = /** @type {number[][]} */ ([]),
    room = context.canvas.clientWidth;
  context.font = `12px ${FONT}`;
  labels.sort((a, b) => Number(b.highlighted || 0) - Number(a.highlighted || 0) || b.size - a.size);
  labels.forEach((data) => {
    if (!data.label) return;
    const width = data.size + 6 + widthOf(context, data.label),
      left = data.x + width > room && data.x > width; // no room on the right
    const box = [data.x - (left ? width : data.size), data.y - 9, data.x + (left ? data.size : width), data.y + 9];
    if (taken.some((one) => one[0] < box[2] && box[0] < one[2] && one[1] < box[3] && box[1] < one[3])) return;
    taken.push(box);
    drawLabel(context, data, colours, left);
  });
}

const widths = new Map();
/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 */
function widthOf(context, text) {
  if (!widths.has(text)) widths.set(text, context.measureText(text).width);
  return widths.get(text);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {any} data
 * @param {WebglTheme} colours
 * @param {boolean} [left]
 */
function drawLabel(context, data, colours, left = false) {
  if (!data.label) return;
  context.font = `12px ${FONT}`;
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = colours.ground;
  context.fillStyle = colours.ink;
  context.textAlign = left ? "right" : "left";
  const x = data.x + (left ? -1 : 1) * (data.size + 3),
    y = data.y + 4;
  context.strokeText(data.label, x, y);
  context.fillText(data.label, x, y);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {any} data
 * @param {WebglTheme} colours
 */
function drawHover(context, data, colours) {
  context.beginPath();
  context.arc(data.x, data.y, data.size + 2.5, 0, Math.PI * 2);
  context.lineWidth = 2;
  context.strokeStyle = colours.ink;
  context.stroke();
  drawLabel(context, data, colours);
}
