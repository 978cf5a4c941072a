// One very large upload with a broken line in the middle, and what it costs the server. SIZE_GIB says
// how large (10 with `make faults`). The bytes are made as they are sent.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { request } from "node:http";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { begin, teamDirectory } from "../e2e/server.mjs";
import { comeBack, create, handIn, offsetOf } from "./client.mjs";

const GIB = 1024 ** 3;
const SIZE = Number(process.env.SIZE_GIB ?? 0.25) * GIB;
const PIECE = 1024 ** 2;
const MOST_RSS_MB = 150;

/** The head of an MP4, then a pattern that differs in every piece. */
function pieceAt(index) {
  const piece = Buffer.alloc(PIECE, 0x5a);
  piece.writeUInt32BE(index, PIECE - 4);
  if (index === 0) Buffer.from("\0\0\0\x18ftypisom\0\0\0\0isommp42", "latin1").copy(piece);
  return piece;
}

async function memory(pid) {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const kib = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)[1]);
  return { rss: kib("VmRSS") / 1000, peak: kib("VmHWM") / 1000 };
}

/** Sends from an offset that is a whole number of pieces; hangs up at `breakAt`. */
function send(address, from, breakAt) {
  return new Promise((resolve, reject) => {
    const headers = {
      "Tus-Resumable": "1.0.0",
      "Content-Type": "application/offset+octet-stream",
      "Upload-Offset": from,
      "Content-Length": SIZE - from,
    };
    const sending = request(address, { method: "PATCH", headers }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer));
    });
    sending.on("error", (error) => (breakAt === null ? reject(error) : resolve(null)));
    let at = from;
    const more = () => {
      while (at < SIZE) {
        if (breakAt !== null && at >= breakAt) return sending.destroy();
        const first = at - (at % PIECE);
        const piece = pieceAt(first / PIECE).subarray(at - first);
        at += piece.length;
        if (!sending.write(piece)) return sending.once("drain", more);
      }
      sending.end();
    };
    more();
  });
}

async function offsetAtRest(address) {
  let [before, now] = [-1, await offsetOf(address)];
  while (now !== before) {
    await sleep(300);
    [before, now] = [now, await offsetOf(address)];
  }
  return now;
}

test(`${SIZE / GIB} GiB through tus with a broken line`, async (t) => {
  const { directory, remove } = await teamDirectory({ projects: [{ code: "AFG", name: "Large" }], people: [] });
  const server = await begin(directory);
  t.after(async () => {
    await server.end("SIGTERM");
    await remove();
  });
  const hash = createHash("sha256");
  for (let index = 0; index < SIZE / PIECE; index += 1) hash.update(pieceAt(index));
  const digest = hash.digest("hex");

  let highest = 0;
  const watch = setInterval(async () => {
    const { rss } = await memory(server.pid).catch(() => ({ rss: 0 }));
    highest = Math.max(highest, rss);
  }, 200);
  const address = await create(server.url, SIZE);
  const began = performance.now();
  await send(address, 0, SIZE * 0.4);
  let [kept, resumedAt, answer] = [0, 0, { statusCode: 409 }];
  // What was on the way when the line broke may still arrive; then a client asks again where it stands.
  for (let attempt = 0; answer.statusCode === 409 && attempt < 5; attempt += 1) {
    kept = await offsetAtRest(address);
    resumedAt = performance.now();
    answer = await send(address, kept, null);
  }
  assert.ok(kept > SIZE * 0.3, `${kept} bytes outlived the line`);
  const seconds = (performance.now() - resumedAt) / 1_000;
  assert.equal(answer.statusCode, 204);
  assert.equal(Buffer.from(/:(.+):/.exec(answer.headers["repr-digest"])[1], "base64").toString("hex"), digest);
  const receipt = await handIn(server.url, [{ address, name: "long.mp4", digest }]);
  const found = await comeBack(server.url, receipt);
  clearInterval(watch);
  assert.deepEqual(found.digests, [digest]);
  const { peak } = await memory(server.pid);
  t.diagnostic(`${((SIZE - kept) / 1e6 / seconds).toFixed(0)} MB/s over the last ${((SIZE - kept) / 1e9).toFixed(1)} GB; all of it ${((performance.now() - began) / 1_000).toFixed(0)} s; server RSS at most ${highest.toFixed(0)} MB (VmHWM ${peak.toFixed(0)} MB)`);
  assert.ok(peak < MOST_RSS_MB, `the server took ${peak} MB`);
});
