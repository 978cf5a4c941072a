import assert from "node:assert/strict";
import { test } from "node:test";

import { decimalsFor, graticule, graticuleStep } from "./graticule.ts";

test("steps are 1, 2 or 5 of something and leave few lines", () => {
  assert.equal(graticuleStep(10), 2);
  assert.equal(graticuleStep(0.3), 0.1);
  assert.equal(graticuleStep(0.04), 0.01);
  for (const span of [0.002, 0.07, 1.3, 9, 77, 350]) assert.ok(span / graticuleStep(span) <= 5.0001, String(span));
});

test("decimals tell neighbouring lines apart", () => {
  assert.deepEqual([10, 1, 0.5, 0.1, 0.05, 0.01].map(decimalsFor), [0, 0, 1, 1, 2, 2]);
});

test("every line lies in the view and on a multiple of the step", () => {
  const view = { west: 69.01, south: 34.48, east: 69.31, north: 34.66 };
  const { step, lines } = graticule(view);
  assert.equal(step, 0.1);
  assert.deepEqual(lines.filter((one) => one.isMeridian).map((one) => one.degrees.toFixed(1)), ["69.1", "69.2", "69.3"]);
  assert.deepEqual(lines.filter((one) => !one.isMeridian).map((one) => one.degrees.toFixed(1)), ["34.5", "34.6"]);
});
