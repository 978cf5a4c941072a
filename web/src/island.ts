// What every island shares: it starts on one element, and its words come from that element.

/** Starts on an element the server rendered; what was there without it stays usable if it throws. */
export type Island = (element: HTMLElement) => void | Promise<void>;

/** The page's words for `data-words-<name>`; empty if the page did not give any. */
export function words(element: HTMLElement, name: string): string {
  return element.getAttribute(`data-words-${name}`) ?? "";
}

export function pageLanguage(): string {
  return document.documentElement.lang || "en";
}

/** Makes an element with a class and words. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  text = "",
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

/** A button that does something at once. */
export function makeButton(className: string, text: string, act: () => void): HTMLButtonElement {
  const button = make("button", className, text);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

export function prefersLessMotion(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
