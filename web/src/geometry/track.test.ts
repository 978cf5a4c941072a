import assert from "node:assert/strict";
import { test } from "node:test";

import { nudged, placeAt, readTrack, withKey, withoutKey, writeTrack } from "./track.ts";

const TEXT = "0.5 10 20 30 40\n1.5 20 20 30 40";

test("keyframes read and write as the same lines", () => {
  assert.equal(writeTrack(readTrack(TEXT), true), TEXT);
  assert.equal(writeTrack(readTrack("10 20 33.33 40"), false), "10 20 33.33 40");
  assert.deepEqual(readTrack("nonsense\n1 2 3"), []);
});

test("a region moves in straight lines and rests at both ends", () => {
  const keys = readTrack(TEXT);
  for (const [t, x] of [[0, 0.1], [0.5, 0.1], [1, 0.15], [9, 0.2]] as const) {
    assert.ok(Math.abs((placeAt(keys, t)?.x ?? -1) - x) < 1e-9, `${t}`);
  }
  assert.equal(placeAt([], 1), null);
});

test("a moment has one keyframe", () => {
  const box = { x: 0, y: 0, w: 0.1, h: 0.1 };
  const keys = withKey(withKey(readTrack(TEXT), 1, box), 1.002, { ...box, x: 0.5 });
  assert.deepEqual(keys.map((key) => key.t), [0.5, 1.002, 1.5]);
  assert.deepEqual(withoutKey(keys, 1).map((key) => key.t), [0.5, 1.5]);
});

test("no key pushes a box out of the picture", () => {
  const box = { x: 0.9, y: 0.02, w: 0.1, h: 0.1 };
  assert.deepEqual(nudged(box, { x: 0.05, y: -0.05 }), { x: 0.9, y: 0, w: 0.1, h: 0.1 });
  assert.ok(nudged(box, { w: -1 }).w > 0);
  const wide = nudged(box, { w: 0.2 });
  assert.ok(wide.x + wide.w <= 1 + 1e-9);
});
