// A state of the page, that every view and export shares: what it may be, and how an address writes it.
import { CODES, PAGE } from "./data.js";

const CHOICES = {
  tie: "joint",
  between: "actors",
  weight: "activities",
  view: "network",
  layout: "ring",
  size: "activities",
  colour: "group",
  lines: "strong",
};
const TEXTS = ["since", "until", "pick", "ego", "path", "compare", "lang", "look"];
const NAMES = CODES.filters.names.map(({ name }) => name);
export const LISTS = [...NAMES, "without"];
export const FLAGS = ["stated-only", "all-actors", "within"];
/** @type {Record<string, string[]>} */
export const ALLOWED = {
  tie: Object.keys(CODES.ties),
  between: Object.keys(CODES.levels),
  weight: CODES.weights,
  view: ["network", "places", "timeline", "matrix", "table"],
  layout: ["ring", "close"],
  size: ["activities", "ties", "strength", "betweenness"],
  colour: ["group", "kind", "community"],
  lines: ["strong", "stated", "all"],
};
// What narrows the facts; the rest is how they are looked at.
export const FILTERS = ["since", "until", ...NAMES];

/** @returns {State} */
export function blank() {
  /** @type {Record<string, any>} */
  const state = { ...CHOICES };
  TEXTS.forEach((name) => {
    state[name] = "";
  });
  LISTS.forEach((name) => {
    state[name] = [];
  });
  FLAGS.forEach((name) => {
    state[name] = false;
  });
  return /** @type {State} */ (state);
}

/**
 * A year or a month stands for its first or last day.
 * @param {string} text
 * @param {boolean} end
 */
export function dayFrom(text, end) {
  const match = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?$/.exec(text.trim());
  if (!match) return "";
  const month = match[2] || (end ? "12" : "01");
  const last = new Date(Date.UTC(Number(match[1]), Number(month), 0)).getUTCDate();
  const day = match[3] || (end ? String(last) : "01");
  return Number(day) < 1 || Number(day) > last ? "" : match[1] + "-" + month + "-" + day;
}

/**
 * @param {string} text
 * @param {State} state
 */
export function readState(text, state) {
  const seen = new Set();
  for (const [written, value] of new URLSearchParams(text.replace(/^[#?]/, ""))) {
    const name = written.replaceAll("_", "-");
    if (name in CHOICES) {
      if (ALLOWED[name].includes(value)) state[name] = value;
    } else if (name === "since" || name === "until") state[name] = dayFrom(value, name === "until");
    else if (TEXTS.includes(name)) state[name] = value;
    else if (FLAGS.includes(name)) state[name] = ["1", "true", "yes", "on"].includes(value);
    else if (LISTS.includes(name)) {
      if (!seen.has(name)) state[name] = [];
      seen.add(name);
      state[name].push(
        ...value
          .split(",")
          .filter(Boolean)
          .filter((one) => !state[name].includes(one)),
      );
    }
  }
  return state;
}

export const START = readState(PAGE.start, blank());

/**
 * @param {State} state
 * @param {State} [from]
 */
export function writeState(state, from = START) {
  const written = new URLSearchParams();
  [...Object.keys(CHOICES), ...TEXTS].forEach((name) => {
    if (state[name] !== from[name]) written.set(name, state[name]);
  });
  FLAGS.forEach((name) => {
    if (state[name] !== from[name]) written.set(name, state[name] ? "1" : "0");
  });
  LISTS.forEach((name) => {
    if (state[name].join() !== from[name].join()) written.set(name, state[name].join());
  });
  return written.toString().replaceAll("%2C", ",").replaceAll("%7E", "~");
}

/**
 * @param {string[]} list
 * @param {string} value
 */
export const toggled = (list, value) =>
  list.includes(value) ? list.filter((one) => one !== value) : [...list, value].sort();
