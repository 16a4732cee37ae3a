// The state that is: in memory, in the address after #, and in the list to undo.
import { FLAGS, LISTS, START, readState, writeState } from "./state.js";

const firstState = () => readState(location.hash, readState(location.search, structuredClone(START)));

export let state = START;
/** @type {State[]} */
export const past = [];
/** @type {State[]} */
export let future = [];
/** @type {string | null} */
let written = null;
/** @type {((now: State, before: State | null) => void)[]} */
const listeners = [];
/** @param {(now: State, before: State | null) => void} listener */
export const onChange = (listener) => listeners.push(listener);
/** @param {State} before */
const tellAll = (before) => listeners.forEach((listener) => listener(state, before));

/**
 * @param {State} next
 * @param {boolean} keep
 */
export function show(next, keep) {
  const before = state;
  state = next;
  const address = "#" + writeState(state);
  written = address;
  // Replacing leaves no step behind: for a brush that is still being dragged, and for play.
  if (keep) {
    if (location.hash !== address && !(address === "#" && !location.hash)) location.hash = address;
  } else {
    try {
      location.replace(address);
    } catch {
      /* a frame without an address keeps its state in memory */
    }
  }
  tellAll(before);
}

/**
 * @param {Partial<State>} patch
 * @param {{ step?: boolean }} [how]
 */
export function change(patch, { step = true } = {}) {
  const next = { ...state, ...patch };
  if (writeState(next) === writeState(state)) return;
  if (step) {
    past.push(state);
    future = [];
  }
  show(next, step);
}

export function undo() {
  if (past.length) {
    future.push(state);
    show(/** @type {State} */ (past.pop()), true);
  }
}

export function redo() {
  if (future.length) {
    past.push(state);
    show(/** @type {State} */ (future.pop()), true);
  }
}

// Begin with what the address asks for, and follow it.
export function followAddress() {
  state = firstState();
  window.addEventListener("hashchange", () => {
    if (location.hash === written || (written === "#" && !location.hash)) return;
    const before = state;
    past.push(state);
    future = [];
    state = firstState();
    written = location.hash;
    tellAll(before);
  });
}

/**
 * Make all since *first* one step to undo: what is now stays.
 * @param {State} first
 */
export function stepFrom(first) {
  past.push(first);
  future = [];
  show(state, true);
}

/**
 * Take a part of the state back without a word, before a change that tells of it.
 * @param {Partial<State>} patch
 */
export function takeBack(patch) {
  state = { ...state, ...patch };
}

/** @param {string} pick */
export const choose = (pick) => change({ pick });

// Take every filter away.
export function clearFilters() {
  /** @type {Partial<State>} */
  const empty = { since: "", until: "", ego: "", path: "", compare: "" };
  LISTS.forEach((name) => {
    empty[name] = [];
  });
  FLAGS.forEach((name) => {
    empty[name] = false;
  });
  change(empty);
}
