import assert from "node:assert/strict";
import test from "node:test";

import { type SunDay, hourMarks, minutesOf, seenAs, shadowRatio, sunAfter, upStretches } from "./sun-day.ts";

const day: SunDay = {
  zone: "UTC",
  light: "rises_or_sets",
  start_ms: 0,
  step_s: 3600,
  azimuth_deg: [350, 10, 90, 180, 270, 300],
  elevation_deg: [-20, -1, 10, 45, 10, -5],
  sunrises_ms: [],
  sunsets_ms: [],
};

test("between two positions the sun goes the shorter way round", () => {
  assert.equal(minutesOf(day), 360);
  assert.deepEqual(sunAfter(day, 30), { azimuth: 0, elevation: -10.5 });
  assert.deepEqual(sunAfter(day, 150), { azimuth: 135, elevation: 27.5 });
  assert.deepEqual(sunAfter(day, 9_999), { azimuth: 300, elevation: -5 });
});

test("a shadow is as long as its object at 45°, and there is none at night", () => {
  assert.ok(Math.abs((shadowRatio(45) ?? 0) - 1) < 1e-12);
  assert.equal(shadowRatio(0), null);
  assert.equal(shadowRatio(-3), null);
});

test("only hours in daylight are marked", () => {
  assert.deepEqual(hourMarks(day).map((mark) => mark.hours), [2, 3, 4]);
  assert.deepEqual(upStretches(day).map((stretch) => stretch.map((sun) => sun.azimuth)), [[90, 180, 270]]);
});

test("a direction is named as it is seen in the picture", () => {
  assert.equal(seenAs(140, 140), "away");
  assert.equal(seenAs(140, 230), "right");
  assert.equal(seenAs(10, 280), "left");
  assert.equal(seenAs(350, 170), "near");
  assert.equal(seenAs(0, 337.6), "away");
});
