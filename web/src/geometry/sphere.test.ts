import assert from "node:assert/strict";
import { test } from "node:test";

import { type LonLat, circleRing, coneRing, destination, distanceM, isInRing, metresPerPixel, normalBearing, ringCentre, scaleBar } from "./sphere.ts";

const KABUL: LonLat = [69.1723, 34.5281];

test("Kabul to Herat is about 640 km, as on the server", () => {
  const distance = distanceM([69.2075, 34.5553], [62.204, 34.3529]);
  assert.ok(distance > 635_000 && distance < 650_000, String(distance));
});

test("a destination lies at its distance, in its direction", () => {
  for (const bearing of [0, 45, 90, 200, 315]) {
    assert.ok(Math.abs(distanceM(KABUL, destination(KABUL, bearing, 25_000)) - 25_000) < 0.01);
  }
  const [lon, lat] = destination(KABUL, 0, 111_195);
  assert.ok(Math.abs(lon - KABUL[0]) < 1e-9 && Math.abs(lat - KABUL[1] - 1) < 1e-4);
});

test("every corner of a circle is its radius away, the ring is closed and counter-clockwise", () => {
  const ring = circleRing(KABUL, 5_000, 32);
  assert.equal(ring.length, 33);
  assert.deepEqual(ring[0], ring[32]);
  for (const corner of ring) assert.ok(Math.abs(distanceM(KABUL, corner) - 5_000) < 0.01);
  const signed = ring.slice(1).reduce((sum, [x, y], i) => {
    const [px, py] = ring[i] as LonLat;
    return sum + (px * y - x * py);
  }, 0);
  assert.ok(signed > 0, "RFC 7946 wants outer rings counter-clockwise");
});

test("a cone holds what lies ahead and nothing behind", () => {
  const cone = coneRing(KABUL, 140, 60, 2_000);
  assert.deepEqual(cone[0], KABUL);
  assert.deepEqual(cone[cone.length - 1], KABUL);
  assert.ok(isInRing(destination(KABUL, 140, 1_000), cone));
  assert.ok(isInRing(destination(KABUL, 115, 1_000), cone));
  assert.ok(!isInRing(destination(KABUL, 105, 1_000), cone));
  assert.ok(!isInRing(destination(KABUL, 320, 1_000), cone));
  assert.ok(!isInRing(destination(KABUL, 140, 2_100), cone));
});

test("bearings come home", () => {
  assert.deepEqual([-90, 0, 359, 360, 725].map(normalBearing), [270, 0, 359, 0, 5]);
});

test("a scale bar takes 1, 2 or 5 and never more room than it has", () => {
  assert.deepEqual(scaleBar(10, 96), { metres: 500, pixels: 50 });
  assert.deepEqual(scaleBar(1_000, 96), { metres: 50_000, pixels: 50 });
  for (const perPixel of [0.03, 0.7, 3, 11, 999, 40_000]) {
    const { metres, pixels } = scaleBar(perPixel, 96);
    assert.ok(pixels <= 96 && pixels > 96 / 2.6, `${perPixel}: ${pixels}`);
    assert.match(String(metres), /^(1|2|5)0*$|^0\.0*(1|2|5)$/);
  }
});

test("a pixel at zoom 0 on the equator is the equator over 512", () => {
  assert.ok(Math.abs(metresPerPixel(0, 0) - 78_271.517) < 0.01);
  assert.ok(Math.abs(metresPerPixel(60, 1) - 78_271.517 / 4) < 0.01);
});

test("a ring's centre is its middle whichever way it is wound", () => {
  const square = [[0, 0], [4, 0], [4, 2], [0, 2]];
  assert.deepEqual(ringCentre(square), { at: [2, 1], area: 8 });
  assert.deepEqual(ringCentre([...square].reverse()), { at: [2, 1], area: 8 });
});
