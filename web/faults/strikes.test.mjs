// kill -9 at random moments of each kind of work; with everything at once, too. KILLS says how often.
import assert from "node:assert/strict";
import test from "node:test";

import { Machine } from "./machine.mjs";
import { LOADS, figures, strikeUnder } from "./strikes.mjs";

const KILLS = Number(process.env.KILLS ?? 4);
const ONLY = process.env.LOAD;

for (const load of Object.keys(LOADS).filter((name) => !ONLY || name === ONLY)) {
  test(`kill -9 during ${load}, ${KILLS} times`, async (t) => {
    const machine = await Machine.usual();
    t.after(() => machine.remove());
    const outcome = await strikeUnder(load, { machine, strike: "kill", count: KILLS });
    t.diagnostic(figures(`kills during ${load}`, KILLS, outcome, machine));
    assert.deepEqual(outcome.lost, []);
    assert.ok(outcome.acknowledged > 0, "there was something to lose");
  });
}
