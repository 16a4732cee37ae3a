// A workbook in XLSX, as small as programs read it: sheets of inline text and numbers, in a ZIP archive.
import { safeCell } from "./csv.js";

export const xml = (text) =>
  String(text)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
const columnName = (n) => (n >= 26 ? columnName(Math.floor(n / 26) - 1) : "") + String.fromCharCode(65 + (n % 26));

function sheetXml(rows) {
  const cell = (value, r, c) => {
    const at = columnName(c) + (r + 1);
    if (typeof value === "number" && Number.isFinite(value)) return '<c r="' + at + '"><v>' + value + "</v></c>";
    return value === ""
      ? ""
      : '<c r="' + at + '" t="inlineStr"><is><t xml:space="preserve">' + xml(safeCell(value)) + "</t></is></c>";
  };
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>' +
    rows
      .map((row, r) => '<row r="' + (r + 1) + '">' + row.map((value, c) => cell(value, r, c)).join("") + "</row>")
      .join("") +
    "</sheetData></worksheet>"
  );
}

export function xlsxBytes(sheets) {
  const main = "http://schemas.openxmlformats.org/",
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    names = Object.keys(sheets);
  const files = {
    "[Content_Types].xml":
      head +
      '<Types xmlns="' +
      main +
      'package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>' +
      names
        .map(
          (_, n) =>
            '<Override PartName="/xl/worksheets/sheet' +
            (n + 1) +
            '.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>',
        )
        .join("") +
      "</Types>",
    "_rels/.rels":
      head +
      '<Relationships xmlns="' +
      main +
      'package/2006/relationships"><Relationship Id="rId1" Type="' +
      main +
      'officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml":
      head +
      '<workbook xmlns="' +
      main +
      'spreadsheetml/2006/main" xmlns:r="' +
      main +
      'officeDocument/2006/relationships"><sheets>' +
      names
        .map((name, n) => '<sheet name="' + xml(name) + '" sheetId="' + (n + 1) + '" r:id="rId' + (n + 1) + '"/>')
        .join("") +
      "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels":
      head +
      '<Relationships xmlns="' +
      main +
      'package/2006/relationships">' +
      names
        .map(
          (_, n) =>
            '<Relationship Id="rId' +
            (n + 1) +
            '" Type="' +
            main +
            'officeDocument/2006/relationships/worksheet" Target="worksheets/sheet' +
            (n + 1) +
            '.xml"/>',
        )
        .join("") +
      "</Relationships>",
  };
  names.forEach((name, n) => {
    files["xl/worksheets/sheet" + (n + 1) + ".xml"] = sheetXml(sheets[name]);
  });
  return zipped(files);
}

const CRC = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes) {
  let c = 0xffffffff;
  for (let n = 0; n < bytes.length; n += 1) c = CRC[(c ^ bytes[n]) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

// A ZIP archive whose members are stored as they are (PKWARE APPNOTE 6.3, method 0), dated 1980 so that the same table gives the same bytes.
function zipped(files) {
  const encoder = new TextEncoder(),
    parts = [],
    directory = [];
  let offset = 0;
  const record = (signature, fields) => {
    const bytes = new Uint8Array(4 + fields.reduce((sum, [size]) => sum + size, 0)),
      view = new DataView(bytes.buffer);
    view.setUint32(0, signature, true);
    let at = 4;
    fields.forEach(([size, value]) => {
      if (size === 2) view.setUint16(at, value, true);
      else view.setUint32(at, value, true);
      at += size;
    });
    return bytes;
  };
  Object.entries(files).forEach(([name, text]) => {
    const path = encoder.encode(name),
      body = encoder.encode(text),
      crc = crc32(body);
    const common = [
      [2, 20],
      [2, 0x0800],
      [2, 0],
      [2, 0],
      [2, 33],
      [4, crc],
      [4, body.length],
      [4, body.length],
      [2, path.length],
      [2, 0],
    ];
    const local = record(0x04034b50, common);
    parts.push(local, path, body);
    directory.push(record(0x02014b50, [[2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]), path);
    offset += local.length + path.length + body.length;
  });
  const size = directory.reduce((sum, part) => sum + part.length, 0),
    number = Object.keys(files).length;
  return new Blob(
    [
      ...parts,
      ...directory,
      record(0x06054b50, [
        [2, 0],
        [2, 0],
        [2, number],
        [2, number],
        [4, size],
        [4, offset],
        [2, 0],
      ]),
    ],
    { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  );
}
