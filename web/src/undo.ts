// Taking back what was done in a form, and doing it again: words, ticks, pins, boxes and rows alike, as
// all of them stand in the form's fields.
import { type Values, removeExtraRows, restore, typed } from "./form-values.ts";
import { make, makeButton, words } from "./island.ts";
import { Steps } from "./steps.ts";

/** A step ends when nothing more happens for this long. */
const PAUSE_MS = 400;

/** The form somebody changed last is the one that the keys take back in. */
let last: Undo | null = null;

export class Undo {
  private readonly steps: Steps;
  private readonly back: HTMLButtonElement;
  private readonly forth: HTMLButtonElement;
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly form: HTMLFormElement) {
    this.steps = new Steps(typed(form));
    this.back = makeButton("button button--quiet button--small", words(form, "undo"), () => this.go((steps) => steps.back()));
    this.forth = makeButton("button button--quiet button--small", words(form, "redo"), () => this.go((steps) => steps.forth()));
    const box = make("span", "undo");
    box.append(this.back, this.forth);
    form.querySelector(".form__actions:last-of-type")?.append(box);
    form.addEventListener("cairn:rows", () => this.later());
    this.show();
  }

  /** Something changed; the step ends with the next pause. */
  later(): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.end(), PAUSE_MS);
  }

  private end(): void {
    clearTimeout(this.waiting);
    this.steps.note(typed(this.form));
    this.show();
  }

  private go(walk: (steps: Steps) => Values | null): void {
    this.end();
    const values = walk(this.steps);
    if (values) this.put(values);
    this.show();
  }

  private put(values: Values): void {
    const focused = document.activeElement;
    removeExtraRows(this.form, values);
    for (const field of restore(this.form, values)) {
      // The map and the frame follow the fields.
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    // A row that went says nothing by itself, and the draft is to know.
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
    clearTimeout(this.waiting);
    // Rows that come and go take the focus, and with it the keys.
    if (focused instanceof HTMLElement && focused.isConnected) focused.focus({ preventScroll: true });
  }

  private show(): void {
    const focused = document.activeElement;
    this.back.hidden = !this.steps.canGoBack;
    this.forth.hidden = !this.steps.canGoForth;
    // Whoever pressed one to its end stands on the other.
    if (focused === this.back && this.back.hidden) this.forth.focus();
    if (focused === this.forth && this.forth.hidden) this.back.focus();
    if (!this.steps.canGoBack && !this.steps.canGoForth) return;
    if (last !== this) last?.loseKeys();
    last = this;
    this.back.dataset.key = "u";
    this.forth.dataset.key = "U";
  }

  private loseKeys(): void {
    delete this.back.dataset.key;
    delete this.forth.dataset.key;
  }
}
