// How soon an instance with very many items is ready, after a stop and after a kill in the middle of
// work. The demo's items, events, leaves, files and fingerprints are multiplied row by row. ITEMS says how many.
import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { cairn } from "../e2e/server.mjs";
import { Machine } from "./machine.mjs";
import { assertWhole, lostOf, rows } from "./oracle.mjs";
import { Journal, moving } from "./people.mjs";

const ITEMS = Number(process.env.ITEMS ?? 100_000);
const KILLS = Math.min(20, Number(process.env.KILLS ?? 4));
const MOST_MS = 3_000;

const columns = async (directory, table) => (await rows(directory, `SELECT name FROM pragma_table_info('${table}')`)).map(({ name }) => name);

/** Copies a table's rows for every copy of their item, with some columns said anew. */
async function multiply(directory, table, from, anew) {
  const names = await columns(directory, table);
  const values = names.map((name) => anew[name] ?? `old."${name}"`);
  return `INSERT INTO "${table}" SELECT ${values.join(", ")} FROM ${from};`;
}

async function stock(directory) {
  const [{ items, leaves }] = await rows(directory, "SELECT (SELECT count(*) FROM item) AS items, (SELECT max(number) + 1 FROM ledger_leaf) AS leaves");
  const copies = Math.max(0, Math.ceil(ITEMS / items) - 1);
  const ofItem = (table) => `"${table}" old JOIN item_copy c ON c.old = old.item`;
  const ofFile = (table) => `"${table}" old JOIN file_copy f ON f.old = old.file`;
  const item = { id: "c.new", short: "replace(replace(printf('%06X', c.number), '0', 'G'), '1', 'H')", receipt: "NULL", duplicate_of: "NULL" };
  const sql = [
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -1000000; BEGIN;",
    `CREATE TEMP TABLE item_copy AS WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ${copies})
     SELECT row_number() OVER () AS number, id AS old, randomblob(16) AS new FROM item, n;`,
    "CREATE INDEX temp.item_copies ON item_copy (old);",
    `CREATE TEMP TABLE file_copy AS SELECT file.id AS old, randomblob(16) AS new, c.new AS item FROM file JOIN item_copy c ON c.old = file.item;`,
    "CREATE INDEX temp.file_copies ON file_copy (old);",
    await multiply(directory, "item", "item old JOIN item_copy c ON c.old = old.id", item),
    await multiply(directory, "event", ofItem("event"), { item: "c.new" }),
    await multiply(directory, "event_salt", ofItem("event_salt"), { item: "c.new" }),
    await multiply(directory, "event_words", ofItem("event_words"), { item: "c.new" }),
    await multiply(directory, "ledger_leaf", ofItem("ledger_leaf"), { item: "c.new", number: `${leaves} - 1 + row_number() OVER ()` }),
    await multiply(directory, "file", "file old JOIN file_copy f ON f.old = old.id", { id: "f.new", item: "f.item" }),
    await multiply(directory, "derivative", ofFile("derivative"), { file: "f.new" }),
    await multiply(directory, "fingerprint", ofFile("fingerprint"), { file: "f.new", item: "f.item" }),
    await multiply(directory, "frame_hash", ofFile("frame_hash"), { file: "f.new", item: "f.item" }),
    await multiply(directory, "comparison", ofFile("comparison"), { file: "f.new" }),
    `UPDATE stage_count SET items = items * ${copies + 1};`,
    "COMMIT; PRAGMA journal_mode = WAL;",
  ];
  await rows(directory, `SELECT 1; ${sql.join("\n")}`).catch((error) => assert.ok(error instanceof SyntaxError, error.message));
  return rows(directory, "SELECT (SELECT count(*) FROM item) AS items, (SELECT count(*) FROM event) AS events, (SELECT count(*) FROM file) AS files");
}

test(`${ITEMS} items are ready again within ${MOST_MS} ms`, { timeout: 1_800_000 }, async (t) => {
  const machine = await Machine.usual();
  t.after(() => machine.remove());
  // Once in its life an instance puts on record what it did before it kept one: over 100,000 items half a minute.
  await machine.start();
  await machine.stop();
  const [{ items, events, files }] = await stock(machine.directory);
  assert.ok(items >= ITEMS);
  // Signed, so that each start holds the whole database against the ledger.
  const { size } = JSON.parse(await cairn(["ledger", "sign", "--data-dir", machine.directory]));
  await machine.start();
  await machine.stop();
  machine.readyMs = [];
  const journal = new Journal();
  let isOver = false;
  const url = await machine.start();
  const working = moving(journal, url, () => !isOver, () => true);
  for (let number = 0; number < KILLS; number += 1) {
    // Killed while it works, and not while somebody still signs in.
    const before = journal.acts.length;
    for (let waited = 0; journal.acts.length === before && waited < 20_000; waited += 20) await sleep(20);
    await sleep(randomInt(400));
    await machine.kill();
    await machine.start();
  }
  isOver = true;
  await working;
  assert.ok(journal.acts.length >= KILLS, "it was killed while it worked");
  assert.deepEqual(await lostOf(machine.directory, journal), []);
  await machine.stop();
  await assertWhole(machine.directory);
  const { median, worst } = machine.ready();
  t.diagnostic(`${items} items, ${events} events, ${files} files, ${size} entries signed; ${KILLS} kills, ${journal.acts.length} moves acknowledged; ready in ${median.toFixed(0)} ms, at worst ${worst.toFixed(0)} ms`);
  assert.ok(worst < MOST_MS);
});
