import "./data.mjs";
import assert from "node:assert/strict";
import test from "node:test";

const { blank, dayFrom, readState, toggled, writeState } = await import("../../../viz/map/page/model/state.js");

test("a year or a month stands for its first or last day, and what is no day for nothing", () => {
  assert.equal(dayFrom("2020", false), "2020-01-01");
  assert.equal(dayFrom("2020", true), "2020-12-31");
  assert.equal(dayFrom("2020-02", true), "2020-02-29");
  assert.equal(dayFrom("2019-02-29", true), "");
  assert.equal(dayFrom("last year", false), "");
});

test("an address says the same state again", () => {
  const text = "tie=expertise&between=agencies&country=KGZ,TKM&since=2017-01-01&stated-only=1&pick=lva-sbg~icmpd",
    state = readState(text, blank());
  assert.deepEqual(state.country, ["KGZ", "TKM"]);
  assert.equal(state["stated-only"], true);
  assert.deepEqual(readState(writeState(state, blank()), blank()), state);
});

test("what an address may not say is left as it is", () => {
  assert.deepEqual(readState("tie=friendship&between=planets&no-such=1&view=", blank()), blank());
});

test("a value is taken into a list and out of it", () => {
  assert.deepEqual(toggled(["b"], "a"), ["a", "b"]);
  assert.deepEqual(toggled(["a", "b"], "a"), ["b"]);
});
