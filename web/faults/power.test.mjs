// The power goes at a random moment: an ext4 of its own is shut down without flushing its journal, so
// that only what was synced is there afterwards. The control runs the same server with every fsync
// made a lie; there acknowledged work must be lost, or this tests nothing. CUTS says how often. Needs root.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import test from "node:test";

import { expectBrokenDisks } from "./client.mjs";
import { Machine, isRoot } from "./machine.mjs";
import { LOADS, figures, strikeUnder } from "./strikes.mjs";

const CUTS = Number(process.env.CUTS ?? 3);
const LOAD = process.env.LOAD ?? "everything";
/** The control stops at its first loss. */
const MOST_IN_VAIN = 20;
/** What is sent between two cuts, at most. */
const SENT_MB = 12;
const SIZE_MB = 3_000 + SENT_MB * CUTS;
const NEEDS_ROOT = { skip: !isRoot && "only root can mount a disk of its own" };

expectBrokenDisks();
assert.ok(LOADS[LOAD], `LOAD is one of ${Object.keys(LOADS).join(", ")}`);

test(`the power goes ${CUTS} times`, NEEDS_ROOT, async (t) => {
  const machine = await Machine.onItsOwnDisk(SIZE_MB);
  t.after(() => machine.remove());
  const what = `power cuts during ${LOAD}`;
  const outcome = await strikeUnder(LOAD, { machine, what, strike: "cut", count: CUTS });
  t.diagnostic(figures(what, outcome, machine));
  assert.deepEqual(outcome.lost, []);
});

test("the control without fsync loses what it acknowledged", NEEDS_ROOT, async (t) => {
  const machine = await Machine.onItsOwnDisk();
  t.after(() => machine.remove());
  const options = { under: ["eatmydata"] };
  const outcome = await strikeUnder("move", { machine, what: "the control", strike: "cut", count: MOST_IN_VAIN, options, mayBeHalf: true }).catch((broken) => ({ broken }));
  if (outcome.broken) t.diagnostic(`without fsync the instance did not come back: ${outcome.broken.message.slice(0, 200)}`);
  else t.diagnostic(`without fsync ${outcome.lost.length} of ${outcome.acknowledged} acknowledged operations were lost`);
  assert.ok(outcome.broken || outcome.lost.length > 0, "a test of durability that passes without fsync tests nothing");
});

/** What a start says that such a disk fails: the file or the database, what was done to it, and the error's number. */
const REFUSAL = /flushing it failed: Input\/output error \(os error 5\)|the disk failed while flushing .*\(code: \d+\) disk I\/O error/;

test("a disk that fails to sync now and then, and then the power goes", NEEDS_ROOT, async (t) => {
  const machine = await Machine.onItsOwnDisk(SIZE_MB);
  t.after(() => machine.remove());
  const what = "power cuts of a failing disk";
  // Every ninth sync fails: what was waiting for it must not be acknowledged, now or later.
  const under = ["strace", "-D", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO:when=30+9"];
  const outcome = await strikeUnder(LOAD, { machine, what, strike: "cut", count: CUTS, options: { under }, refusal: REFUSAL });
  t.diagnostic(figures(what, outcome, machine));
  assert.deepEqual(outcome.lost, []);
});

// An empty instance is made with some fifty syncs, most of them by one thread; strace counts each thread for itself.
for (const first of [1, 5, 20]) {
  test(`a start on a disk that fails from sync ${first} on says what failed, and leaves the instance whole`, NEEDS_ROOT, async (t) => {
    const machine = await Machine.usual({ empty: true });
    t.after(() => machine.remove());
    await mkdir(machine.directory);
    const under = ["strace", "-D", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", `inject=fsync,fdatasync:error=EIO:when=${first}+`];
    const says = ({ message }) => REFUSAL.test(message) && message.includes(machine.directory);
    await assert.rejects(machine.start({ under }), says);
    await machine.start();
    await machine.stop();
  });
}
