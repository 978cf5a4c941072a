import assert from "node:assert/strict";
import test from "node:test";

import { bearingTolerance, geodesic } from "./geodesic.ts";
import type { LonLat } from "./sphere.ts";

// PyPI geographiclib 2.1, Geodesic.WGS84.Inverse; the same lines as in crates/place.
const LINES: [from: LonLat, to: LonLat, metres: number, bearing: number][] = [
  [[69.2075, 34.5553], [62.204, 34.3529], 643_816.0809, 269.98715514],
  [[71.09, 34.125], [71.1409, 34.1005], 5_425.8238, 120.04349527],
  [[66.4, 31.0056], [66.4526, 30.9177], 10_964.8608, 152.70701748],
  [[179.9, -17.5], [-179.9, -17.5], 21_239.8857, 90.03007061],
];

test("lengths and bearings are those of GeographicLib", () => {
  for (const [from, to, metres, bearing] of LINES) {
    const line = geodesic(from, to);
    assert.ok(Math.abs(line.metres - metres) < 2e-3, `${line.metres} ${metres}`);
    assert.ok(Math.abs(line.bearing - bearing) < 1e-6, `${line.bearing} ${bearing}`);
  }
  assert.deepEqual(geodesic([1, 2], [1, 2]), { metres: 0, bearing: 0 });
});

test("nearly opposite points still have a distance", () => {
  const { metres } = geodesic([0, 0], [179.7, 0.5]);
  assert.ok(Math.abs(metres / 19_944_127 - 1) < 0.006, String(metres));
});

test("a short line has a wide tolerance, and none is better than half a degree", () => {
  assert.equal(bearingTolerance(100_000, 1), 0.5);
  assert.equal(bearingTolerance(100, 1), 1.2);
});
