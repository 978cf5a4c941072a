// Two hundred slow clients of three kinds against the real server with the patience it is shipped
// with, while honest people go on: how long those wait, how soon the slow ones are let go, whether
// a poor line of 2 kB/s gets through. Prints the figures of docs/benchmarks.md; fails if one is missed.
import assert from "node:assert/strict";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { serveTeam } from "../web/e2e/server.mjs";

const CLIENTS = 200;
/** Long enough for the slowest end: an unread answer is given up a minute after the buffers of both
 * kernels are full, and filling those with pages takes the server a while. */
const WATCH_MS = 180_000;
const { url, stop } = await serveTeam({ projects: [{ code: "AFG", name: "Slow" }], people: [] });
const { hostname: host, port } = new URL(url);
const now = () => performance.now();

/** A connection; resolves with what was said and how long it took when the server ends it. */
function connection(begin, { reads = true } = {}) {
  const began = now();
  const socket = net.connect({ host, port: Number(port) });
  let said = "";
  socket.setNoDelay(true);
  if (reads) socket.on("data", (chunk) => (said += chunk));
  socket.on("error", () => undefined);
  const over = new Promise((done) => socket.on("close", () => done({ said, ms: now() - began })));
  socket.on("connect", () => begin(socket));
  return { socket, over };
}

function drip(socket, byte, everyMs) {
  const timer = setInterval(() => socket.writable && socket.write(byte), everyMs);
  socket.on("close", () => clearInterval(timer));
}

const HEAD = `POST /submit HTTP/1.1\r\nhost: ${host}\r\nsec-fetch-site: same-origin\r\ncontent-type: multipart/form-data; boundary=b\r\n`;
const PART = '--b\r\ncontent-disposition: form-data; name="what"\r\n\r\n';
const kinds = {
  "slow head": () => connection((socket) => (socket.write(`GET / HTTP/1.1\r\nhost: ${host}\r\nx-a: `), drip(socket, "a", 1_000))),
  "body of 1 B/s": () =>
    connection((socket) => (socket.write(`${HEAD}content-length: 1000000\r\n\r\n${PART}`), drip(socket, "a", 1_000))),
  "answer not read": () => {
    const held = connection((socket) => {
      socket.pause();
      const ask = `GET /submit HTTP/1.1\r\nhost: ${host}\r\n\r\n`.repeat(400);
      const more = () => socket.writable && socket.write(ask, () => setTimeout(more, 100));
      more();
    }, { reads: false });
    return held;
  },
};

async function honest() {
  const began = now();
  const answer = await fetch(`${url}/submit`);
  assert.equal(answer.status, 200);
  await answer.text();
  return now() - began;
}

/** A whole submission at two kilobytes a second: 100 kB take 50 s. */
async function poorLine() {
  const body = `${PART}${"a".repeat(4_000)}\r\n--b\r\ncontent-disposition: form-data; name="links"\r\n\r\nhttps://example.org/1\r\n--b\r\ncontent-disposition: form-data; name="consent"\r\n\r\npublish\r\n--b\r\ncontent-disposition: form-data; name="padding"\r\n\r\n${"p".repeat(96_000)}\r\n--b--\r\n`;
  const { socket, over } = connection((s) => s.write(`${HEAD}connection: close\r\ncontent-length: ${body.length}\r\n\r\n`));
  for (let at = 0; at < body.length; at += 1_000) {
    await sleep(500);
    socket.write(body.slice(at, at + 1_000));
  }
  return over;
}

const percentile = (list, part) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))];
const names = Object.keys(kinds);
const slow = Array.from({ length: CLIENTS }, (_, n) => ({ name: names[n % names.length], ...kinds[names[n % names.length]]() }));
const poor = poorLine();
const ends = Object.fromEntries(names.map((name) => [name, []]));
for (const { name, over } of slow) void over.then((end) => ends[name].push(end));

const times = [];
const until = now() + WATCH_MS;
while (now() < until) {
  times.push(await honest());
  await sleep(100);
}
const sent = await poor;
const all = (name) => slow.filter((one) => one.name === name).length;
const said = {
  "honest requests": times.length,
  "p50 ms": Math.round(percentile(times, 0.5)),
  "p95 ms (target < 1000)": Math.round(percentile(times, 0.95)),
};
for (const name of names) {
  const last = ends[name].length === all(name) ? Math.round(Math.max(...ends[name].map((end) => end.ms)) / 1_000) : "not all";
  said[`${name}: let go of ${all(name)} after s`] = last;
  if (last === "not all") console.log(`${name}: let go of ${ends[name].length}`);
}
said["body of 1 B/s: answered 408"] = ends["body of 1 B/s"].filter((end) => end.said.startsWith("HTTP/1.1 408")).length;
said["2 kB/s submission"] = sent.said.split("\r\n")[0];
for (const [name, value] of Object.entries(said)) console.log(`${name}: ${value}`);
for (const { socket } of slow) socket.destroy();
await stop();

assert.ok(percentile(times, 0.95) < 1_000, "honest requests stay under a second at p95");
assert.ok(said[`slow head: let go of ${all("slow head")} after s`] <= 30, "slots of slow heads are free within 30 s");
assert.ok(said[`body of 1 B/s: let go of ${all("body of 1 B/s")} after s`] <= 60, "slow bodies end within 60 s");
assert.equal(said["body of 1 B/s: answered 408"], all("body of 1 B/s"));
assert.ok(said[`answer not read: let go of ${all("answer not read")} after s`] <= WATCH_MS / 1_000, "unread answers end");
assert.match(said["2 kB/s submission"], /^HTTP\/1\.1 303/);
