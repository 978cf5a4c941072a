// Keys for people who work here all day: `?` lists them, `g` and a letter goes, `j` and `k` walk
// the rows, Ctrl+K jumps to any page or item, and the page says what else there is.
import { make, makeButton, words } from "../island.ts";
import { landing, pageKeys, pressKey, sendForm } from "../reading/pressed.ts";
import { type Command, KeyReader, letterFor, readItemId } from "../reading/keys.ts";
import { fill } from "../reading/words.ts";

interface Place {
  words: string;
  href: string;
  letter: string | null;
}

function isTyping(target: EventTarget | null): boolean {
  const text = "input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable]";
  return target instanceof HTMLElement && target.matches(text);
}

function places(): Place[] {
  const links = document.querySelectorAll<HTMLAnchorElement>("[data-keys-nav] a, .topbar .menu__list a");
  return [...links].map((link) => ({
    words: link.textContent?.trim() ?? "",
    href: link.href,
    letter: letterFor(link.href),
  }));
}

/** Walks the rows of the first list on the page. */
function walk(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-rows] > *")];
  const at = rows.findIndex((row) => row.classList.contains("is-current"));
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
  if (!next) return;
  rows[at]?.classList.remove("is-current");
  next.classList.add("is-current");
  next.querySelector<HTMLElement>("a, button")?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function dialogWith(button: HTMLElement, title: string): { dialog: HTMLDialogElement; body: HTMLElement } {
  const dialog = make("dialog", "dialog");
  const head = make("div", "dialog__head");
  const body = make("div", "");
  head.append(
    make("h2", "", title),
    makeButton("button button--quiet button--small", words(button, "close"), () => dialog.close()),
  );
  dialog.append(head, body);
  dialog.setAttribute("aria-label", title);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, body };
}

function showHelp(button: HTMLElement): void {
  const { body } = dialogWith(button, words(button, "title"));
  const list = make("dl", "keys");
  const line = (keys: string[], text: string) => {
    const term = make("dt", "");
    keys.forEach((key) => term.append(make("kbd", "", key), " "));
    list.append(term, make("dd", "", text));
  };
  line(["?"], words(button, "help"));
  line(["Ctrl", "K"], words(button, "jump"));
  for (const place of places()) {
    if (place.letter) line(["g", place.letter], fill(words(button, "go"), { place: place.words }));
  }
  if (document.querySelector("[data-rows]")) line(["j", "k"], words(button, "rows"));
  if (document.querySelector("[data-rows]")) line(["o"], words(button, "open"));
  line(["Esc", "b"], words(button, "cover"));
  for (const { key, words } of pageKeys()) line(/[A-Z]/.test(key) ? ["Shift", key.toLowerCase()] : [key], words);
  line(["Alt"], words(button, "alt"));
  line(["Ctrl", "Enter"], words(button, "send"));
  body.append(list);
}

function showJump(button: HTMLElement): void {
  const { body } = dialogWith(button, words(button, "jump"));
  const field = make("div", "field");
  const input = make("input", "input");
  input.type = "text";
  input.autocomplete = "off";
  input.setAttribute("aria-label", words(button, "jump-hint"));
  input.placeholder = words(button, "jump-hint");
  field.append(input);
  const list = make("div", "jump__list");
  let chosen = 0;

  const matches = (): Place[] => {
    const text = input.value.trim().toLowerCase();
    const id = readItemId(input.value, button.dataset.project ?? null);
    const pattern = button.dataset.itemHref ?? "";
    const item: Place[] =
      id && pattern
        ? [
            {
              words: fill(words(button, "open-item"), { id: `${id.project}-${id.short}` }),
              href: fill(pattern, { code: id.project, id: id.short }),
              letter: null,
            },
          ]
        : [];
    return [...item, ...places().filter((place) => place.words.toLowerCase().includes(text))];
  };
  const draw = () => {
    list.replaceChildren(
      ...matches().map((place, index) => {
        const link = make("a", "", place.words);
        link.href = place.href;
        if (index === chosen) link.setAttribute("aria-current", "true");
        if (place.letter) link.append(make("kbd", "", `g ${place.letter}`));
        return link;
      }),
    );
  };
  input.addEventListener("input", () => {
    chosen = 0;
    draw();
  });
  input.addEventListener("keydown", (event) => {
    const count = matches().length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : -1) + count) % Math.max(count, 1);
      draw();
    } else if (event.key === "Enter") {
      event.preventDefault();
      const place = matches()[chosen];
      if (place) location.assign(place.href);
    }
  });
  body.append(field, list);
  draw();
  input.focus();
}

export function start(button: HTMLElement): void {
  const reader = new KeyReader();
  const act = (command: Command): void => {
    if (command.kind === "help") showHelp(button);
    else if (command.kind === "jump") showJump(button);
    else if (command.kind === "next") walk(1);
    else if (command.kind === "previous") walk(-1);
    else if (command.kind === "open") document.querySelector<HTMLElement>("[data-rows] .is-current a")?.click();
    else if (command.kind === "cover") document.dispatchEvent(new Event("cairn:cover"));
    else if (command.kind === "go") {
      const place = places().find((one) => one.letter === command.letter);
      if (place) location.assign(place.href);
    }
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    const command = reader.read({
      key: event.key,
      ctrl: event.ctrlKey || event.metaKey,
      alt: event.altKey,
      typing: isTyping(event.target),
      atMs: performance.now(),
    });
    if (!command) return;
    const isOpen = document.querySelector("dialog[open]") !== null;
    if (isOpen && command.kind !== "cover") return;
    if (command.kind === "press" || command.kind === "send") {
      const isDone = command.kind === "press" ? pressKey(command.key) : sendForm(event.target as Element);
      if (isDone) event.preventDefault();
      return;
    }
    // Escape keeps its own meaning for dialogs and fields as well.
    if (event.key !== "Escape") event.preventDefault();
    act(command);
  });
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLElement>(".missing a");
    if (link) landing(link);
  });
  button.addEventListener("click", () => showHelp(button));
  button.hidden = false;
}
