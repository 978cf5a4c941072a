import assert from "node:assert/strict";
import test from "node:test";

import { matrix, otherTime } from "./geometry.ts";

/** Where a matrix3d takes a point. */
function applied(css: string, [x, y]: [number, number]): [number, number] {
  const m = css.slice("matrix3d(".length, -1).split(",").map(Number);
  const row = (at: number): number => m[at]! * x + m[at + 4]! * y + m[at + 12]!;
  return [row(0) / row(3), row(1) / row(3)];
}

test("the element is laid where the map takes its corners", () => {
  const map = [
    [0.5, 0.1, 0.2],
    [-0.05, 0.6, 0.1],
    [0.1, -0.2, 1],
  ];
  const [width, height] = [400, 300];
  for (const [u, v] of [[0, 0], [1, 0], [1, 1], [0.3, 0.7]] as [number, number][]) {
    const depth = 0.1 * u - 0.2 * v + 1;
    const wanted = [((0.5 * u + 0.1 * v + 0.2) / depth) * width, ((-0.05 * u + 0.6 * v + 0.1) / depth) * height];
    const [x, y] = applied(matrix(map, width, height), [u * width, v * height]);
    assert.ok(Math.hypot(x - wanted[0]!, y - wanted[1]!) < 1e-3, `${u} ${v}: ${x} ${y}`);
  }
});

test("a moment is looked up in the stretch it lies in, or in the nearest", () => {
  const stretch = (from_s: number, to_s: number, other_from_s: number, speed = 1) => ({
    from_s, to_s, other_from_s, other_to_s: other_from_s + (to_s - from_s) * speed, speed,
  });
  const stretches = [stretch(0, 10, 30), stretch(20, 30, 5, 1.05)];
  assert.equal(otherTime(stretches, 4), 34);
  assert.ok(Math.abs(otherTime(stretches, 24) - 9.2) < 1e-9);
  assert.equal(otherTime(stretches, 11), 41, "just after the first");
  assert.equal(otherTime([], 7), 7);
});
