// Words of the interface in the reader's language, numbers and plurals; all text of a page comes from here or the data.
import { CODES, FACTS, WORDS } from "./data.js";

/** @type {"en" | "ru"} */
export let language = "en";
/** @param {"en" | "ru"} code */
export const setLanguage = (code) => {
  language = code;
};
/** @param {readonly string[]} pair */
export const pick2 = (pair) => (language === "ru" && pair[1]) || pair[0];

/**
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function say(key, values) {
  const text = WORDS[language][key] ?? WORDS.en[key] ?? key;
  return values ? text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole)) : text;
}

/** @type {Record<string, Intl.PluralRules>} */
const rules = { en: new Intl.PluralRules("en"), ru: new Intl.PluralRules("ru") };
/** @param {number} value */
export const numeral = (value) => {
  const text = Number.isInteger(value) ? String(value) : value.toFixed(2);
  return language === "ru"
    ? text.replace(".", ",").replace(/\B(?=(\d{3})+(?!\d))/g, " ")
    : text.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
};

/** @type {Record<string, number>} */
const FORMS = { one: 0, few: 1, many: 2 };

/**
 * "5 activities", "5 мероприятий": the forms of a word stand in the dictionary with bars between them.
 * @param {number} value
 * @param {string} word
 */
export function count(value, word) {
  const forms = say("n." + word).split("|"),
    rule = rules[language].select(value);
  const form = language === "ru" ? forms[FORMS[rule] ?? 1] : forms[rule === "one" ? 0 : 1];
  return numeral(value) + " " + form;
}

/**
 * What is left out of a network at first, in the order in which the selection tells it.
 * @param {number[]} numbers
 */
export const hiddenWords = (numbers) => {
  const some = ["programme", "collective", "state"].flatMap((what, n) => (numbers[n] ? [count(numbers[n], what)] : []));
  return some.length ? say("caption.hidden", { what: some.join(", ") }) : "";
};
/**
 * @param {string} scheme
 * @param {string} code
 */
export const label = (scheme, code) => (CODES[scheme][code] ? pick2(CODES[scheme][code]) : code);
/** @param {string} code */
export const placeName = (code) =>
  FACTS.places[code] ? pick2([FACTS.places[code].name, FACTS.places[code].ru]) : code;
/** @param {string} text */
export const plain = (text) =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/ё/g, "е");

const MONTHS = () => say("months").split("|");
/** @param {string} text */
export const dayOf = (text) => {
  const [, month, day] = text.split("-").map(Number);
  return day + " " + MONTHS()[month - 1];
};

/**
 * @param {string} first
 * @param {string} last
 * @param {string} between
 */
export function spanOf(first, last, between) {
  const end = dayOf(last) + " " + last.slice(0, 4);
  if (first === last) return end;
  if (first.slice(0, 4) !== last.slice(0, 4)) return dayOf(first) + " " + first.slice(0, 4) + between + end;
  if (first.slice(5, 7) !== last.slice(5, 7)) return dayOf(first) + between + end;
  return Number(first.slice(8)) + between + end;
}

/**
 * @param {number} first
 * @param {number} last
 */
function yearsOf(first, last) {
  if (last - first > 1) return say("date.between-years", { first, last });
  return first === last ? say("date.in", { first }) : say("date.in-or", { first, last });
}

/**
 * The date of an activity in words, as the graph says it, with what is not known.
 * @param {Activity} activity
 */
export function when(activity) {
  const { earliest: first, latest: last, precision } = activity;
  if (!first) return say("date.none");
  if (!last) return say("date.from", { day: dayOf(first) + " " + first.slice(0, 4) });
  const a = Number(first.slice(0, 4)),
    b = Number(last.slice(0, 4));
  if (precision === "month")
    return say("date.month", { month: say("months-alone").split("|")[Number(first.slice(5, 7)) - 1], year: a });
  if (precision === "day-without-year") {
    const days =
      first.slice(5) === last.slice(5) ? dayOf(first) : spanOf(first, a + last.slice(4), "–").replace(/ \d{4}$/, "");
    return days + ", " + yearsOf(a, b);
  }
  if (precision === "unknown")
    return say("date.none") + "; " + (a === b ? say("date.year", { first: a }) : yearsOf(a, b).replace(/^in /, ""));
  if (precision === "bounded" && first !== last)
    return say("date.between", { span: spanOf(first, last, say("date.and")) });
  return spanOf(first, last, "–");
}
