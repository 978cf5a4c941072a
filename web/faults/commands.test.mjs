// kill -9 at random moments of what an operator runs: backup beside a busy server, restore, signing the
// ledger, and the migration of an older database. KILLS says how often each.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { cp, mkdir, readFile, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { PROGRAM, begin, cairn } from "../e2e/server.mjs";
import { Machine, run } from "./machine.mjs";
import { assertSound, assertWhole, rows } from "./oracle.mjs";
import { Journal, moving } from "./people.mjs";
import { note, remaining } from "./tally.mjs";

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
  const left = remaining("kills during backup", KILLS);
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
  for (let number = 0; number < left; number += 1) {
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
    note("kills during backup", { strikes: 1, "unfinished": Number(after.length === before.length) });
  }
  isOver = true;
  await busy;
  await machine.stop();
  t.diagnostic(`${left} kills, ${unfinished} backups unfinished and none of them named whole; the first takes ${takesMs.toFixed(0)} ms, the next ${takesAgainMs.toFixed(0)} ms`);
});

test(`kill -9 during restore, ${KILLS} times`, async (t) => {
  const left = remaining("kills during restore", KILLS);
  const machine = await Machine.usual();
  t.after(() => machine.remove());
  const to = join(machine.root, "backups");
  const { digest } = JSON.parse(await cairn(["backup", "--data-dir", machine.directory, "--to", to]));
  const again = join(machine.root, "again");
  const words = ["restore", "--from", to, "--data-dir", again];
  const [takesMs] = await timed(() => cairn(words));
  let refused = 0;
  for (let number = 0; number < left; number += 1) {
    const refusedBefore = refused;
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
    note("kills during restore", { strikes: 1, refused: refused - refusedBefore });
  }
  if (left > 0) await assertSound(again);
  t.diagnostic(`${left} kills, ${refused} half restores refused by the server and finished by the next run; a restore takes ${takesMs.toFixed(0)} ms`);
});

test(`kill -9 while the ledger is signed, ${KILLS} times`, async (t) => {
  const left = remaining("kills while the ledger is signed", KILLS);
  const machine = await Machine.usual();
  t.after(() => machine.remove());
  const place = ["--data-dir", machine.directory];
  const older = join(machine.root, "older");
  const sign = ["ledger", "sign", ...place];
  // The first checkpoint is over everything that the demo did; killed like the others.
  const [firstMs] = await timed(async () => cairn(sign));
  let [takesMs, between] = [firstMs, 0];
  for (let number = 0; number < left; number += 1) {
    await cp(join(machine.directory, "ledger/checkpoint"), older);
    // One more act to sign; now and then a whole log from its beginning.
    await cairn(["security", "second-factor", ...place, "--roles", number % 2 === 0 ? "lead" : "none"]);
    const fromTheStart = number % 10 === 9;
    if (fromTheStart) await rm(join(machine.directory, "ledger"), { recursive: true });
    const cameThrough = await killed(sign, takesMs);
    if (!fromTheStart) await verify(machine, older);
    const [ms, line] = await timed(() => cairn(sign));
    takesMs = ms;
    const { size } = await verify(machine, older);
    assert.equal(JSON.parse(line).size, size);
    between += Number(!cameThrough);
    note("kills while the ledger is signed", { strikes: 1, "before it was done": Number(!cameThrough) });
  }
  await assertWhole(machine.directory);
  t.diagnostic(`${left} kills, ${between} before it was done; the checkpoint old or new, and consistent with the one before, each time; signing takes ${takesMs.toFixed(0)} ms`);
});

/** The ledger holds, and has the same past as a checkpoint that was kept. */
async function verify({ directory }, older) {
  return JSON.parse(await cairn(["ledger", "verify", "--data-dir", directory, "--older", older]));
}

test(`kill -9 during migration, ${KILLS} times`, async (t) => {
  const left = remaining("kills during migration", KILLS);
  const machine = await Machine.usual({ empty: true });
  t.after(() => machine.remove());
  await mkdir(machine.directory, { recursive: true });
  const steps = await stepsOf(machine);
  let halfWay = 0;
  const listen = "127.0.0.1:0";
  const [takesMs] = await timed(async () => (await begin(machine.directory, listen)).end("SIGKILL"));
  for (let number = 0; number < left; number += 1) {
    await rm(machine.directory, { recursive: true, force: true });
    await killed(["serve", "--data-dir", machine.directory, "--listen", listen], takesMs);
    const found = await versions(machine.directory);
    assert.deepEqual(found, steps.slice(0, found.length), "steps are whole and in order");
    const isHalfWay = found.length > 0 && found.length < steps.length;
    halfWay += Number(isHalfWay);
    await (await begin(machine.directory, listen)).end("SIGTERM");
    assert.deepEqual(await versions(machine.directory), steps, "the next start finishes");
    assert.deepEqual(await rows(machine.directory, "SELECT * FROM pragma_integrity_check"), [{ integrity_check: "ok" }]);
    note("kills during migration", { strikes: 1, "between two steps": Number(isHalfWay) });
  }
  t.diagnostic(`${left} kills, ${halfWay} between two steps; all finished by the next start`);
});

/** The steps that were made, in the order in which they were: by name it would be another. */
async function versions(directory) {
  if (!(await exists(join(directory, "cairn.db")))) return [];
  const tables = await rows(directory, "SELECT name FROM sqlite_schema WHERE name = 'seaql_migrations'");
  if (tables.length === 0) return [];
  return (await rows(directory, "SELECT version FROM seaql_migrations ORDER BY rowid")).map(({ version }) => version);
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
