import assert from "node:assert/strict";
import test from "node:test";

import { FrameTimes, clock } from "./frames.ts";
import { Speeds } from "./speeds.ts";

const uneven = { tick: [1, 1000] as [number, number], origin: 5_300, end: 8_400, interlaced: false };

test("a frame is found by its time and aimed at in its middle", () => {
  const times = FrameTimes.read({ ...uneven, pts: [5_300, 40, 10, 950, 1_000], keys: [0, 3] });
  assert.ok(times);
  assert.deepEqual([0, 1, 2, 3, 4].map((index) => times.pts(index)), [5300, 5340, 5350, 6300, 7300]);
  assert.equal(times.count, 5);
  for (let index = 0; index < times.count; index += 1) {
    assert.equal(times.indexAt(times.within(index, 0.5)), index);
    assert.equal(times.indexOf(times.at(index) - 0.0004), index, "rounded down");
  }
  assert.equal(times.indexAt(-1), 0);
  assert.equal(times.indexAt(99), 4);
  assert.equal(times.at(times.count), 3.1);
});

test("a time code counts frames within their second, whatever their rate", () => {
  const times = FrameTimes.read({ ...uneven, pts: [5_300, 40, 10, 950, 1_000], keys: [] });
  assert.deepEqual([0, 2, 3, 4].map((index) => times?.timecode(index)), ["00:00:00:00", "00:00:00:02", "00:00:01:00", "00:00:02:00"]);
});

test("no frames is no table", () => {
  assert.equal(FrameTimes.read({ ...uneven, pts: [], keys: [] }), null);
});

test("times read like a clock", () => {
  assert.deepEqual([0, 16.48, 3723, 59.9999].map(clock), ["0:00.000", "0:16.480", "1:02:03.000", "1:00.000"]);
});

test("speeds go up and down in steps and stop at the ends", () => {
  const speeds = new Speeds();
  assert.equal(speeds.now, 1);
  assert.equal(speeds.change(1), 1.5);
  for (let n = 0; n < 9; n += 1) speeds.change(1);
  assert.equal(speeds.now, 4);
  for (let n = 0; n < 19; n += 1) speeds.change(-1);
  assert.equal(speeds.now, 0.1);
});
