import "./data.mjs";
import assert from "node:assert/strict";
import test from "node:test";

const { adjusted, difference, exactP, wilson } = await import("../../../viz/map/page/model/comparison.js");
const near = (found, wanted) => assert.ok(Math.abs(found - wanted) < 5e-5, `${found} is not ${wanted}`);

test("the interval of a share is Wilson's", () => {
  // 81 of 263 (Newcombe 1998, table I)
  const [low, high] = wilson(81, 263);
  near(low, 0.2553);
  near(high, 0.3662);
});

test("the interval of a difference is Newcombe's", () => {
  // 56 of 70 less 48 of 80 (Newcombe 1998, table II, method 10)
  const [change, low, high] = difference(48, 80, 56, 70);
  near(change, 0.2);
  near(low, 0.0524);
  near(high, 0.3339);
});

test("the exact chance is Fisher's", () => {
  // Three of four against one of four: as the lady who tastes tea.
  near(exactP(3, 4, 1, 4), 34 / 70);
  near(exactP(4, 4, 0, 4), 2 / 70);
});

test("many tests are corrected together", () => {
  assert.deepEqual(
    adjusted([0.01, 0.04, 0.03, 0.5]).map((value) => Number(value.toFixed(6))),
    [0.04, 0.053333, 0.053333, 0.5],
  );
});
