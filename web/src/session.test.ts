import assert from "node:assert/strict";
import { test } from "node:test";

import { type Shelf, forget, left } from "./session.ts";

const MINUTE = 60_000;
const ends = { drawnMs: 0, idleMs: 120 * MINUTE, leftMs: 300 * MINUTE };

test("a page ends two hours after it was drawn, later if another tab is used, and never later than its session", () => {
  assert.equal(left(ends, 0, 0), 120 * MINUTE);
  assert.ok(left(ends, 0, 120 * MINUTE) <= 0);
  assert.equal(left(ends, 100 * MINUTE, 120 * MINUTE), 100 * MINUTE);
  assert.ok(left(ends, 299 * MINUTE, 300 * MINUTE) <= 0);
});

test("what was being typed goes with the session, and nothing of others", () => {
  const all = new Map([
    ["cairn-draft:/a#comment", "typed"],
    ["cairn:layer:base", "kabul"],
    ["somebody else's", "stays"],
  ]);
  const shelf: Shelf = {
    get length() {
      return all.size;
    },
    key: (at) => [...all.keys()][at] ?? null,
    removeItem: (key) => void all.delete(key),
  };
  forget(shelf);
  assert.deepEqual([...all.keys()], ["somebody else's"]);
});
