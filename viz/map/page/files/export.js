// The menu of exports: each holds exactly what is shown.
import { LIGHT } from "../model/colours.js";
import { lookedAt } from "../model/comparison.js";
import { CODES, PAGE } from "../model/data.js";
import { caption, citation, filterWords, subtitle, tieWords, today } from "../model/describe.js";
import { state } from "../model/now.js";
import { tieQuery } from "../model/sparql.js";
import { count, language, pick2, say } from "../model/words.js";
import { SVG, announce, button, copyText, drawn, make, openDialog, theDialog } from "../parts/dom.js";
import { FONT } from "../picture/labels.js";
import { placesSvg } from "../views/places.js";
import { timelineSvg } from "../views/timeline.js";
import { csvText, exportRows } from "./csv.js";
import { gexfText, graphmlText, jsonText } from "./graph-files.js";
import { sheetSvg, wrapped } from "./sheet.js";
import { xlsxBytes } from "./xlsx.js";

/**
 * @param {string} name
 * @param {any} content
 * @param {string} [type]
 */
function download(name, content, type) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const anchor = make("a", { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 30000);
  announce(say("saved", { name }));
}

/** @param {string} ending */
const fileName = (ending) =>
  "comity-" +
  [
    state.tie,
    state.between,
    state.since && state.since.slice(0, 4),
    state.until && state.until.slice(0, 4),
    state.compare.replace(/\W+/g, "-"),
  ]
    .filter(Boolean)
    .join("-") +
  "." +
  ending;

// A sheet for the view that is open: places and timeline as they are, anything else as the network.
export function exportSvg() {
  const shown = lookedAt();
  if (state.view !== "places" && state.view !== "timeline") return sheetSvg(shown);
  const width = 1400,
    places = state.view === "places",
    body = places
      ? { group: placesSvg(shown, LIGHT, false), height: (PAGE.map.height * (width - 48)) / PAGE.map.width }
      : timelineSvg(shown, LIGHT, width - 48, false);
  const note = places
    ? say("places.note") + " " + say(PAGE.map.outlines.length ? "places.credit" : "places.no-shapes")
    : say("timeline.note");
  const head = wrapped(subtitle(shown), width - 48, 13),
    foot = [...wrapped(note, width - 48, 11.5), ...wrapped(citation(shown), width - 48, 11.5)],
    top = 70 + head.length * 17,
    height = top + body.height + 30 + foot.length * 16;
  const svg = drawn(
    "svg",
    { xmlns: SVG, viewBox: "0 0 " + width + " " + height, width, height, "font-family": FONT },
    drawn("rect", { width, height, fill: LIGHT.ground }),
    drawn(
      "text",
      { x: 24, y: 36, "font-size": 22, "font-weight": 700, fill: LIGHT.ink },
      pick2([PAGE.title, PAGE.titleRu]),
    ),
  );
  head.forEach((text, n) =>
    svg.append(drawn("text", { x: 24, y: 58 + n * 17, "font-size": 13, fill: LIGHT.soft }, text)),
  );
  // A drawing within the drawing cuts off what lies beyond the sheet of the map.
  const box = { x: 24, y: top, width: width - 48, height: body.height };
  const view = places ? { viewBox: "0 0 " + PAGE.map.width + " " + PAGE.map.height } : {};
  svg.append(drawn("svg", { ...box, ...view }, body.group));
  foot.forEach((text, n) =>
    svg.append(drawn("text", { x: 24, y: top + body.height + 24 + n * 16, "font-size": 11.5, fill: LIGHT.soft }, text)),
  );
  return svg;
}

const svgText = () => '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(exportSvg());

async function pngBlob() {
  const svg = exportSvg(),
    width = Number(svg.getAttribute("width")),
    height = Number(svg.getAttribute("height")),
    image = new Image();
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(svg));
  await image.decode();
  // 2.5 dots for each unit: A4 landscape at 300 dots an inch.
  const canvas = make("canvas", { width: Math.round(width * 2.5), height: Math.round(height * 2.5) }),
    context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.scale(2.5, 2.5);
  context.drawImage(image, 0, 0, width, height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/** @param {Shown} shown */
const about = (shown) => [
  ["field", "value"],
  ["title", pick2([PAGE.title, PAGE.titleRu])],
  ["tie", tieWords(state)],
  ["definition", CODES.ties[state.tie].definition[language] || CODES.ties[state.tie].definition.en],
  ["filters", filterWords(state).join("; ") || say("no-filters")],
  ["shown", subtitle(shown)],
  ["left out", caption(shown)],
  ["graph", PAGE.version],
  ["made", today()],
  ["citation", citation(shown)],
  ["SPARQL", tieQuery(state)],
];
/** @type {Record<string, (shown: Shown) => unknown>} */
const EXPORTS = {
  png: async () => download(fileName("png"), await pngBlob()),
  svg: () => download(fileName("svg"), svgText(), "image/svg+xml"),
  csv: (shown) => download(fileName("csv"), csvText(exportRows(shown).ties), "text/csv;charset=utf-8"),
  xlsx: (shown) => {
    const rows = exportRows(shown);
    download(
      fileName("xlsx"),
      xlsxBytes({ Ties: rows.ties, Actors: rows.nodes, Activities: rows.activities, About: about(shown) }),
    );
  },
  gexf: (shown) => download(fileName("gexf"), gexfText(shown), "application/xml"),
  graphml: (shown) => download(fileName("graphml"), graphmlText(shown), "application/xml"),
  json: (shown) => download(fileName("json"), jsonText(shown), "application/json"),
};

export function openExport() {
  const shown = lookedAt();
  openDialog(
    say("export"),
    make(
      "p",
      {},
      say("export.what", { shown: subtitle(shown), ties: count(shown.edges.length, shown.compared ? "pair" : "tie") }),
      shown.notDrawn && state.lines !== "all" ? " " + say("export.more") : "",
    ),
    make(
      "div",
      { class: "exports" },
      Object.keys(EXPORTS).map((form) =>
        button(
          [make("strong", {}, form.toUpperCase()), make("span", {}, say("export." + form))],
          () => EXPORTS[form](shown),
          { id: "export-" + form },
        ),
      ),
    ),
    make(
      "p",
      {},
      button(say("print"), () => {
        theDialog().close();
        window.print();
      }),
    ),
  );
}

export function cite() {
  const text = citation(lookedAt()),
    address = location.href;
  openDialog(
    say("cite"),
    make("p", {}, text),
    make("p", { class: "soft" }, say("cite.address")),
    make("pre", { tabindex: "0" }, address),
    make(
      "p",
      { class: "actions" },
      button(say("copy.citation"), () => copyText(text)),
      button(say("copy.address"), () => copyText(address)),
    ),
  );
}
