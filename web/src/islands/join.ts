// The code of an invitation stands behind the # of its link, which browsers send to nobody. It moves into the
// form, out of the address and out of the browser's history.
import { codeIn } from "../join.ts";

export function start(element: HTMLElement): void {
  const field = element.querySelector<HTMLInputElement>("input[name=code]");
  const code = codeIn(location.hash);
  if (!(element instanceof HTMLFormElement) || !field || !code) return;
  history.replaceState(null, "", location.pathname);
  field.value = code;
  element.requestSubmit();
}
