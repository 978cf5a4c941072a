// kill -9 at random moments of uploads and intake jobs. KILLS says how often (200 with `make faults`).
// What the server acknowledged has to be true afterwards; what it did not may be missing, never half.
import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { makeSamples } from "../e2e/samples.mjs";
import { begin, teamDirectory } from "../e2e/server.mjs";
import { comeBack } from "./client.mjs";
import { freePort } from "./machine.mjs";
import { wholeBlobs } from "./oracle.mjs";
import { Sender } from "./sender.mjs";

const KILLS = Number(process.env.KILLS ?? 8);
const SENDERS = 4;
/** For the machine to read what has come, on a slow one. */
const READ_MS = 120_000 + KILLS * 3_000;

test(`kill -9 at ${KILLS} random moments loses nothing that was acknowledged`, async (t) => {
  const { directory, remove } = await teamDirectory({ projects: [{ code: "AFG", name: "Faults" }], people: [] });
  const samples = await makeSamples();
  t.after(() => Promise.all([remove(), samples.remove()]));
  const pictures = await Promise.all([samples.street, samples.gate, samples.lone].map((path) => readFile(path)));
  const listen = `127.0.0.1:${await freePort()}`;
  let server = await begin(directory, listen);
  const { url } = server;
  let isOver = false;
  const senders = Array.from({ length: SENDERS }, () => new Sender(url, pictures, () => !isOver));
  const sending = Promise.all(senders.map((sender) => sender.run()));
  for (let kill = 0; kill < KILLS; kill += 1) {
    await Promise.race([sleep(randomInt(5, 900)), sending]);
    await server.end("SIGKILL");
    server = await begin(directory, listen);
  }
  isOver = true;
  await sending;

  const journal = senders.flatMap((sender) => sender.journal);
  const count = (name) => senders.reduce((sum, sender) => sum + sender[name], 0);
  const until = Date.now() + READ_MS;
  for (const { receipt, digest } of journal) {
    let found = await comeBack(url, receipt);
    while (found.standing === "Received" && Date.now() < until) {
      await sleep(200);
      found = await comeBack(url, receipt);
    }
    assert.deepEqual(found.digests, [digest]);
    assert.equal(found.standing, "Being verified", "the machine let it out of intake");
  }
  const { code } = await server.end("SIGTERM");
  assert.equal(code, 0);
  const names = await wholeBlobs(join(directory, "blobs"));
  for (const { digest } of journal) assert.ok(names.has(digest), "the blob of an acknowledged file is there");
  assert.deepEqual(await readdir(join(directory, "blobs/incoming")), [], "nothing half received is left");
  const figures = `${KILLS} kills, ${journal.length} submissions acknowledged, ${count("takenUnheard")} taken without the answer being heard, ${count("resumed")} uploads resumed, ${names.size} blobs whole`;
  t.diagnostic(figures);
});
