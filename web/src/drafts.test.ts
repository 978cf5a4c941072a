import assert from "node:assert/strict";
import { test } from "node:test";
import { seal, unseal } from "./drafts.ts";

const aKey = () => crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

test("what lies in the tab says nothing without the session's key", async () => {
  const [key, another] = [await aKey(), await aKey()];
  const values: [string, string][] = [["words", "Half a thought about نرگس"], ["step", "2"]];
  const sealed = await seal(key, values);
  assert.deepEqual(await unseal(key, sealed), values);
  assert.equal(await unseal(another, sealed), null, "another session reads nothing");
  assert.equal(await unseal(key, `${sealed.slice(0, -4)}AAAA`), null, "what was changed is not read");
  assert.equal(await unseal(key, '{"values":[]}'), null, "what an older page left is not read");
  const open = atob(sealed) + sealed;
  for (const word of ["thought", "words", "step"]) assert.ok(!open.includes(word));
  assert.notEqual(await seal(key, values), sealed, "no two seals are alike");
});
