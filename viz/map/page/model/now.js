// The state that is: in memory, in the address after #, and in the list to undo.
import { FLAGS, LISTS, START, readState, writeState } from "./state.js";

export function clearFilters() {
  const empty = { since: "", until: "", ego: "", path: "", compare: "" };
  LISTS.forEach((name) => {
    empty[name] = [];
  });
  FLAGS.forEach((name) => {
    empty[name] = false;
  });
  change(empty);
}

const firstState = () => readState(location.hash, readState(location.search, structuredClone(START)));

export let state = START,
  past = [],
  future = [],
  written = null;
const listeners = [];
export const onChange = (listener) => listeners.push(listener);
/** @param {Shown | null} before */
const tellAll = (before) => listeners.forEach((listener) => listener(state, before));

export function show(next, keep) {
  const before = state;
  state = next;
  written = "#" + writeState(state);
  // Replacing leaves no step behind: for a brush that is still being dragged, and for play.
  if (keep) {
    if (location.hash !== written && !(written === "#" && !location.hash)) location.hash = written;
  } else {
    try {
      location.replace(written);
    } catch {
      /* a frame without an address keeps its state in memory */
    }
  }
  tellAll(before);
}

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
    show(past.pop(), true);
  }
}

export function redo() {
  if (future.length) {
    past.push(state);
    show(future.pop(), true);
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
 * @param {string} first
 */
export function stepFrom(first) {
  past.push(first);
  future = [];
  show(state, true);
}

// Take a part of the state back without a word, before a change that tells of it.
export function takeBack(patch) {
  state = { ...state, ...patch };
}

/** @param {string} pick */
export const choose = (pick) => change({ pick });
