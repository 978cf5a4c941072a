// Strikes under load: people work, the machine dies at a random moment, comes back, and what was
// acknowledged is looked for.
import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import { abandon } from "./client.mjs";
import { photo } from "./machine.mjs";
import { assertSound, assertWhole, lostOf } from "./oracle.mjs";
import { Journal, Turn, moving, signingOff } from "./people.mjs";
import { publishing } from "./publishers.mjs";
import { Sender } from "./sender.mjs";
import { note, remaining } from "./tally.mjs";

/** After so many strikes the states are checked, and the tally kept. */
const HANDFUL = 10;
const LONGEST_MS = 900;
/** A release takes seconds to build and sign: every third time there is room for one, and a strike in all of it. */
const LONGEST_PUBLISHING_MS = 9_000;
/** More room where the first one took longer, up to here. */
const MOST_PUBLISHING_MS = 90_000;
/** For everybody to have had something acknowledged; on a busy machine releases may come later than the rest. */
const PATIENCE_MS = 120_000;
/** Between two files of one sender where others work, too: what the machine reads of them must leave room for a release. */
const BESIDE_OTHERS_MS = 2_000;

/** Parts the items between two people by their ids, so that nobody meets anybody. */
const half = (which) => (short) => Number.parseInt(short, 36) % 2 === which;
const all = () => true;

/** Who works in each kind of load, and what of their work is acknowledged. */
export const LOADS = {
  upload: { kinds: ["files"], people: (on) => [0, 1, 2].map(() => on.sender()) },
  move: { kinds: ["acts"], people: (on) => [moving(on.journal, on.url, on.goesOn, half(0)), moving(on.journal, on.url, on.goesOn, half(1))] },
  "sign-off": { kinds: ["acts"], people: (on) => [signingOff(on.journal, on.url, on.goesOn, half(0)), signingOff(on.journal, on.url, on.goesOn, half(1))] },
  publish: { kinds: ["releases"], people: (on) => [publishing(on.journal, on.url, on.goesOn)], isSlow: true },
  // All that is quick.
  work: { kinds: ["files", "acts"], people: (on) => [on.sender(), moving(on.journal, on.url, on.goesOn, all), signingOff(on.journal, on.url, on.goesOn, all)] },
  everything: {
    kinds: ["files", "acts", "releases"],
    isSlow: true,
    people: (on) => [
      on.sender(BESIDE_OTHERS_MS),
      on.sender(BESIDE_OTHERS_MS),
      moving(on.journal, on.url, on.goesOn, all),
      signingOff(on.journal, on.url, on.goesOn, all, on.turn),
      publishing(on.journal, on.url, on.goesOn, on.turn),
    ],
  },
};

/** The people at work, and what was acknowledged to them. */
class Work {
  isOver = false;
  journal = new Journal();
  turn = new Turn();
  senders = [];

  constructor(load, url, pictures) {
    this.url = url;
    this.pictures = pictures;
    this.goesOn = () => !this.isOver;
    this.working = Promise.all(LOADS[load].people(this));
    // Whoever fails is heard at the next race.
    this.working.catch(() => {});
  }

  sender(pauseMs) {
    this.senders.push(new Sender(this.url, this.pictures, this.goesOn, pauseMs));
    return this.senders.at(-1).run();
  }

  acknowledged() {
    const digests = this.senders.flatMap(({ journal }) => journal.map(({ digest }) => digest));
    return structuredClone({ acts: this.journal.acts, releases: this.journal.releases, digests });
  }

  counts() {
    const { acts, releases, digests } = this.acknowledged();
    const unheard = this.journal.unheard + this.senders.reduce((sum, { takenUnheard }) => sum + takenUnheard, 0);
    return { acts: acts.length, releases: releases.length, files: digests.length, unheard };
  }

  /** Waits until everybody has had something acknowledged, or for a while and somebody has. */
  async hasBegun(kinds) {
    const began = Date.now();
    const until = began + PATIENCE_MS;
    const begun = () => kinds.filter((kind) => this.counts()[kind] > 0).length;
    while (begun() < kinds.length && Date.now() < until) await Promise.race([sleep(100), this.working]);
    assert.ok(begun() > 0, "there is something to lose");
    this.tookMs = Date.now() - began;
  }
}

