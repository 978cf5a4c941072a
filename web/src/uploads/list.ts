// The files of one form: chosen one by one or together, uploaded a few at a time, each with its row.
import { make, pageLanguage, words } from "../island.ts";
import { bytesWords, fill } from "../reading/words.ts";
import { Hashing } from "./hashing.ts";
import { Memory, deviceShelf, fingerprintOf } from "./memory.ts";
import { Row } from "./row.ts";
import { type Ground, type Stand, Transfer } from "./transfer.ts";

/** More at once share the same line and all take longer. */
const AT_ONCE = 3;
const BUSY = new Set<Stand["kind"]>(["starting", "moving", "retrying"]);
const KEEP_MS = 3 * 24 * 60 * 60 * 1_000;

export interface Tally {
  count: number;
  arrived: number;
  /** Paused, stopped or refused: they do not come by themselves. */
  held: number;
}

export class UploadList {
  private readonly rows = new Map<Transfer, Row>();
  private readonly list = make("ul", "transfers");
  private readonly problems = make("ul", "field__error");
  private readonly news = make("p", "visually-hidden");
  private readonly ground: Ground;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly input: HTMLInputElement,
    private readonly changed: () => void,
  ) {
    const memory = new Memory(deviceShelf(), KEEP_MS);
    this.ground = { endpoint: form.dataset.uploads ?? "", memory, hashing: new Hashing() };
    this.list.setAttribute("aria-label", words(form, "list"));
    this.list.hidden = true;
    this.problems.setAttribute("role", "alert");
    this.news.setAttribute("role", "status");
    input.after(this.problems, this.list, this.news);
    input.addEventListener("change", () => void this.takeChosen());
    addEventListener("online", () => this.goOn());
  }

  get transfers(): Transfer[] {
    return [...this.rows.keys()];
  }

  tally(): Tally {
    const kinds = this.transfers.map((one) => one.stand.kind);
    const arrived = kinds.filter((kind) => kind === "arrived").length;
    const held = kinds.filter((kind) => kind === "paused" || kind === "stopped" || kind === "refused").length;
    return { count: kinds.length, arrived, held };
  }

  /** What the form says about the files: three fields each. */
  writeInto(data: FormData): void {
    data.delete(this.input.name);
    for (const { token, file, ownHash } of this.transfers) {
      data.append("upload", token);
      data.append("upload-name", file.name);
      data.append("upload-sha256", ownHash ?? "");
    }
  }

  /** Handed in: this device forgets them. */
  forget(): void {
    for (const transfer of this.transfers) transfer.forget();
  }

  private async takeChosen(): Promise<void> {
    const files = [...(this.input.files ?? [])];
    // The list below says what is chosen; the next choice adds to it.
    this.input.value = "";
    this.problems.replaceChildren();
    for (const file of files) {
      const problem = this.problemWith(file);
      if (problem) this.problems.append(make("li", "", problem));
      else await this.add(file);
    }
    this.startSome();
    this.changed();
  }

  private problemWith(file: File): string | null {
    const lang = pageLanguage();
    const [most, limit] = [Number(this.form.dataset.maxFiles), Number(this.form.dataset.maxBytes)];
    if (this.rows.size >= most) return fill(words(this.form, "too-many"), { limit: most });
    if (file.size === 0) return fill(words(this.form, "empty"), { name: file.name });
    if (file.size <= limit) return null;
    const [size, at] = [bytesWords(file.size, lang), bytesWords(limit, lang)];
    return fill(words(this.form, "too-large"), { name: file.name, size, limit: at });
  }

  private async add(file: File): Promise<void> {
    const fingerprint = await fingerprintOf(file);
    // The same file chosen twice is one file, unless the first time came to nothing.
    const before = this.transfers.find((one) => one.fingerprint === fingerprint);
    if (before && before.stand.kind !== "refused") return;
    if (before) this.drop(before);
    const transfer = new Transfer(file, fingerprint, this.ground, (one) => this.show(one));
    const row = new Row(this.form, transfer, {
      pause: (one) => one.pause(),
      resume: (one) => void one.start(),
      remove: (one) => this.remove(one),
    });
    this.rows.set(transfer, row);
    this.list.append(row.element);
    this.list.hidden = false;
  }

  private remove(transfer: Transfer): void {
    this.drop(transfer);
    this.input.focus();
    this.startSome();
    this.changed();
  }

  private drop(transfer: Transfer): void {
    const row = this.rows.get(transfer);
    this.rows.delete(transfer);
    transfer.remove();
    row?.element.remove();
    this.list.hidden = this.rows.size === 0;
  }

  private show(transfer: Transfer): void {
    const row = this.rows.get(transfer);
    if (!row) return;
    const before = row.element.dataset.stand;
    row.show();
    // Read aloud: what has become of it, not each step of the way.
    if (before !== transfer.stand.kind && !BUSY.has(transfer.stand.kind)) {
      this.news.textContent = `${transfer.file.name}: ${row.words()}`;
    }
    this.startSome();
    this.changed();
  }

  private startSome(): void {
    const busy = this.transfers.filter((one) => BUSY.has(one.stand.kind)).length;
    const next = this.transfers.find((one) => one.stand.kind === "waiting");
    if (next && busy < AT_ONCE) {
      void next.start();
      this.startSome();
    }
  }

  /** The line is back. */
  private goOn(): void {
    for (const one of this.transfers) {
      if (one.stand.kind === "stopped") void one.start();
    }
  }
}
