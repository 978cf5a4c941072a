// What has to be true of the data of an instance after any strike, read past the program from the rows
// and files themselves.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { run } from "./machine.mjs";

/** Rows of one query; a server may have the database open. */
export async function rows(directory, sql) {
  const words = ["-json", "-cmd", ".timeout 10000", join(directory, "cairn.db"), sql];
  const { stdout } = await run("sqlite3", words, { maxBuffer: 256 * 1024 ** 2 });
  return stdout.trim() ? JSON.parse(stdout) : [];
}

async function digestOf(path) {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest("hex");
}

/** Every blob is what its name says; gives the names. */
export async function wholeBlobs(root) {
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

/** States that must never be; each query gives the rows that are so. */
const NEVER = {
  "an item whose row is not at its last event": `
    SELECT short, seq FROM item i WHERE seq <> (SELECT coalesce(max(seq), 0) FROM event e WHERE e.item = i.id)
    OR seq <> (SELECT count(*) FROM event e WHERE e.item = i.id)`,
  "an event without its leaf": `
    SELECT hex(e.item) AS item, e.seq FROM event e LEFT JOIN ledger_leaf l ON l.item = e.item AND l.seq = e.seq WHERE l.number IS NULL`,
  "a leaf without its event": `
    SELECT l.number FROM ledger_leaf l LEFT JOIN event e ON l.item = e.item AND l.seq = e.seq WHERE e.seq IS NULL AND l.item IS NOT NULL`,
  "a hole among the leaves": `
    SELECT * FROM (SELECT max(number) - min(number) + 1 - count(*) AS holes FROM ledger_leaf) WHERE holes <> 0`,
  "an item that is published in no release": `
    SELECT short FROM item WHERE outcome = 'published' AND NOT EXISTS (SELECT 1 FROM published_release)`,
  "a hole among the releases": `
    SELECT * FROM (SELECT max(version) - count(*) AS holes FROM published_release) WHERE holes <> 0`,
  "a release without its files": `
    SELECT version FROM published_release r WHERE NOT EXISTS (SELECT 1 FROM published_file f WHERE f.release = r.id)`,
  "a row whose parent is gone": "SELECT * FROM pragma_foreign_key_check",
};

const NAMED = ["file", "derivative", "published_blob", "published_file"].map((table) => `SELECT sha256 FROM ${table}`).join(" UNION ");

/** No half state, and every blob that a row names is there. */
export async function assertWhole(directory) {
  for (const [what, sql] of Object.entries(NEVER)) assert.deepEqual(await rows(directory, sql), [], what);
  for (const { sha256 } of await rows(directory, NAMED)) {
    const path = join(directory, "blobs", sha256.slice(0, 2), sha256.slice(2));
    assert.ok(existsSync(path), `the blob ${sha256} that a row names is there`);
  }
}

/** Everything acknowledged that is not there; nothing, if all is well. */
export async function lostOf(directory, { acts, releases, digests = [] }) {
  const lost = [];
  const taken = await rows(directory, "SELECT i.short, w.seq, w.words FROM event_words w JOIN item i ON i.id = w.item WHERE w.words LIKE 'fault %'");
  const bySeq = new Map(taken.map((one) => [one.words, one]));
  for (const act of acts) {
    const found = bySeq.get(act.words);
    if (found?.short !== act.short || found?.seq !== act.seq) lost.push(act);
  }
  const versions = new Set((await rows(directory, "SELECT version FROM published_release")).map(({ version }) => version));
  lost.push(...releases.filter((version) => !versions.has(version)).map((version) => ({ release: version })));
  const files = new Set((await rows(directory, "SELECT sha256 FROM file")).map(({ sha256 }) => sha256));
  lost.push(...digests.filter((digest) => !files.has(digest)).map((digest) => ({ digest })));
  return lost;
}

/** The slow half: every page of the database and every byte of the blobs. */
export async function assertSound(directory) {
  const found = await rows(directory, "SELECT * FROM pragma_integrity_check");
  assert.deepEqual(found, [{ integrity_check: "ok" }]);
  await wholeBlobs(join(directory, "blobs"));
}
