// Whether words fit a text: each begins one of its words, but for endings; in any order, in English and in Russian.
import { plain } from "./words.js";

const ENDINGS = [
  "s y e ed es ies ing ings an ans ian ians",
  "а е и й о у ы ь ю я ая яя ое ее ие ые ой ей ий ый ую юю ия ию ии ья ье ью их ых им ым ом ем ам ям ах ях ов ев " +
    "ами ями ого его ому ему ими ыми ией иям иях ием иями ская ское ские ский ских ской скую ского скому",
].map((endings) => new RegExp("(?:" + endings.replaceAll(" ", "|") + ")$"));
// Of a stem so many letters are left at least; so many may differ where the text has the shorter one.
const LEAST = 4,
  LONGER = 2;
/** @param {string} text */
export const wordsOf = (text) => [...(plain(text).match(/[\p{L}\p{N}]+/gu) || [])];

/** @param {string} word */
function stemOf(word) {
  const root = ENDINGS.reduce((text, ending) => text.replace(ending, ""), word);
  return root.length >= LEAST ? root : word;
}

/**
 * A text as words to search in: each as it is written, and its stem.
 * @param {(string | undefined)[]} texts
 */
export const searchable = (texts) =>
  [...new Set(texts.flatMap((text) => wordsOf(text || "")))].map((word) => [word, stemOf(word)]);

/**
 * @param {string} word
 * @param {string[][]} entries
 */
export function wordFits(word, entries) {
  const stem = stemOf(word);
  return entries.some(
    ([whole, base]) =>
      whole.startsWith(word) ||
      whole.startsWith(stem) ||
      (base.length >= LEAST && stem.length - base.length <= LONGER && stem.startsWith(base)),
  );
}

/**
 * Of things that have `entries`, those that all words fit; where none does, those that most of them fit, two at least.
 * @param {string[]} words
 * @param {any[]} things
 */
export function bestFits(words, things) {
  const scored = things
    .map((thing) => ({ thing, fits: words.filter((word) => wordFits(word, thing.entries)).length }))
    .filter(({ fits }) => fits === words.length || fits >= 2);
  const most = Math.max(0, ...scored.map(({ fits }) => fits));
  return scored.filter(({ fits }) => fits === most && fits > words.length / 2).map(({ thing }) => thing);
}
