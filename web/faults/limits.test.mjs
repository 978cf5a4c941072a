// What is not a crash: two programs on one directory, a hundred people at one item, SIGTERM in the
// middle of work, a clock that jumps, a worker that the kernel kills.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdir, readFile, readdir } from "node:fs/promises";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { begin } from "../e2e/server.mjs";
import { comeBack, create, handIn, patch, sha256 } from "./client.mjs";
import { Machine, photo, run } from "./machine.mjs";
import { assertWhole, lostOf } from "./oracle.mjs";
import { Journal, Member, moving, signingOff } from "./people.mjs";

async function running(t) {
  const machine = await Machine.usual();
  t.after(() => machine.remove());
  await machine.start();
  return machine;
}

test("a second program on the same data directory gives up within a second", async (t) => {
  const machine = await running(t);
  const began = performance.now();
  await assert.rejects(begin(machine.directory), /somebody else is using this data/);
  const took = performance.now() - began;
  t.diagnostic(`refused after ${took.toFixed(0)} ms`);
  assert.ok(took < 1_000, `it took ${took} ms`);
  assert.equal((await fetch(`${machine.url}/readyz`)).status, 200);
  await machine.stop();
});

test("of a hundred moves on one item at once, one is taken", async (t) => {
  const machine = await running(t);
  const member = await new Member(machine.url, "verifier").signIn();
  const [short] = await member.itemsAt("geolocation");
  const item = `/projects/AFG/items/${short}`;
  const seen = await member.seen(item);
  const move = () => member.post(`${item}/move`, { seen, to: "back_to_triage", words: "All at once." });
  const statuses = (await Promise.all(Array.from({ length: 100 }, move))).map(({ status }) => status);
  const count = (wanted) => statuses.filter((status) => status === wanted).length;
  t.diagnostic(`${count(303)} taken, ${count(409)} refused`);
  assert.deepEqual([count(303), count(409)], [1, 99]);
  await machine.stop();
  await assertWhole(machine.directory);
});

test("SIGTERM in the middle of work ends within ten seconds and loses nothing", async (t) => {
  const machine = await running(t);
  const journal = new Journal();
  let isOver = false;
  const all = () => true;
  const working = Promise.all([moving(journal, machine.url, () => !isOver, all), signingOff(journal, machine.url, () => !isOver, all)]);
  const times = [];
  for (let round = 0; round < 3; round += 1) {
    await sleep(1_500);
    const began = performance.now();
    await machine.stop();
    times.push(performance.now() - began);
    await machine.start();
    assert.deepEqual(await lostOf(machine.directory, journal), []);
  }
  isOver = true;
  await working;
  await machine.stop();
  t.diagnostic(`${journal.acts.length} moves acknowledged; ended after ${times.map((ms) => ms.toFixed(0)).join(", ")} ms`);
  assert.ok(Math.max(...times) < 10_000);
  await assertWhole(machine.directory);
});

test("SIGTERM as soon as it listens ends it as at any other time", async (t) => {
  const machine = await Machine.usual({ empty: true });
  t.after(() => machine.remove());
  await mkdir(machine.directory);
  for (let round = 0; round < 20; round += 1) {
    await machine.start();
    await machine.stop();
  }
});

/** What makes a program see another time, and time pass as it does. */
async function clockAt(jump) {
  const { stdout } = await run("find", ["/usr/lib", "-name", "libfaketimeMT.so.1"]);
  assert.ok(stdout.trim(), "libfaketime is installed");
  return { LD_PRELOAD: stdout.trim().split("\n")[0], FAKETIME: jump, FAKETIME_DONT_FAKE_MONOTONIC: "1" };
}

test("a clock that jumps three days back and ten years on changes no order", async (t) => {
  const machine = await running(t);
  const journal = new Journal();
  const member = await new Member(machine.url, "verifier").signIn();
  const [short] = await member.itemsAt("geolocation");
  const item = `/projects/AFG/items/${short}`;
  const move = async (words) => {
    const seen = await member.seen(item);
    const answer = await member.post(`${item}/move`, { seen, words, to: words.includes("back") ? "back_to_triage" : "accept" });
    assert.equal(answer.status, 303, answer.text);
    journal.acts.push({ short, seq: seen + 1, words });
  };
  await move("fault clock 1, back");
  await machine.stop();
  for (const jump of ["-3d", "+10y", "-1d"]) {
    await machine.start({ environment: await clockAt(jump) });
    member.url = machine.url;
    await move(`fault clock ${jump}, on`);
    await move(`fault clock ${jump}, back`);
    for (const path of ["/", item, "/projects/AFG/queue"]) await member.get(path);
    await machine.stop();
  }
  assert.deepEqual(await lostOf(machine.directory, journal), []);
  assert.deepEqual(journal.acts.map(({ seq }) => seq), journal.acts.map((_, index) => journal.acts[0].seq + index));
  await assertWhole(machine.directory);
  t.diagnostic(`${member.signIns} sign-ins: sessions end when the clock says so, and nothing else does`);
});

/** The workers that a server has started: children of any of its threads. */
async function workersOf(pid) {
  const tasks = await readdir(`/proc/${pid}/task`);
  const lists = await Promise.all(tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, "utf8").catch(() => "")));
  return lists.join(" ").split(/\s+/).filter(Boolean).map(Number);
}

test("workers that the kernel kills take nothing with them", { timeout: 180_000 }, async (t) => {
  const machine = await running(t);
  const bytes = Buffer.concat([await photo(), randomBytes(64)]);
  let killed = 0;
  let isOver = false;
  const killing = (async () => {
    while (!isOver) {
      for (const worker of await workersOf(machine.server.pid)) {
        try {
          process.kill(worker, "SIGKILL");
          killed += 1;
        } catch {
          // Ended by itself.
        }
      }
      await sleep(1);
    }
  })();
  const address = await create(machine.url, bytes.length);
  await patch(address, 0, bytes);
  const receipt = await handIn(machine.url, [{ address, name: "p.jpg", digest: sha256(bytes) }]);
  const until = Date.now() + 150_000;
  let found = await comeBack(machine.url, receipt);
  while (found.standing === "Received" && Date.now() < until) {
    await sleep(500);
    found = await comeBack(machine.url, receipt);
  }
  isOver = true;
  await killing;
  assert.equal(found.standing, "Being verified", "it is let out of intake all the same");
  assert.ok(killed > 0, "there was a worker to kill");
  t.diagnostic(`${killed} workers killed`);
  assert.equal((await fetch(`${machine.url}/readyz`)).status, 200);
  await machine.stop();
  await assertWhole(machine.directory);
});
