// One file on its way to the server, by tus 1.0.0: it goes on where it stopped, tries again by itself
// when the line breaks, and says at every moment how it stands.
import { type DetailedError, type HttpResponse, Upload } from "tus-js-client";

import { Pace } from "../reading/pace.ts";
import type { Hashing } from "./hashing.ts";
import type { Memory } from "./memory.ts";
import { digestInHex, refusalOf } from "./reply.ts";

export type Stand =
  | { kind: "waiting" | "starting" | "moving" | "retrying" | "paused" | "stopped" | "arrived" }
  /** Nothing becomes of it; `words` are the server's, or empty when what arrived is not what was sent. */
  | { kind: "refused"; words: string };

/** What all transfers of a page share. */
export interface Ground {
  endpoint: string;
  memory: Memory;
  hashing: Hashing;
}

/** Waits between attempts: at once, then longer; about a quarter of an hour without a byte in all. */
const RETRY_MS = [0, 1_000, 3_000, 5_000, 10_000, 20_000, ...Array.from({ length: 14 }, () => 60_000)];
/** The first piece is small: if the file is of no kind that is taken, the answer comes before the rest
 * was sent, and is not lost with a connection that the server closes in the middle. */
const FIRST_BYTES = 64 * 1024;
/** Answers that pass: the line, another request of ours that still holds on, a damaged piece. */
const PASSING = new Set([0, 408, 409, 423, 429]);

export class Transfer {
  stand: Stand = { kind: "waiting" };
  sent = 0;
  /** Computed here; nothing while it is being computed or where it cannot be. */
  ownHash: string | null = null;
  /** Computed by the server, once everything has arrived. */
  serverHash: string | null = null;
  isHashing = true;
  readonly pace = new Pace();
  private readonly upload: Upload;
  private readonly key: string;

  constructor(
    readonly file: File,
    readonly fingerprint: string,
    private readonly ground: Ground,
    private readonly changed: (transfer: Transfer) => void,
  ) {
    this.key = ground.memory.keyFor(fingerprint);
    this.upload = new Upload(file, {
      endpoint: ground.endpoint,
      headers: { Accept: "application/json", "Upload-Key": this.key },
      retryDelays: RETRY_MS,
      urlStorage: ground.memory,
      fingerprint: () => Promise.resolve(fingerprint),
      // Until the form was sent: choosing the file again then costs nothing.
      removeFingerprintOnSuccess: false,
      chunkSize: FIRST_BYTES,
      onChunkComplete: () => this.sendTheRestAtOnce(),
      onProgress: (sent) => this.moved(sent),
      onShouldRetry: (error) => this.willRetry(error),
      onError: (error) => this.failed(error),
      onAfterResponse: (_, response) => this.noteDigest(response),
      onSuccess: () => this.finish(),
    });
    void ground.hashing.of(file).then((sha256) => {
      [this.ownHash, this.isHashing] = [sha256, false];
      this.compare();
    });
  }

  /** The last part of the upload's address and its key, by which the form hands it in. */
  get token(): string {
    return `${this.upload.url?.split("/").pop() ?? ""}:${this.key}`;
  }

  /** Begins, or goes on where an earlier visit stopped. */
  async start(): Promise<void> {
    this.be({ kind: "starting" });
    if (!this.upload.url) {
      const [before] = await this.upload.findPreviousUploads();
      if (before) this.upload.resumeFromPreviousUpload(before);
    }
    // Paused or removed while it looked.
    if (this.stand.kind === "starting") this.upload.start();
  }

  pause(): void {
    this.be({ kind: "paused" });
    void this.upload.abort();
  }

  /** Drops it here and on the server. */
  remove(): void {
    this.be({ kind: "paused" });
    void this.upload.abort().then(() => this.dropThere());
    this.forget();
  }

  /** This device forgets it. */
  forget(): void {
    this.ground.memory.forget(this.fingerprint);
  }

  private async dropThere(): Promise<void> {
    const { url } = this.upload;
    // Without a line it expires by itself.
    if (url) await Upload.terminate(url, { retryDelays: null, headers: { "Upload-Key": this.key } }).catch(() => {});
  }

  private be(stand: Stand): void {
    this.stand = stand;
    this.changed(this);
  }

  private moved(sent: number): void {
    if (this.stand.kind === "paused") return;
    this.sent = sent;
    this.pace.note(sent, performance.now());
    this.be({ kind: "moving" });
  }

  private sendTheRestAtOnce(): void {
    this.upload.options.chunkSize = Number.POSITIVE_INFINITY;
  }

  private willRetry(error: DetailedError): boolean {
    const status = error.originalResponse?.getStatus() ?? 0;
    const passes = PASSING.has(status) || (status >= 500 && status !== 507);
    if (passes && this.stand.kind !== "paused") this.be({ kind: "retrying" });
    return passes;
  }

  private failed(error: Error | DetailedError): void {
    if (this.stand.kind === "paused") return;
    const response = "originalResponse" in error ? error.originalResponse : null;
    const words = response ? refusalOf(response.getStatus(), response.getBody()) : null;
    if (words === null) {
      this.be({ kind: "stopped" });
    } else {
      this.forget();
      this.be({ kind: "refused", words });
    }
  }

  private noteDigest(response: HttpResponse): void {
    this.serverHash = digestInHex(response.getHeader("Repr-Digest") ?? "") ?? this.serverHash;
  }

  private finish(): void {
    this.sent = this.file.size;
    this.be({ kind: "arrived" });
    this.compare();
  }

  /** Both digests are there: they must be the same. */
  private compare(): void {
    if (this.stand.kind === "arrived" && this.ownHash && this.serverHash && this.ownHash !== this.serverHash) {
      this.forget();
      void this.dropThere();
      this.be({ kind: "refused", words: "" });
    } else {
      this.changed(this);
    }
  }
}
