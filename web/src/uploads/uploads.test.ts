import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { Memory, type Shelf, fingerprintOf } from "./memory.ts";
import { digestInHex, refusalOf } from "./reply.ts";

/** A shelf that can be looked at. */
function shelf(): Shelf & { all: Map<string, string> } {
  const all = new Map<string, string>();
  return {
    all,
    get length() {
      return all.size;
    },
    key: (at) => [...all.keys()][at] ?? null,
    getItem: (key) => all.get(key) ?? null,
    setItem: (key, value) => void all.set(key, value),
    removeItem: (key) => void all.delete(key),
  };
}

const kept = (uploadUrl: string) => ({
  size: 12,
  metadata: { filename: "IMG_secret.jpg" },
  creationTime: "now",
  urlStorageKey: "",
  uploadUrl,
  parallelUploadUrls: null,
});

test("a file is known again by its bytes, whatever it is called", async () => {
  const bytes = new Uint8Array(300_000).map((_, at) => at % 251);
  const one = await fingerprintOf(new File([bytes], "a.jpg", { lastModified: 1 }));
  assert.equal(one, await fingerprintOf(new File([bytes], "b.jpg", { lastModified: 2 })));
  bytes[299_999] = 0;
  assert.notEqual(one, await fingerprintOf(new File([bytes], "a.jpg")));
  assert.match(one, /^[0-9a-f]{64}$/);
});

test("the device keeps an address, its key and a day, and forgets", async () => {
  let nowMs = 1_000;
  const there = shelf();
  const memory = new Memory(there, 5_000, () => nowMs);
  const key = memory.keyFor("f1");
  await memory.addUpload("f1", kept("/uploads/abc"));
  assert.equal([...there.all].join(), `cairn-upload:f1,{"url":"/uploads/abc","key":"${key}","untilMs":6000}`);
  assert.match(key, /^[0-9a-f]{64}$/);
  assert.equal(new Memory(there, 5_000, () => nowMs).keyFor("f1"), key, "at the next visit too");
  assert.notEqual(memory.keyFor("f2"), key);
  const [found] = await memory.findUploadsByFingerprint("f1");
  assert.equal(found?.uploadUrl, "/uploads/abc");
  assert.deepEqual(await memory.findUploadsByFingerprint("f2"), []);
  nowMs = 6_000;
  assert.deepEqual(await memory.findUploadsByFingerprint("f1"), []);
  await memory.addUpload("f3", kept("/uploads/def"));
  there.all.set("somebody else's", "stays");
  new Memory(there, 5_000, () => nowMs);
  assert.deepEqual([...there.all.keys()], ["cairn-upload:f3", "somebody else's"], "what is old goes at the next visit");
  memory.forget("f3");
  assert.equal(there.all.size, 1);
});

test("without a place to keep it, nothing is remembered and nothing breaks", async () => {
  const memory = new Memory(null, 5_000);
  await memory.addUpload("f1", kept("/uploads/abc"));
  assert.deepEqual(await memory.findUploadsByFingerprint("f1"), []);
  const full = { ...shelf(), setItem: () => assert.fail("full") };
  await new Memory(full, 5_000).addUpload("f1", kept("/uploads/abc"));
});

test("the server's digest is read in hex", () => {
  const sum = createHash("sha256").update("evidence");
  const hex = sum.copy().digest("hex");
  assert.equal(digestInHex(`sha-256=:${sum.digest("base64")}:`), hex);
  assert.equal(digestInHex("md5=:AAAA:"), null);
});

test("what cannot be mended by trying again is said in the server's words", () => {
  const problem = JSON.stringify({ title: "Not taken", detail: "The file is empty." });
  assert.equal(refusalOf(400, problem), "The file is empty.");
  assert.equal(refusalOf(507, problem), "The file is empty.");
  assert.equal(refusalOf(409, problem), null);
  assert.equal(refusalOf(502, "<html>"), null);
  assert.equal(refusalOf(413, "<html>"), null);
});
