// The power goes at a random moment: an ext4 of its own is shut down without flushing its journal, so
// that only what was synced is there afterwards. The control runs the same server with every fsync
// made a lie; there acknowledged work must be lost, or this tests nothing. CUTS says how often. Needs root.
import assert from "node:assert/strict";
import test from "node:test";

import { expectBrokenDisks } from "./client.mjs";
import { Machine, isRoot } from "./machine.mjs";
import { figures, strikeUnder } from "./strikes.mjs";

const CUTS = Number(process.env.CUTS ?? 3);
const LOAD = process.env.LOAD ?? "everything";
/** The control stops at its first loss. */
const MOST_IN_VAIN = 20;

expectBrokenDisks();

test(`the power goes ${CUTS} times`, { skip: !isRoot && "only root can mount a disk of its own" }, async (t) => {
  const machine = await Machine.onItsOwnDisk();
  t.after(() => machine.remove());
  const outcome = await strikeUnder(LOAD, { machine, strike: "cut", count: CUTS });
  t.diagnostic(figures(`power cuts during ${LOAD}`, CUTS, outcome, machine));
  assert.deepEqual(outcome.lost, []);
  assert.ok(outcome.acknowledged > 0, "there was something to lose");
});

test("the control without fsync loses what it acknowledged", { skip: !isRoot && "only root can mount a disk of its own" }, async (t) => {
  const machine = await Machine.onItsOwnDisk();
  t.after(() => machine.remove());
  const options = { under: ["eatmydata"] };
  const outcome = await strikeUnder("move", { machine, strike: "cut", count: MOST_IN_VAIN, options, mayBeHalf: true }).catch((broken) => ({ broken }));
  if (outcome.broken) t.diagnostic(`without fsync the instance did not come back: ${outcome.broken.message.slice(0, 200)}`);
  else t.diagnostic(`without fsync ${outcome.lost.length} of ${outcome.acknowledged} acknowledged operations were lost`);
  assert.ok(outcome.broken || outcome.lost.length > 0, "a test of durability that passes without fsync tests nothing");
});

test("a disk that fails to sync now and then, and then the power goes", { skip: !isRoot && "only root can mount a disk of its own" }, async (t) => {
  const machine = await Machine.onItsOwnDisk();
  t.after(() => machine.remove());
  // Every ninth sync fails: what was waiting for it must not be acknowledged, now or later.
  const inject = ["strace", "-D", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO:when=30+9"];
  const outcome = await strikeUnder("everything", { machine, strike: "cut", count: CUTS, options: { under: inject } });
  t.diagnostic(figures("power cuts of a failing disk", CUTS, outcome, machine));
  assert.deepEqual(outcome.lost, []);
});
