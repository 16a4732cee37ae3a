// What the page holds: data computed beforehand, the facts, the words of the interface. Tests give the same without a page.
/** @param {string} id */
const read = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "");
const given = globalThis.comityData;
/** @type {PageData} */
export const PAGE = given ? given.page : read("page");
/** @type {Facts} */
export const FACTS = given ? given.facts : read("facts");
/** @type {Record<string, Record<string, string>>} */
export const WORDS = given ? given.words : read("words");
export const CODES = PAGE.codes;
