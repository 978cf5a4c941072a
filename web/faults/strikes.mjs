// Strikes under load: people work, the machine dies at a random moment, comes back, and what was
// acknowledged is looked for. KILLS and CUTS say how often.
import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import { photo } from "./machine.mjs";
import { assertSound, assertWhole, lostOf } from "./oracle.mjs";
import { Journal, moving, publishing, signingOff } from "./people.mjs";
import { Sender } from "./sender.mjs";

/** Parts the items between two people by their ids, so that nobody meets anybody. */
const half = (which) => (short) => Number.parseInt(short, 36) % 2 === which;

/** Who works in each kind of load. */
export const LOADS = {
  upload: (on) => [0, 1, 2].map(() => on.sender()),
  move: (on) => [moving(on.journal, on.url, on.goesOn, half(0)), moving(on.journal, on.url, on.goesOn, half(1))],
  "sign-off": (on) => [signingOff(on.journal, on.url, on.goesOn, half(0)), signingOff(on.journal, on.url, on.goesOn, half(1))],
  publish: (on) => [publishing(on.journal, on.url, on.goesOn, () => true)],
  everything: (on) => [
    on.sender(),
    on.sender(),
    moving(on.journal, on.url, on.goesOn, () => true),
    signingOff(on.journal, on.url, on.goesOn, () => true),
    publishing(on.journal, on.url, on.goesOn, () => true),
  ],
};

/**
 * Strikes `count` times while a load works. `strike` is `kill` or `cut` of the machine. Gives what was
 * acknowledged and what of it is lost; a half state fails at once.
 */
export async function strikeUnder(load, { machine, strike, count, options, mayBeHalf = false }) {
  const pictures = [await photo()];
  let isOver = false;
  const senders = [];
  const url = await machine.start(options);
  const on = { url, journal: new Journal(), goesOn: () => !isOver };
  on.sender = () => {
    senders.push(new Sender(url, pictures, on.goesOn));
    return senders.at(-1).run();
  };
  const working = Promise.all(LOADS[load](on));
  const acknowledged = () => ({ ...on.journal, digests: senders.flatMap(({ journal }) => journal.map(({ digest }) => digest)) });
  const lost = [];
  const size = () => on.journal.acts.length + senders.reduce((sum, { journal }) => sum + journal.length, 0);
  // Until everybody has found their place.
  for (let waited = 0; size() === 0 && waited < 300; waited += 1) await Promise.race([sleep(100), working]);
  for (let number = 0; number < count; number += 1) {
    await Promise.race([sleep(randomInt(20, 900)), working]);
    const before = structuredClone(acknowledged());
    await machine[strike]();
    // The server itself mends what is to be mended.
    await machine.start(options);
    lost.push(...(await lostOf(machine.directory, before)));
    if (mayBeHalf && lost.length > 0) break;
    if (number % 10 === 0) await assertWhole(machine.directory);
  }
  isOver = true;
  if (!mayBeHalf) await working;
  else working.catch(() => {});
  const all = acknowledged();
  if (!mayBeHalf) {
    lost.push(...(await lostOf(machine.directory, all)));
    await machine.stop();
    await assertWhole(machine.directory);
    await assertSound(machine.directory);
  }
  return { acknowledged: all.acts.length + all.releases.length + all.digests.length, ...counts(all), lost };
}

const counts = ({ acts, releases, digests, unheard }) => ({ acts: acts.length, releases: releases.length, files: digests.length, unheard });

/** One line of figures. */
export function figures(what, count, outcome, machine) {
  const { median, worst } = machine.ready();
  return `${count} ${what}: ${outcome.acknowledged} acknowledged (${outcome.acts} moves, ${outcome.releases} releases, ${outcome.files} files), ${outcome.lost.length} lost, ${outcome.unheard} done without the answer being heard; ready again in ${median.toFixed(0)} ms (worst ${worst.toFixed(0)} ms)`;
}
