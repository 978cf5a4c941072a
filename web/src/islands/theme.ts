// One button that walks through: as the device says, light, dark.
import { words } from "../island.ts";

const THEMES = ["auto", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];

function current(): Theme {
  const set = document.documentElement.dataset.theme;
  return set === "light" || set === "dark" ? set : "auto";
}

function choose(theme: Theme): void {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === "auto") localStorage.removeItem("cairn-theme");
    else localStorage.setItem("cairn-theme", theme);
  } catch {
    // It holds for this page then.
  }
  document.dispatchEvent(new Event("cairn:theme"));
}

export function start(element: HTMLElement): void {
  const show = () => {
    element.textContent = words(element, current());
  };
  element.addEventListener("click", () => {
    choose(THEMES[(THEMES.indexOf(current()) + 1) % THEMES.length] ?? "auto");
  });
  document.addEventListener("cairn:theme", show);
  show();
  element.hidden = false;
}
