// What stands in a form, and putting it back: for drafts, and for taking a step back.

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export type Values = [name: string, value: string][];

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
export function typed(form: HTMLFormElement): Values {
  return controls(form)
    .filter((one) => !isTick(one) || one.checked)
    .map((one) => [one.name, one.value]);
}

export const isSame = (one: Values, other: Values): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * Puts values back and says which fields that changed. A field that the values do not name keeps what
 * it has: the server may have come to ask for more since they were kept.
 */
export function restore(form: HTMLFormElement, values: Values): Control[] {
  addMissingRows(form, values);
  const left = [...values];
  const take = (name: string, value?: string) => {
    const at = left.findIndex(([n, v]) => n === name && (value === undefined || v === value));
    return at < 0 ? undefined : left.splice(at, 1)[0]?.[1];
  };
  return controls(form).filter((one) => {
    const before = isTick(one) ? String(one.checked) : one.value;
    if (isTick(one)) one.checked = take(one.name, one.value) !== undefined;
    else one.value = take(one.name) ?? one.value;
    return before !== (isTick(one) ? String(one.checked) : one.value);
  });
}

/** Rows that were added by hand have to be there before they can be filled. */
function addMissingRows(form: HTMLFormElement, values: Values): void {
  const add = form.querySelector<HTMLButtonElement>("[data-add-row]");
  const count = (name: string) => controls(form).filter((one) => one.name === name).length;
  const wanted = (name: string) => values.filter(([kept]) => kept === name).length;
  const isTicks = (name: string) => controls(form).some((one) => one.name === name && isTick(one));
  const isShort = () => values.some(([name]) => !isTicks(name) && count(name) < wanted(name));
  for (let tries = 0; add && !add.hidden && tries < 12 && isShort(); tries += 1) add.click();
}

/** Takes away rows that the values do not know: the last ones, as rows are added at the end. */
export function removeExtraRows(form: HTMLFormElement, values: Values): void {
  const known = new Set(values.map(([name]) => name));
  for (const row of [...form.querySelectorAll("[data-feature-row]")].reverse()) {
    const named = controls(form).filter((one) => row.contains(one) && !isTick(one));
    if (named.length === 0 || named.some((one) => known.has(one.name))) return;
    row.querySelector<HTMLButtonElement>("[data-remove-row]")?.click();
  }
}
