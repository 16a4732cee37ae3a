// What the page holds: data computed beforehand, the facts, the words of the interface. Tests give the same without a page.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
export const { page: PAGE, facts: FACTS, words: WORDS } = globalThis.comityData ?? {
  page: read("page"),
  facts: read("facts"),
  words: read("words"),
};
export const CODES = PAGE.codes;
