// One submitter who never gives up; notes in the journal what was acknowledged.
import assert from "node:assert/strict";
import { randomBytes, randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import { create, handIn, insist, offsetOf, patch, sha256 } from "./client.mjs";

export class Sender {
  journal = [];
  resumed = 0;
  takenUnheard = 0;
  lost = [];

  constructor(url, pictures, goesOn, pauseMs = 300) {
    this.url = url;
    this.pictures = pictures;
    this.goesOn = goesOn;
    this.pauseMs = pauseMs;
  }

  async run() {
    while (this.goesOn()) {
      await this.sendOne();
      await sleep(randomInt(this.pauseMs));
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
        assert.ok(at >= acknowledged, `${acknowledged} of ${bytes.length} bytes of ${address.slice(-8)} were acknowledged, ${at} are there`);
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
