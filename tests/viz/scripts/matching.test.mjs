import "./data.mjs";
import assert from "node:assert/strict";
import test from "node:test";

const { bestFits, searchable, wordFits, wordsOf } = await import("../../../viz/map/page/model/matching.js");
const fits = (word, text) => wordsOf(word).every((one) => wordFits(one, searchable([text])));

test("accents, case and endings are forgiven, in both scripts", () => {
  assert.ok(fits("robezsardze", "Valsts robežsardze"));
  assert.ok(fits("BORDERS", "border service"));
  assert.ok(fits("пограничную", "Государственная пограничная охрана Латвии"));
  assert.ok(!fits("customs", "border service"));
});

test("of things those that all words fit are found, else those that most fit", () => {
  const things = ["Border Service of Kyrgyzstan", "Customs Service of Kyrgyzstan", "Border Service of Latvia"].map(
    (name) => ({ name, entries: searchable([name]) }),
  );
  const names = (text) => bestFits(wordsOf(text), things).map(({ name }) => name);
  assert.deepEqual(names("latvia border"), ["Border Service of Latvia"]);
  assert.deepEqual(names("border service moon"), ["Border Service of Kyrgyzstan", "Border Service of Latvia"]);
  assert.deepEqual(names("moon"), []);
});
