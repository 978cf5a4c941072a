// What this device remembers of uploads under way, so that they go on after the page was closed: an
// address, its key and a day for each, under a digest of the file. No name, no type, no size. It is forgotten
// when the file was handed in or removed, and when the server would not know it any more.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { PreviousUpload, UrlStorage } from "tus-js-client";

const PREFIX = "cairn-upload:";
const EDGE_BYTES = 64 * 1024;

interface Kept {
  url: string;
  key: string;
  untilMs: number;
}

/** The part of `localStorage` that is used. */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** A file as its size and its first and last bytes: the same after it was renamed or chosen anew. */
export async function fingerprintOf(file: Blob): Promise<string> {
  const edge = async (from: number, to: number) => new Uint8Array(await file.slice(from, to).arrayBuffer());
  const head = await edge(0, EDGE_BYTES);
  const tail = await edge(Math.max(0, file.size - EDGE_BYTES), file.size);
  return bytesToHex(sha256(concatBytes(utf8ToBytes(`${file.size}:`), head, tail)));
}

/** Without a shelf (private windows forbid it) nothing outlives the page. */
export class Memory implements UrlStorage {
  private readonly keys = new Map<string, string>();

  constructor(
    private readonly shelf: Shelf | null,
    private readonly keepMs: number,
    private readonly now: () => number = Date.now,
  ) {
    this.forgetOld();
  }

  findAllUploads(): Promise<PreviousUpload[]> {
    return Promise.resolve([]);
  }

  findUploadsByFingerprint(fingerprint: string): Promise<PreviousUpload[]> {
    const key = PREFIX + fingerprint;
    const kept = this.read(key);
    return Promise.resolve(kept ? [{ ...NOTHING, urlStorageKey: key, uploadUrl: kept.url }] : []);
  }

  /** What opens the upload of a file together with its address: that of before, or a new one. */
  keyFor(fingerprint: string): string {
    const known = this.keys.get(fingerprint) ?? this.read(PREFIX + fingerprint)?.key;
    const key = known ?? bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
    this.keys.set(fingerprint, key);
    return key;
  }

  addUpload(fingerprint: string, upload: PreviousUpload): Promise<string> {
    const key = PREFIX + fingerprint;
    const kept: Kept = { url: upload.uploadUrl ?? "", key: this.keyFor(fingerprint), untilMs: this.now() + this.keepMs };
    try {
      this.shelf?.setItem(key, JSON.stringify(kept));
    } catch {
      // A full or forbidden storage loses the way back, not the upload.
    }
    return Promise.resolve(key);
  }

  removeUpload(key: string): Promise<void> {
    try {
      this.shelf?.removeItem(key);
    } catch {
      // Nothing was kept.
    }
    return Promise.resolve();
  }

  /** Forgets a file. */
  forget(fingerprint: string): void {
    this.keys.delete(fingerprint);
    void this.removeUpload(PREFIX + fingerprint);
  }

  private read(key: string): Kept | null {
    try {
      const kept = JSON.parse(this.shelf?.getItem(key) ?? "null") as Kept | null;
      // What an earlier version kept has no key.
      return kept?.key && kept.untilMs > this.now() ? kept : null;
    } catch {
      return null;
    }
  }

  private forgetOld(): void {
    const keys = Array.from({ length: this.shelf?.length ?? 0 }, (_, at) => this.shelf?.key(at) ?? "");
    for (const key of keys) {
      if (key.startsWith(PREFIX) && !this.read(key)) void this.removeUpload(key);
    }
  }
}

/** What the interface asks for and nobody needs. */
const NOTHING = { size: null, metadata: {}, creationTime: "", parallelUploadUrls: null };

/** This device's shelf, if the page may use it. */
export function deviceShelf(): Shelf | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