/**
 * Starts the server again. On a disk that fails it may refuse, if it says what failed; then it is started
 * on a whole disk, as an operator would. Says whether it refused.
 */
async function startAgain(machine, { options, refusal }) {
  try {
    await machine.start(options);
    return 0;
  } catch (error) {
    if (!refusal) throw error;
    assert.match(error.message, /^the server ended with 1: /);
    assert.match(error.message, refusal, "a start that a disk fails says what failed and where");
    assert.ok(error.message.includes(machine.directory), error.message);
    await machine.start();
    return 1;
  }
}

/**
 * Strikes `count` times while a load works, less what the tally of `what` has already. `strike` is `kill` or
 * `cut` of the machine; `refusal` what a start may say that its disk fails. Gives what was acknowledged
 * and what of it is lost; a half state fails at once.
 */
export async function strikeUnder(load, { machine, what, strike, count, options, refusal, mayBeHalf = false }) {
  const pictures = [await photo()];
  let refusals = await startAgain(machine, { options, refusal });
  const work = new Work(load, machine.url, pictures);
  const [lost, left] = [[], mayBeHalf ? count : remaining(what, count)];
  try {
    await work.hasBegun(LOADS[load].kinds);
    let [noted, from, strikes] = [zero(), machine.readyMs.length, 0];
    for (let number = 1; number <= left && lost.length === 0; number += 1) {
      await Promise.race([sleep(pause(load, number, work.tookMs)), work.working]);
      const before = work.acknowledged();
      await machine[strike]();
      // The server itself mends what is to be mended.
      refusals += await startAgain(machine, { options, refusal });
      lost.push(...(await lostOf(machine.directory, before)));
      strikes += 1;
      if (mayBeHalf || (number % HANDFUL !== 0 && number !== left)) continue;
      await assertWhole(machine.directory);
      const now = { ...work.counts(), refusals };
      note(what, { strikes, lost: lost.length, ...difference(now, noted), readyMs: machine.readyMs.slice(from) });
      [noted, from, strikes] = [now, machine.readyMs.length, 0];
    }
    work.isOver = true;
    if (!mayBeHalf) lost.push(...(await end(machine, work)));
  } finally {
    // Whatever went wrong, nobody goes on knocking.
    abandon(machine.url);
  }
  const counts = work.counts();
  return { strikes: left, acknowledged: counts.acts + counts.releases + counts.files, ...counts, refusals, lost };
}

/** Lets everybody finish and looks at everything once more; gives what is lost. */
async function end(machine, work) {
  await work.working;
  const lost = await lostOf(machine.directory, work.acknowledged());
  await machine.stop();
  await assertWhole(machine.directory);
  await assertSound(machine.directory);
  return lost;
}

function pause(load, number, tookMs) {
  const hasRoom = LOADS[load].isSlow && number % 3 === 0;
  const room = Math.min(MOST_PUBLISHING_MS, Math.max(LONGEST_PUBLISHING_MS, 1.5 * tookMs));
  return randomInt(20, hasRoom ? Math.ceil(room) : LONGEST_MS);
}

const zero = () => ({ acts: 0, releases: 0, files: 0, unheard: 0, refusals: 0 });

const difference = (now, before) => Object.fromEntries(Object.keys(now).map((name) => [name, now[name] - before[name]]));

/** One line of figures. */
export function figures(what, outcome, machine) {
  const { median, worst } = machine.ready();
  const { strikes, acknowledged, acts, releases, files, lost, unheard, refusals } = outcome;
  const starts = refusals > 0 ? `${refusals} starts refused for the disk; ` : "";
  return `${strikes} ${what}: ${acknowledged} acknowledged (${acts} moves, ${releases} releases, ${files} files), ${lost.length} lost, ${unheard} done without the answer being heard; ${starts}ready again in ${median.toFixed(0)} ms (worst ${worst.toFixed(0)} ms)`;
}
