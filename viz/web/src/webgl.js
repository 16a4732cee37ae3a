// Draws a large network with WebGL: sigma draws, graphology holds the graph; nothing else of the two is let out.
import Graph from "graphology";
import Sigma from "sigma";
import { EdgeLineProgram } from "sigma/rendering";

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const EDGE_Z = { faint: 0, own: 1 };

// nodes: [{x, y, size, color, label}], edges: [{source, target, color, size, level}]; both are known by their number.
function comityWebgl(element, { nodes, edges, theme, level = 1, onPick = () => {} }) {
  const graph = new Graph({ multi: true, type: "undirected" });
  nodes.forEach((node, number) => graph.addNode(String(number), node));
  edges.forEach((edge, number) =>
    graph.addEdgeWithKey(String(number), String(edge.source), String(edge.target), {
      size: edge.size,
      color: edge.color,
      level: edge.level,
    }),
  );
  let colours = theme,
    chosen = null,
    shownLevel = level,
    near = new Set(),
    left = new Set();

  const renderer = new Sigma(graph, element, {
    defaultEdgeType: "line",
    edgeProgramClasses: { line: EdgeLineProgram },
    defaultDrawNodeLabel: (context, data) => drawLabel(context, data, colours),
    defaultDrawNodeHover: (context, data) => drawHover(context, data, colours),
    labelFont: FONT,
    labelSize: 12,
    labelDensity: 0.6,
    labelGridCellSize: 130,
    labelRenderedSizeThreshold: 5,
    minEdgeThickness: 0.4,
    zIndex: true,
    stagePadding: 36,
    maxCameraRatio: 2,
    minCameraRatio: 0.002,
    nodeReducer: (name, data) => reduceNode(name, data),
    edgeReducer: (name, data) => reduceEdge(name, data),
  });

  function reduceNode(name, data) {
    if (left.has(data.group)) return { ...data, hidden: true };
    if (chosen === null) return data;
    if (name === chosen) return { ...data, highlighted: true, forceLabel: true, zIndex: 2 };
    if (near.has(name)) return { ...data, zIndex: 1 };
    return { ...data, color: colours.faded, label: null, zIndex: 0 };
  }

  function reduceEdge(name, data) {
    const [a, b] = graph.extremities(name);
    if (left.has(graph.getNodeAttribute(a, "group")) || left.has(graph.getNodeAttribute(b, "group")))
      return { ...data, hidden: true };
    if (chosen !== null) {
      if (a === chosen || b === chosen) {
        const other = a === chosen ? b : a;
        return { ...data, color: graph.getNodeAttribute(other, "color"), size: data.size + 0.6, zIndex: EDGE_Z.own };
      }
      return { ...data, hidden: true };
    }
    return data.level < shownLevel ? data : { ...data, hidden: true };
  }

  renderer.on("clickNode", ({ node }) => onPick(Number(node)));
  renderer.on("clickStage", () => onPick(null));
  renderer.on("enterNode", () => (element.style.cursor = "pointer"));
  renderer.on("leaveNode", () => (element.style.cursor = ""));

  return {
    // Bring a node to the middle, near enough to read what stands around it.
    focus(number, ratio = 0.25) {
      const data = renderer.getNodeDisplayData(String(number)),
        camera = renderer.getCamera();
      camera.setState({ x: data.x, y: data.y, ratio: Math.min(camera.ratio, ratio) });
    },
    select(number) {
      chosen = number === null ? null : String(number);
      near = new Set(chosen === null ? [] : graph.neighbors(chosen));
      renderer.refresh();
    },
    lines(count) {
      shownLevel = count;
      renderer.refresh();
    },
    leave(groups) {
      left = new Set(groups);
      renderer.refresh();
    },
    // Colours of the page's look; recolour gives those of nodes and edges, which depend on it.
    theme(next, recolour) {
      colours = next;
      graph.updateEachNodeAttributes((name, data) => ({ ...data, color: recolour.node(data) }));
      graph.updateEachEdgeAttributes((name, data) => ({ ...data, color: recolour.edge(data) }));
      renderer.refresh();
    },
    labels(next) {
      graph.updateEachNodeAttributes((name, data) => ({ ...data, label: next[Number(name)] }));
      renderer.refresh();
    },
    zoom(factor) {
      const camera = renderer.getCamera();
      camera.setState({ ratio: camera.getBoundedRatio(camera.ratio * factor) });
    },
    move(x, y) {
      const camera = renderer.getCamera();
      camera.setState({ x: camera.x + x * camera.ratio, y: camera.y + y * camera.ratio });
    },
    whole() {
      renderer.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
    },
    // Where a node is on the screen, in pixels from the corner of the element.
    place(number) {
      const { x, y } = graph.getNodeAttributes(String(number));
      return renderer.graphToViewport({ x, y });
    },
    draw() {
      renderer.refresh({ skipIndexation: true });
      renderer.render();
    },
    kill: () => renderer.kill(),
  };
}

function drawLabel(context, data, colours) {
  if (!data.label) return;
  context.font = `12px ${FONT}`;
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = colours.ground;
  context.fillStyle = colours.ink;
  const x = data.x + data.size + 3,
    y = data.y + 4;
  context.strokeText(data.label, x, y);
  context.fillText(data.label, x, y);
}

function drawHover(context, data, colours) {
  context.beginPath();
  context.arc(data.x, data.y, data.size + 2.5, 0, Math.PI * 2);
  context.lineWidth = 2;
  context.strokeStyle = colours.ink;
  context.stroke();
  drawLabel(context, { ...data, label: data.label }, colours);
}

window.comityWebgl = comityWebgl;
