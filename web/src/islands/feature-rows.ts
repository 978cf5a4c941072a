// Adds and removes rows of a repeated fieldset. The server renders three; without script that is
// how many there are, and empty ones are left out when the form is read.
import { makeButton, words } from "../island.ts";
import { fill } from "../reading/words.ts";

const rows = (box: HTMLElement) => [...box.querySelectorAll<HTMLElement>("[data-feature-row]")];

/** Puts a row's number into every name that carries one: `features-2-words`, `box_2`, `bounds[2]`. */
export function withNumber(text: string, number: number): string {
  return text.replace(/(?<=[-_.[])\d+(?=[-_.\]\s]|$)/g, String(number));
}

const NUMBERED = ["id", "for", "name", "aria-describedby"];

/** The number in the first row's names: some forms count from 0, some from 1. */
function firstNumber(row: HTMLElement): number {
  const named = row.querySelector("[name]")?.getAttribute("name") ?? "";
  const found = /[-_.[](\d+)(?:[-_.\]]|$)/.exec(named);
  return found ? Number(found[1]) : 1;
}

/** Gives a row its number: in ids and names, and in what is shown, which counts from 1. */
function renumber(row: HTMLElement, index: number, first: number): void {
  for (const one of row.querySelectorAll<HTMLElement>(NUMBERED.map((name) => `[${name}]`).join())) {
    for (const attribute of NUMBERED) {
      const text = one.getAttribute(attribute);
      if (text) one.setAttribute(attribute, withNumber(text, first + index));
    }
  }
  const number = row.querySelector(".repeat__number");
  if (number) number.textContent = String(index + 1);
}

function clear(row: HTMLElement): void {
  for (const one of row.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea")) {
    if (one instanceof HTMLInputElement && (one.type === "checkbox" || one.type === "radio")) one.checked = false;
    else one.value = "";
  }
  for (const one of row.querySelectorAll("select")) one.selectedIndex = 0;
  for (const error of row.querySelectorAll(".field__error")) error.remove();
  for (const field of row.querySelectorAll(".field--bad")) field.classList.remove("field--bad");
}

export function start(box: HTMLElement): void {
  const least = Number(box.dataset.min ?? 1);
  const most = Number(box.dataset.max ?? 12);
  const [row] = rows(box);
  if (!row) return;
  const first = firstNumber(row);

  const redraw = () => {
    const all = rows(box);
    all.forEach((row, index) => {
      renumber(row, index, first);
      row.querySelector("[data-remove-row]")?.remove();
      if (all.length > least) row.append(removeButton(row, index));
    });
    add.hidden = all.length >= most;
    box.dispatchEvent(new Event("cairn:rows", { bubbles: true }));
  };

  const removeButton = (row: HTMLElement, index: number) => {
    const button = makeButton("button button--quiet button--small", words(box, "remove"), () => {
      row.remove();
      redraw();
      add.focus();
    });
    button.dataset.removeRow = "true";
    const label = fill(words(box, "remove-label"), { n: index + 1 });
    if (label) button.setAttribute("aria-label", label);
    return button;
  };

  const add = makeButton("button button--small", words(box, "add"), () => {
    const last = rows(box).pop();
    if (!last || rows(box).length >= most) return;
    const copy = last.cloneNode(true) as HTMLElement;
    clear(copy);
    last.after(copy);
    redraw();
    copy.querySelector<HTMLElement>("input:not([type=hidden]), textarea")?.focus();
  });
  add.dataset.addRow = "true";
  box.append(add);
  redraw();
}
