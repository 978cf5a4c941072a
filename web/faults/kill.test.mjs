// kill -9 at random moments of uploads and intake jobs. KILLS says how often (200 with `make faults`).
// What the server acknowledged has to be true afterwards; what it did not may be missing, never half.
import assert from "node:assert/strict";
import { createHash, randomBytes, randomInt } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { makeSamples } from "../e2e/samples.mjs";
import { begin, teamDirectory } from "../e2e/server.mjs";
import { Down, comeBack, create, handIn, offsetOf, patch, sha256 } from "./client.mjs";

const KILLS = Number(process.env.KILLS ?? 8);
const SENDERS = 4;
/** For the machine to read what has come, on a slow one. */
const READ_MS = 120_000 + KILLS * 3_000;

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Tries until the server is there; what is wrong otherwise stays wrong. */
async function insist(run) {
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Down)) throw error;
      await sleep(50);
    }
  }
}

/** One submitter who never gives up; notes in the journal what was acknowledged. */
class Sender {
  journal = [];
  resumed = 0;
  takenUnheard = 0;

  constructor(url, pictures, goesOn) {
    this.url = url;
    this.pictures = pictures;
    this.goesOn = goesOn;
  }

  async run() {
    while (this.goesOn()) {
      await this.sendOne();
      await sleep(randomInt(300));
    }
  }

  async sendOne() {
    // A picture that the machine can read, different each time.
    const picture = this.pictures[randomInt(this.pictures.length)];
    const bytes = Buffer.concat([picture, randomBytes(randomInt(1, 3_000_000))]);
    const digest = sha256(bytes);
    const address = await insist(() => create(this.url, bytes.length));
    let acknowledged = 0;
    while (acknowledged < bytes.length) {
      acknowledged = await insist(async () => {
        const at = await offsetOf(address);
        assert.ok(at >= acknowledged, `${acknowledged} bytes were acknowledged, ${at} are there`);
        if (at > 0 && at < bytes.length) this.resumed += 1;
        if (at === bytes.length) return at;
        return this.sendPieces(address, bytes, at, (offset) => (acknowledged = offset));
      });
    }
    const receipt = await insist(() => handIn(this.url, [{ address, name: "p.jpg", digest }]));
    if (receipt) this.journal.push({ receipt, digest });
    else this.takenUnheard += 1;
  }

  async sendPieces(address, bytes, from, note) {
    let at = from;
    while (at < bytes.length) {
      const answer = await patch(address, at, bytes.subarray(at, at + randomInt(1, 400_000)));
      if (!answer) return from;
      at = answer.offset;
      note(at);
    }
    return at;
  }
}

async function digestOf(path) {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest("hex");
}

/** Every blob is what its name says; gives the names. */
async function blobs(directory) {
  const root = join(directory, "blobs");
  const names = new Set();
  for (const folder of (await readdir(root)).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    for (const rest of await readdir(join(root, folder))) {
      const path = join(root, folder, rest);
      assert.equal(await digestOf(path), folder + rest, "no blob is half a blob");
      names.add(folder + rest);
    }
  }
  return names;
}

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
  const names = await blobs(directory);
  for (const { digest } of journal) assert.ok(names.has(digest), "the blob of an acknowledged file is there");
  assert.deepEqual(await readdir(join(directory, "blobs/incoming")), [], "nothing half received is left");
  const figures = `${KILLS} kills, ${journal.length} submissions acknowledged, ${count("takenUnheard")} taken without the answer being heard, ${count("resumed")} uploads resumed, ${names.size} blobs whole`;
  t.diagnostic(figures);
});
