// kill -9 at random moments of each kind of work; with everything at once, too. KILLS says how often.
import assert from "node:assert/strict";
import test from "node:test";

import { Machine } from "./machine.mjs";
import { LOADS, figures, strikeUnder } from "./strikes.mjs";

const KILLS = Number(process.env.KILLS ?? 4);
const ONLY = process.env.LOAD;

for (const load of Object.keys(LOADS).filter((name) => (ONLY ? name === ONLY : name !== "work"))) {
  const what = `kills during ${load}`;
  test(`kill -9 during ${load}, ${KILLS} times`, async (t) => {
    const machine = await Machine.usual();
    t.after(() => machine.remove());
    const outcome = await strikeUnder(load, { machine, what, strike: "kill", count: KILLS });
    t.diagnostic(figures(what, outcome, machine));
    assert.deepEqual(outcome.lost, []);
  });
}
