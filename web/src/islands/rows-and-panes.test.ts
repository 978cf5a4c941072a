import assert from "node:assert/strict";
import { test } from "node:test";

import { withNumber } from "./feature-rows.ts";
import { moved } from "./panes.ts";

test("a row's number is changed wherever names carry it, and nothing else is", () => {
  assert.equal(withNumber("feature-1-words", 4), "feature-4-words");
  assert.equal(withNumber("bound_words_2", 3), "bound_words_3");
  assert.equal(withNumber("features[0].x", 2), "features[2].x");
  assert.equal(withNumber("feature-1-words-hint feature-1-words-error", 2), "feature-2-words-hint feature-2-words-error");
  assert.equal(withNumber("precision_m", 2), "precision_m");
});

test("an edge moves between its neighbours and no pane vanishes", () => {
  assert.deepEqual(moved([34, 33], 0, 40), [40, 27]);
  assert.deepEqual(moved([34, 33], 0, 90), [49, 18]);
  assert.deepEqual(moved([34, 33], 0, 2), [18, 49]);
  assert.deepEqual(moved([34, 33], 1, 70), [34, 36]);
  assert.deepEqual(moved([34, 33], 1, 99), [34, 48]);
  assert.deepEqual(moved([34, 33], 1, 10), [34, 18]);
});
