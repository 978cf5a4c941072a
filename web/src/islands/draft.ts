// Keeps what was typed into a form until the form went through: at once in this tab, and a moment
// later on the server where the form says so. Gives it back after a reload, a lost connection or a
// stale page; what the server kept is in the form already. What is kept in the tab is opened while the page is
// drawn, a moment later: by then somebody may be typing, and what they type is newer.
import { draftKey, dropDraft, loadDraft, saveDraft } from "../drafts.ts";
import { type Values, restore, typed } from "../form-values.ts";
import { make, makeButton, words } from "../island.ts";
import { used } from "../session.ts";
import { Undo } from "../undo.ts";

function say(form: HTMLFormElement, key: string, keeper: Keeper | null): void {
  const text = words(form, "restored");
  if (!text) return;
  const note = make("div", "notice");
  note.setAttribute("role", "status");
  const line = make("p", "", `${text} `);
  const discard = makeButton("link-button", words(form, "discard"), () => {
    dropDraft(key);
    note.remove();
    // What came with the page is the draft itself: only the server has the form without it.
    if (form.dataset.restored) void keeper?.forget().then(() => location.reload());
    else form.reset();
  });
  if (discard.textContent) line.append(discard);
  note.append(line);
  form.prepend(note);
}

/** A moment without typing, after which the server hears of it. */
const PAUSE_MS = 800;

/** Tells the server what stands in a form. */
class Keeper {
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private readonly note = make("p", "soft draft-note");

  constructor(
    private readonly form: HTMLFormElement,
    private readonly href: string,
  ) {
    this.note.setAttribute("role", "status");
    form.append(this.note);
  }

  /** Soon, once nothing more is typed. */
  later(): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => void this.send(typed(this.form)), PAUSE_MS);
  }

  /** The form is on its way, which ends the draft. */
  cancel(): void {
    clearTimeout(this.waiting);
  }

  forget(): Promise<void> {
    return this.send([]);
  }

  private async send(values: Values): Promise<void> {
    const body = new URLSearchParams(values);
    const sent = fetch(this.href, { method: "POST", body, keepalive: true });
    const answer = await sent.catch(() => null);
    if (answer?.ok) used();
    this.note.textContent = words(this.form, answer?.ok ? "kept" : "unkept");
  }
}

export function start(element: HTMLElement): void {
  if (!(element instanceof HTMLFormElement)) throw new Error("draft belongs on a form");
  const form = element;
  const key = draftKey(form);
  const keeper = form.dataset.keep ? new Keeper(form, form.dataset.keep) : null;
  const undo = form.dataset.keep ? new Undo(form) : null;
  let isTyped = false;
  const giveBack = async () => {
    const draft = await loadDraft(key);
    if (draft && !isTyped && restore(form, draft).length > 0) {
      say(form, key, keeper);
      undo?.later();
      form.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (form.dataset.restored && !form.querySelector(":scope > .notice")) say(form, key, keeper);
  };
  void giveBack();
  const keep = (sent: boolean) => {
    isTyped = true;
    void saveDraft(key, typed(form), sent);
    undo?.later();
    if (sent) keeper?.cancel();
    else keeper?.later();
  };
  form.addEventListener("input", () => keep(false));
  form.addEventListener("change", (event) => event.isTrusted && keep(false));
  form.addEventListener("submit", () => keep(true));
}
