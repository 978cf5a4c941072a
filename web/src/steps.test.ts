import assert from "node:assert/strict";
import { test } from "node:test";

import type { Values } from "./form-values.ts";
import { Steps } from "./steps.ts";

const typed = (text: string): Values => [["words", text]];

test("steps go back one by one and forth again", () => {
  const steps = new Steps(typed(""));
  for (const text of ["a", "ab", "ab"]) steps.note(typed(text));
  assert.deepEqual([steps.back(), steps.back(), steps.back()], [typed("a"), typed(""), null]);
  assert.deepEqual([steps.forth(), steps.forth(), steps.forth()], [typed("a"), typed("ab"), null]);
});

test("a new step ends what was taken back", () => {
  const steps = new Steps(typed(""));
  steps.note(typed("a"));
  steps.back();
  steps.note(typed("b"));
  assert.equal(steps.canGoForth, false);
  assert.deepEqual(steps.back(), typed(""));
});

test("a hundred steps are held, and the oldest let go", () => {
  const steps = new Steps(typed("0"));
  for (let at = 1; at <= 150; at += 1) steps.note(typed(String(at)));
  let oldest = typed("");
  while (steps.canGoBack) oldest = steps.back() ?? oldest;
  assert.deepEqual(oldest, typed("50"));
});
