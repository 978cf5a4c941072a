// A disk that fills up in the middle of an upload: said in words, nothing half left, everything else
// goes on, and room that comes back is used without a restart. Needs root, for a small file system.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { promisify } from "node:util";

import { makeSamples } from "../e2e/samples.mjs";
import { begin, cairn } from "../e2e/server.mjs";
import { comeBack, create, handIn, sha256 } from "./client.mjs";

const run = promisify(execFile);
const SIZE_MB = 160;
const MB = 1024 ** 2;

const TUS = { "Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream" };

async function send(address, offset, bytes) {
  const headers = { ...TUS, "Upload-Offset": String(offset) };
  const answer = await fetch(address, { method: "PATCH", headers, body: bytes });
  return { status: answer.status, text: await answer.text() };
}

/** As much as there is room for; gives what takes the room away again. */
async function fill(directory) {
  const path = join(directory, "in-the-way");
  await run("dd", ["if=/dev/zero", `of=${path}`, "bs=1M"]).catch(() => {});
  return () => rm(path);
}

test("a disk that fills up in the middle of an upload", async (t) => {
  const root = await mkdtemp(join(tmpdir(), "cairn-full-"));
  try {
    await run("mount", ["-t", "tmpfs", "-o", `size=${SIZE_MB}m`, "tmpfs", root]);
  } catch {
    await rm(root, { recursive: true });
    return t.skip("only root can make a small file system");
  }
  const samples = await makeSamples();
  const directory = join(root, "data");
  await cairn(["project", "add", "--data-dir", directory, "--code", "AFG", "--name", "Full", "--zone", "Asia/Kabul"]);
  const server = await begin(directory);
  t.after(async () => {
    await server.end("SIGTERM");
    await run("umount", [root]);
    await rm(root, { recursive: true });
    await samples.remove();
  });
  const picture = await readFile(samples.lone);
  const bytes = Buffer.concat([picture, randomBytes(20 * MB)]);

  const tooMuch = await fetch(`${server.url}/uploads`, { method: "POST", headers: { ...TUS, "Upload-Length": String(SIZE_MB * MB) } });
  assert.equal(tooMuch.status, 507, "there was never room for that");
  const address = await create(server.url, bytes.length);
  assert.equal((await send(address, 0, bytes.subarray(0, 5 * MB))).status, 204);
  const makeRoom = await fill(root);
  const full = await send(address, 5 * MB, bytes.subarray(5 * MB));
  assert.equal(full.status, 507);
  assert.match(JSON.parse(full.text).detail, /Keep your file and try again later/);
  assert.deepEqual(await readdir(join(directory, "blobs/incoming")), [], "its room went to everybody else");
  for (const path of ["/", "/submit", "/readyz"]) assert.equal((await fetch(server.url + path)).status, 200, path);

  await makeRoom();
  const again = await create(server.url, bytes.length);
  assert.equal((await send(again, 0, bytes)).status, 204);
  const receipt = await handIn(server.url, [{ address: again, name: "p.jpg", digest: sha256(bytes) }]);
  assert.deepEqual((await comeBack(server.url, receipt)).digests, [sha256(bytes)]);
});
