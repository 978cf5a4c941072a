// One chosen file on the page: its name, how far it has come, what can be done with it.
import { make, makeButton, pageLanguage, words } from "../island.ts";
import { bytesWords, fill, timeWords } from "../reading/words.ts";
import type { Stand, Transfer } from "./transfer.ts";

export interface Hands {
  pause(transfer: Transfer): void;
  resume(transfer: Transfer): void;
  remove(transfer: Transfer): void;
}

const WORDS: Record<Exclude<Stand["kind"], "moving" | "refused">, string> = {
  waiting: "waiting",
  starting: "starting",
  retrying: "retrying",
  paused: "paused",
  stopped: "stopped",
  arrived: "done",
};
const RUNS = new Set<Stand["kind"]>(["waiting", "starting", "moving", "retrying"]);

export class Row {
  readonly element = make("li", "transfer");
  private readonly lang = pageLanguage();
  private readonly bar = document.createElement("progress");
  private readonly line = make("p", "progress__words");
  private readonly toggle: HTMLButtonElement;
  private readonly hash = make("code", "mono transfer__hash");
  private readonly hashWords = make("p", "soft");
  private readonly hashes = make("details", "transfer__hashes");

  constructor(
    private readonly page: HTMLElement,
    private readonly transfer: Transfer,
    hands: Hands,
  ) {
    const name = make("span", "transfer__name", transfer.file.name);
    name.dir = "auto";
    const head = make("p", "transfer__head");
    head.append(name, make("span", "soft nowrap", bytesWords(transfer.file.size, this.lang)));
    this.bar.max = transfer.file.size;
    this.bar.setAttribute("aria-label", this.named("progress-label"));
    this.toggle = makeButton("button", "", () =>
      RUNS.has(transfer.stand.kind) ? hands.pause(transfer) : hands.resume(transfer),
    );
    const remove = makeButton("button", words(page, "remove"), () => hands.remove(transfer));
    remove.setAttribute("aria-label", this.named("remove-label"));
    const buttons = make("div", "row");
    buttons.append(this.toggle, remove);
    this.hashes.append(make("summary", "", words(page, "hash")), this.hash, this.hashWords);
    this.element.append(head, this.bar, this.line, buttons, this.hashes);
    this.show();
  }

  /** How it stands, in words. */
  words(): string {
    const { stand, sent, file, pace } = this.transfer;
    if (stand.kind === "refused") return stand.words || words(this.page, "hash-differs");
    const [done, total] = [bytesWords(sent, this.lang), bytesWords(file.size, this.lang)];
    if (stand.kind !== "moving") return fill(words(this.page, WORDS[stand.kind]), { done, total });
    const left = pace.secondsLeft(file.size);
    if (left === null) return fill(words(this.page, "progress"), { done, total });
    return fill(words(this.page, "remaining"), { done, total, time: timeWords(left, this.lang) });
  }

  show(): void {
    const { stand, sent } = this.transfer;
    this.element.dataset.stand = stand.kind;
    this.bar.value = sent;
    this.line.textContent = this.words();
    const runs = RUNS.has(stand.kind);
    this.toggle.hidden = stand.kind === "arrived" || stand.kind === "refused";
    this.toggle.textContent = words(this.page, runs ? "pause" : "resume");
    this.toggle.setAttribute("aria-label", this.named(runs ? "pause-label" : "resume-label"));
    this.showHash();
  }

  private showHash(): void {
    const { ownHash, serverHash, isHashing } = this.transfer;
    const known = serverHash ?? ownHash;
    this.hashes.hidden = known === null || this.transfer.stand.kind === "refused";
    this.hash.textContent = known ?? "";
    const both = ownHash !== null && serverHash !== null;
    const alone = isHashing ? "hash-computing" : "hash-server";
    this.hashWords.textContent = serverHash === null ? "" : words(this.page, both ? "hash-agrees" : alone);
  }

  private named(key: string): string {
    return fill(words(this.page, key), { name: this.transfer.file.name });
  }
}
