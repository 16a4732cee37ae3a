import "./data.mjs";
import assert from "node:assert/strict";
import test from "node:test";
import { strFromU8, unzipSync } from "../../../viz/map/node_modules/fflate/esm/index.mjs";

const { state } = await import("../../../viz/map/page/model/now.js");
const { computeShown } = await import("../../../viz/map/page/model/shown.js");
const { csvText, exportRows } = await import("../../../viz/map/page/files/csv.js");
const { gexfText, graphmlText, jsonText } = await import("../../../viz/map/page/files/graph-files.js");
const { xlsxBytes } = await import("../../../viz/map/page/files/xlsx.js");
const shown = computeShown(state);
const times = (text, part) => text.split(part).length - 1;

test("a cell that begins like a formula is text, and what needs quotes has them", () => {
  assert.equal(csvText([["a", 1], ["=1+1", 'x "y", z']]), '\ufeffa,1\r\n\'=1+1,"x ""y"", z"\r\n');
});

test("every form holds every tie and every node that is shown", () => {
  const { ties, nodes } = exportRows(shown),
    graphml = graphmlText(shown),
    gexf = gexfText(shown),
    json = JSON.parse(jsonText(shown));
  assert.ok(shown.edges.length > 100);
  assert.equal(ties.length - 1, shown.edges.length);
  for (const text of [graphml, gexf]) {
    assert.equal(times(text, "<edge "), shown.edges.length);
    assert.equal(times(text, "<node "), nodes.length - 1);
  }
  assert.equal(json.ties.length, shown.edges.length);
  assert.equal(json.nodes.length, nodes.length - 1);
  assert.equal(json.ties_of_selection, shown.pool.length);
  assert.match(json.sparql, /^SELECT \?source \?target/);
});

test("a workbook is a ZIP archive of its sheets, and the same each time", async () => {
  const sheets = { Ties: [["name", "number"], ["<a> & b", 3]], About: [["field"]] },
    bytes = new Uint8Array(await xlsxBytes(sheets).arrayBuffer()),
    files = unzipSync(bytes);
  assert.deepEqual(Object.keys(files).filter((path) => path.includes("worksheets/")).length, 2);
  const sheet = strFromU8(files["xl/worksheets/sheet1.xml"]);
  assert.ok(sheet.includes("&lt;a&gt; &amp; b"));
  assert.ok(sheet.includes('<c r="B2"><v>3</v></c>'));
  assert.deepEqual(new Uint8Array(await xlsxBytes(sheets).arrayBuffer()), bytes);
});
