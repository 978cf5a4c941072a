// Computes SHA-256 of files beside the page, so that nothing on it stands still.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

const PIECE_BYTES = 4 * 1024 * 1024;

async function digest(file: Blob): Promise<string> {
  const hasher = sha256.create();
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    hasher.update(new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer()));
  }
  return bytesToHex(hasher.digest());
}

let before: Promise<unknown> = Promise.resolve();

// One after the other: the disk is read once at a time.
addEventListener("message", (event: MessageEvent<{ id: number; file: Blob }>) => {
  const { id, file } = event.data;
  before = before.then(async () => {
    // A file that cannot be read is the upload's business to report.
    const sha256 = await digest(file).catch(() => null);
    postMessage({ id, sha256 });
  });
});
