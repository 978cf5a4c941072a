// kill -9 at random moments of what an operator runs: backup beside a busy server, restore, and the
// migration of an older database. KILLS says how often each.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { mkdir, readFile, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { PROGRAM, begin, cairn } from "../e2e/server.mjs";
import { Machine, run } from "./machine.mjs";
import { assertSound, assertWhole, rows } from "./oracle.mjs";
import { Journal, moving } from "./people.mjs";

const KILLS = Number(process.env.KILLS ?? 4);

/** Runs a command that is killed somewhere on its way; says whether it came through all the same. */
async function killed(words, longestMs) {
  const child = spawn(PROGRAM, words, { stdio: "ignore" });
  const closed = once(child, "close");
  await Promise.race([sleep(randomInt(1, Math.max(2, Math.ceil(longestMs * 1.1)))), closed]);
  child.kill("SIGKILL");
  const [code] = await closed;
  return code === 0;
}

async function timed(work) {
  const began = performance.now();
  const result = await work();
  return [performance.now() - began, result];
}

const exists = (path) => stat(path).then(() => true, () => false);

/** Backups that say they are whole. */
async function wholeBackups(to) {
  const names = (await readdir(to).catch(() => [])).filter((name) => /^\d{8}T/.test(name)).sort();
  const found = [];
  for (const name of names) if (await exists(join(to, name, "manifest.json"))) found.push(name);
  return found;
}

/** A whole backup is what its manifest says, by the eyes of coreutils. */
async function assertBackup(to, name) {
  const backup = join(to, name);
  const manifest = JSON.parse(await readFile(join(backup, "manifest.json"), "utf8"));
  for (const { path, sha256 } of manifest.files) {
    const { stdout } = await run("sha256sum", [join(backup, path)]);
    assert.equal(stdout.slice(0, 64), sha256, path);
  }
  await run("sha256sum", ["--check", "--quiet", "--strict", "blobs.sha256"], { cwd: backup });
  return manifest;
}

test(`kill -9 during backup beside a busy server, ${KILLS} times`, async (t) => {
  const machine = await Machine.usual();
  t.after(() => machine.remove());
  const to = join(machine.root, "backups");
  const words = ["backup", "--data-dir", machine.directory, "--to", to];
  const url = await machine.start();
  let isOver = false;
  const busy = moving(new Journal(), url, () => !isOver, () => true);
  const [takesMs] = await timed(() => cairn(words));
  const [takesAgainMs] = await timed(() => cairn(words));
  let unfinished = 0;
  for (let number = 0; number < KILLS; number += 1) {
    const before = await wholeBackups(to);
    // Every second one from nothing, so that blobs are on their way, too.
    if (number % 2 === 1) await rm(join(to, "blobs"), { recursive: true });
    const cameThrough = await killed(words, number % 2 === 1 ? takesMs : takesAgainMs);
    const after = await wholeBackups(to);
    assert.ok(after.length <= before.length + 1);
    if (cameThrough) assert.equal(after.length, before.length + 1);
    if (after.length === before.length) unfinished += 1;
    else await assertBackup(to, after.at(-1));
    const { backup } = JSON.parse(await cairn(words));
    await assertBackup(to, backup.split("/").pop());
    for (const name of after) await rm(join(to, name), { recursive: true });
  }
  isOver = true;
  await busy;
  await machine.stop();
  t.diagnostic(`${KILLS} kills, ${unfinished} backups unfinished and none of them named whole; the first takes ${takesMs.toFixed(0)} ms, the next ${takesAgainMs.toFixed(0)} ms`);
});

test(`kill -9 during restore, ${KILLS} times`, async (t) => {
  const machine = await Machine.usual();
  t.after(() => machine.remove());
  const to = join(machine.root, "backups");
  const { digest } = JSON.parse(await cairn(["backup", "--data-dir", machine.directory, "--to", to]));
  const again = join(machine.root, "again");
  const words = ["restore", "--from", to, "--data-dir", again];
  const [takesMs] = await timed(() => cairn(words));
  let refused = 0;
  for (let number = 0; number < KILLS; number += 1) {
    await rm(again, { recursive: true, force: true });
    const cameThrough = await killed(words, takesMs);
    if (!cameThrough && (await exists(join(again, "restore-is-not-finished")))) {
      refused += 1;
      await assert.rejects(begin(again), /restore into this directory was begun and not finished/);
      assert.equal(JSON.parse(await cairn(words)).digest, digest);
    } else if (!cameThrough && !(await exists(join(again, "cairn.db")))) {
      // Killed before it made anything.
      assert.equal(JSON.parse(await cairn(words)).digest, digest);
    }
    await assertWhole(again);
  }
  await assertSound(again);
  t.diagnostic(`${KILLS} kills, ${refused} half restores refused by the server and finished by the next run; a restore takes ${takesMs.toFixed(0)} ms`);
});


test(`kill -9 during migration, ${KILLS} times`, async (t) => {
  const machine = await Machine.usual({ empty: true });
  t.after(() => machine.remove());
  await mkdir(machine.directory, { recursive: true });
  const steps = await stepsOf(machine);
  let halfWay = 0;
  const listen = "127.0.0.1:0";
  const [takesMs] = await timed(async () => (await begin(machine.directory, listen)).end("SIGKILL"));
  for (let number = 0; number < KILLS; number += 1) {
    await rm(machine.directory, { recursive: true, force: true });
    await killed(["serve", "--data-dir", machine.directory, "--listen", listen], takesMs);
    const found = await versions(machine.directory);
    assert.deepEqual(found, steps.slice(0, found.length), "steps are whole and in order");
    if (found.length > 0 && found.length < steps.length) halfWay += 1;
    await (await begin(machine.directory, listen)).end("SIGTERM");
    assert.deepEqual(await versions(machine.directory), steps, "the next start finishes");
    assert.deepEqual(await rows(machine.directory, "SELECT * FROM pragma_integrity_check"), [{ integrity_check: "ok" }]);
  }
  t.diagnostic(`${KILLS} kills, ${halfWay} between two steps; all finished by the next start`);
});

async function versions(directory) {
  if (!(await exists(join(directory, "cairn.db")))) return [];
  const tables = await rows(directory, "SELECT name FROM sqlite_schema WHERE name = 'seaql_migrations'");
  if (tables.length === 0) return [];
  return (await rows(directory, "SELECT version FROM seaql_migrations ORDER BY version")).map(({ version }) => version);
}

async function stepsOf(machine) {
  await (await begin(machine.directory)).end("SIGTERM");
  return versions(machine.directory);
}

test("an older program refuses a newer database, and leaves it as it is", async (t) => {
  const machine = await Machine.usual({ empty: true });
  t.after(() => machine.remove());
  await mkdir(machine.directory, { recursive: true });
  await stepsOf(machine);
  await rows(machine.directory, "INSERT INTO seaql_migrations VALUES ('m29991231_000999_of_another_day', 0)");
  await assert.rejects(begin(machine.directory), /newer version of Cairn/);
  assert.equal((await versions(machine.directory)).at(-1), "m29991231_000999_of_another_day");
});
