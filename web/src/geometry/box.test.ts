import assert from "node:assert/strict";
import { test } from "node:test";

import { boxBetween, isBox, readBox } from "./box.ts";

test("a box is the same whichever corner was first", () => {
  const box = { x: 0.1, y: 0.2, w: 0.3, h: 0.4 };
  assert.deepEqual(boxBetween({ x: 10, y: 20 }, { x: 40, y: 60 }, 100, 100), box);
  assert.deepEqual(boxBetween({ x: 40, y: 60 }, { x: 10, y: 20 }, 100, 100), box);
  assert.deepEqual(boxBetween({ x: 40, y: 20 }, { x: 10, y: 60 }, 100, 100), box);
});

test("what was drawn past the edge ends at the edge", () => {
  assert.deepEqual(boxBetween({ x: -30, y: 50 }, { x: 700, y: 900 }, 640, 360), { x: 0, y: 0.1389, w: 1, h: 0.8611 });
});

test("no rounding pushes a box out of the frame", () => {
  for (let i = 0; i < 500; i += 1) {
    const at = (n: number) => ({ x: (i * 7919 * n) % 997, y: (i * 104_729 * n) % 611 });
    const box = boxBetween(at(1), at(3), 997, 611);
    assert.ok(box.x + box.w <= 1 + 1e-9 && box.y + box.h <= 1 + 1e-9, JSON.stringify(box));
  }
});

test("a slip of the hand is no box", () => {
  assert.equal(isBox({ x: 0.5, y: 0.5, w: 0.004, h: 0.3 }), false);
  assert.equal(isBox({ x: 0.5, y: 0.5, w: 0.02, h: 0.03 }), true);
});

test("reads four inputs, or says that there is no box", () => {
  assert.deepEqual(readBox("0.1", "0.2", "0.3", "0.4"), { x: 0.1, y: 0.2, w: 0.3, h: 0.4 });
  assert.equal(readBox("", "", "", ""), null);
  assert.equal(readBox("0.1", "0.2", "0.3", ""), null);
  assert.equal(readBox("0.9", "0", "0.3", "1"), null);
  assert.equal(readBox("a", "0", "0.3", "1"), null);
  assert.equal(readBox("0.1", "0", "0", "1"), null);
});
