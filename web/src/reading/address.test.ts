import assert from "node:assert/strict";
import { test } from "node:test";

import { readShown, readView, writeShown, writeView } from "./address.ts";

test("what is shown stands behind the # and leaves the rest of it alone", () => {
  const first = writeShown("", "map", "12,34.5,69.2,40");
  const both = writeShown(first, "sun", "2022-05-06,860");
  assert.equal(both, "#map=12,34.5,69.2,40&sun=2022-05-06,860");
  assert.equal(readShown(both).get("sun"), "2022-05-06,860");
  assert.equal(writeShown(writeShown(both, "map", ""), "sun", ""), "");
});

test("a link to a part of the page is no view", () => {
  assert.equal(readShown("#match-12").get("map"), null);
  assert.equal(writeShown("#geolocation", "map", "1,2,3,0"), "#map=1,2,3,0");
});

test("a view comes back as it was written", () => {
  const view = { zoom: 11.25, lat: -34.51234, lon: 69.2, bearing: -40 };
  assert.deepEqual(readView(writeView(view)), view);
});

test("what is not a view is none", () => {
  for (const text of [null, "", "a,b,c", "11", "11,95,69,0", "11,34,,0", "99,34,69,0"]) assert.equal(readView(text), null, String(text));
});
