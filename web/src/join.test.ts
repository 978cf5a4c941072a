import assert from "node:assert/strict";
import { test } from "node:test";

import { codeIn } from "./join.ts";

test("a code is what stands behind the sign, and nothing else is", () => {
  const code = "0f".repeat(32);
  assert.equal(codeIn(`#${code}`), code);
  for (const other of ["", "#", "#code", `#${code}0`, `#${code.toUpperCase()}`, code]) assert.equal(codeIn(other), null);
});
