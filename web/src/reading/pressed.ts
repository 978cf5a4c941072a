// What a key does is said by the page: `data-key` on a button, a link, a field, or on whatever holds
// it, with its words in `data-key-words` or in the element itself.

export interface PageKey {
  key: string;
  words: string;
}

const CONTROL = "button, a[href], summary, input:not([type=hidden]), textarea, select";

const isShown = (element: Element): boolean => element.getClientRects().length > 0;

/** A fold that is open has nothing left to press. */
const isOpenFold = (element: Element): boolean => element.matches("details[open] > summary");

/** The control a key is for: the element itself, or the first one in it that can be seen. */
function control(holder: Element): HTMLElement | null {
  if (holder.matches(CONTROL)) return holder as HTMLElement;
  return [...holder.querySelectorAll<HTMLElement>(CONTROL)].find((one) => isShown(one) && !isOpenFold(one)) ?? null;
}

/** Whether somebody ticked it, chose in its group or wrote into it. */
function isDone(element: HTMLElement): boolean {
  if (element instanceof HTMLTextAreaElement) return element.value !== "";
  if (!(element instanceof HTMLInputElement)) return false;
  if (element.type === "checkbox") return element.checked;
  if (element.type !== "radio") return element.value !== "";
  const group = element.form?.elements.namedItem(element.name);
  return group instanceof RadioNodeList && group.value !== "";
}

/** Every key that does something now, each once, in the order of the page. */
export function pageKeys(): PageKey[] {
  const found = new Map<string, string>();
  for (const holder of document.querySelectorAll<HTMLElement>("[data-key]")) {
    const key = holder.dataset.key ?? "";
    // Five hundred open matches share a key; the first of them answers for all.
    if (found.has(key)) continue;
    const target = control(holder);
    if (!target || !isShown(target)) continue;
    found.set(key, holder.dataset.keyWords ?? target.textContent?.trim() ?? "");
  }
  return [...found].map(([key, words]) => ({ key, words }));
}

/** Does what the page says of a key; of several the first that is not done yet. Whether there was one. */
export function pressKey(key: string): boolean {
  const holders = document.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  const controls = [...holders].map(control).filter((one) => one !== null);
  const target = controls.find((one) => isShown(one) && !isDone(one)) ?? controls.find(isShown);
  if (!target) return false;
  // Fields are gone to; everything else is pressed, and so is a tick.
  if (target.matches("textarea, select, input:not([type=checkbox])")) target.focus();
  else {
    target.focus({ preventScroll: true });
    target.click();
  }
  (landing(target) ?? target).scrollIntoView({ block: "center" });
  return true;
}

/** A link to a part of this page leads into it. */
export function landing(target: HTMLElement): HTMLElement | null {
  if (!(target instanceof HTMLAnchorElement) || !target.hash || target.pathname !== location.pathname) return null;
  const part = document.querySelector(target.hash);
  const field = part && control(part);
  field?.focus({ preventScroll: true });
  return field;
}

/** Sends the form that has the focus, by the first button at its end. */
export function sendForm(target: Element | null): boolean {
  const form = target?.closest("form");
  const first = (which: string) => form?.querySelector<HTMLButtonElement>(`${which} button[type=submit]`);
  // What a form is for stands at its end; buttons inside it only look something up.
  const button = first(".form__actions") ?? first("");
  if (!form || !button) return false;
  form.requestSubmit(button);
  return true;
}
