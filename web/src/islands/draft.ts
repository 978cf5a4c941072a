// Keeps what was typed into a form until the form went through: at once in this tab, and a moment
// later on the server where the form says so. Gives it back after a reload, a lost connection or a
// stale page; what the server kept is in the form already.
import { draftKey, dropDraft, loadDraft, saveDraft } from "../drafts.ts";
import { make, makeButton, words } from "../island.ts";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const KEEPS = new Set(["checkbox", "radio", "text", "search", "url", "email", "tel", "number", "date", "time"]);

function controls(form: HTMLFormElement): Control[] {
  return [...form.elements].filter((one): one is Control => {
    if (one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement) return one.name !== "";
    if (!(one instanceof HTMLInputElement) || one.name === "") return false;
    return KEEPS.has(one.type) || one.type === "datetime-local" || one.hasAttribute("data-box");
  });
}

const isTick = (one: Control): one is HTMLInputElement =>
  one instanceof HTMLInputElement && (one.type === "checkbox" || one.type === "radio");

/** A tick is kept as its value, an unticked box as nothing: names repeat, so order matters. */
function typed(form: HTMLFormElement): [string, string][] {
  return controls(form)
    .filter((one) => !isTick(one) || one.checked)
    .map((one) => [one.name, one.value]);
}

function restore(form: HTMLFormElement, values: [string, string][]): boolean {
  const before = JSON.stringify(typed(form));
  const left = [...values];
  const take = (name: string, value?: string) => {
    const at = left.findIndex(([n, v]) => n === name && (value === undefined || v === value));
    return at < 0 ? undefined : left.splice(at, 1)[0]?.[1];
  };
  for (const one of controls(form)) {
    if (isTick(one)) one.checked = take(one.name, one.value) !== undefined;
    else one.value = take(one.name) ?? one.value;
  }
  return JSON.stringify(typed(form)) !== before;
}

/** Rows that were added by hand have to be there before they can be filled. */
function addMissingRows(form: HTMLFormElement, values: [string, string][]): void {
  const add = form.querySelector<HTMLButtonElement>("[data-add-row]");
  const count = (name: string) => controls(form).filter((one) => one.name === name).length;
  const wanted = (name: string) => values.filter(([kept]) => kept === name).length;
  const isShort = () => values.some(([name]) => !isTickName(form, name) && count(name) < wanted(name));
  for (let tries = 0; add && !add.hidden && tries < 12 && isShort(); tries += 1) add.click();
}

function isTickName(form: HTMLFormElement, name: string): boolean {
  return controls(form).some((one) => one.name === name && isTick(one));
}

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

  private async send(values: [string, string][]): Promise<void> {
    const body = new URLSearchParams(values);
    const sent = fetch(this.href, { method: "POST", body, keepalive: true });
    const answer = await sent.catch(() => null);
    this.note.textContent = words(this.form, answer?.ok ? "kept" : "unkept");
  }
}

export function start(element: HTMLElement): void {
  if (!(element instanceof HTMLFormElement)) throw new Error("draft belongs on a form");
  const form = element;
  const key = draftKey(form);
  const keeper = form.dataset.keep ? new Keeper(form, form.dataset.keep) : null;
  const draft = loadDraft(key);
  if (draft) {
    addMissingRows(form, draft.values);
    if (restore(form, draft.values)) {
      say(form, key, keeper);
      form.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
  if (form.dataset.restored && !form.querySelector(":scope > .notice")) say(form, key, keeper);
  const keep = (sent: boolean) => {
    saveDraft(key, { values: typed(form), sent });
    if (sent) keeper?.cancel();
    else keeper?.later();
  };
  form.addEventListener("input", () => keep(false));
  form.addEventListener("change", (event) => event.isTrusted && keep(false));
  form.addEventListener("submit", () => keep(true));
}
