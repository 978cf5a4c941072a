// A submitter as a program: uploads by tus, hands in, comes back with the receipt. It keeps a journal
// of what the server has acknowledged, which is what has to be true afterwards.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

/** A server that is dead says so at once; one that builds a release on a busy machine takes its time. */
const PATIENCE_MS = 120_000;

const TUS = { "Tus-Resumable": "1.0.0", "Sec-Fetch-Site": "same-origin" };

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** The server may be down at any moment; nothing else is forgiven. */
export class Down extends Error {}

let isCut = false;

/** From now on a server that says it is broken counts as down: its disk may have just gone away. */
export function expectBrokenDisks() {
  isCut = true;
}

const abandoned = new Set();

/** Nobody waits for this server any more: who still does is told so. */
export function abandon(url) {
  abandoned.add(url);
}

/** Tries until the server is there; what is wrong otherwise stays wrong. */
export async function insist(run) {
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Down)) throw error;
      await sleep(50);
    }
  }
}

/** One request; gives status, headers and text. */
export async function ask(url, options) {
  if (abandoned.has(new URL(url).origin)) throw new Error(`${url} does not come back`);
  try {
    const answer = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS), ...options });
    const text = await answer.text();
    if (answer.status === 429) {
      // Whoever comes too often is told when to come again, and does.
      await sleep(1_000 * Number(answer.headers.get("retry-after")));
      return ask(url, options);
    }
    if (isCut && answer.status >= 500) throw new Error(`${answer.status}: ${text}`);
    assert.ok(answer.status < 500, `${answer.status} for ${options?.method ?? "GET"}: ${text}`);
    return { status: answer.status, headers: answer.headers, text };
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
    throw new Down(error.message, { cause: error });
  }
}

/** Begins an upload; gives its address. */
export async function create(url, length) {
  const answer = await ask(`${url}/uploads`, { method: "POST", headers: { ...TUS, "Upload-Length": String(length) } });
  assert.equal(answer.status, 201, answer.text);
  return `${url}${answer.headers.get("location")}`;
}

/** How much of it is there. */
export async function offsetOf(upload) {
  const answer = await ask(upload, { method: "HEAD", headers: TUS });
  assert.equal(answer.status, 200, `the upload is not known any more: ${answer.status}`);
  return Number(answer.headers.get("upload-offset"));
}

/** Sends one piece; gives what the server acknowledges, or nothing if another request holds on. */
export async function patch(upload, offset, bytes) {
  const headers = { ...TUS, "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) };
  const answer = await ask(upload, { method: "PATCH", headers, body: bytes });
  if (answer.status === 409 || answer.status === 423) return null;
  assert.equal(answer.status, 204, answer.text);
  return { offset: Number(answer.headers.get("upload-offset")), digest: answer.headers.get("repr-digest") };
}

/** Hands uploads in; gives the receipt, or nothing if they were handed in before. */
export async function handIn(url, uploads) {
  const form = new FormData();
  form.set("what", "Handed in while the server was being killed");
  form.set("consent", "publish");
  for (const { address, name, digest } of uploads) {
    form.append("upload", address.split("/").pop());
    form.append("upload-name", name);
    form.append("upload-sha256", digest);
  }
  const headers = { Accept: "application/json", "Sec-Fetch-Site": "same-origin" };
  const answer = await ask(`${url}/submit`, { method: "POST", headers, body: form });
  if (answer.status === 422 && answer.text.includes("upload-gone")) return null;
  assert.equal(answer.status, 201, answer.text);
  const cookie = /__Host-receipt=([a-z-]+)/.exec(answer.headers.get("set-cookie") ?? "");
  assert.ok(cookie, "the receipt came with the answer");
  return cookie[1].replaceAll("-", " ");
}

/** What the receipt says: how it stands, and the digests of the files. */
export async function comeBack(url, receipt) {
  const headers = { "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin" };
  const body = new URLSearchParams({ code: receipt }).toString();
  const answer = await ask(`${url}/receipt`, { method: "POST", headers, body });
  assert.equal(answer.status, 200, "an acknowledged submission is known");
  const standing = /id="standing"[\s\S]*?<h2[^>]*>([^<]+)</.exec(answer.text)?.[1]?.trim();
  return { standing, digests: answer.text.match(/\b[0-9a-f]{64}\b/g) ?? [] };
}
