// A workbook in XLSX, as small as programs read it: sheets of inline text and numbers, in a ZIP archive.
import { strToU8, zipSync } from "fflate";
import { safeCell } from "./csv.js";

// Members are stored as they are and dated 1980, so that the same table gives the same bytes.
/** @type {import("fflate").ZipOptions} */
const STORED = { level: 0, mtime: new Date(1980, 0, 1) };

/** @param {string | number} text */
export const xml = (text) =>
  String(text)
    // eslint-disable-next-line no-control-regex -- what XML may not hold
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
/** @type {(n: number) => string} */
const columnName = (n) => (n >= 26 ? columnName(Math.floor(n / 26) - 1) : "") + String.fromCharCode(65 + (n % 26));

/** @param {(string | number)[][]} rows */
function sheetXml(rows) {
  const cell = (/** @type {string | number} */ value, /** @type {number} */ r, /** @type {number} */ c) => {
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

/** @param {Record<string, (string | number)[][]>} sheets */
export function xlsxBytes(sheets) {
  const main = "http://schemas.openxmlformats.org/",
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    names = Object.keys(sheets);
  /** @type {Record<string, string>} */
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
  const members = Object.entries(files).map(([path, text]) => [path, strToU8(text)]);
  return new Blob([zipSync(Object.fromEntries(members), STORED)], {
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  });
}
