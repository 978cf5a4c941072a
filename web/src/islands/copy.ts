// A button beside a text that can be taken elsewhere. Without it the text is still there to select.
import { makeButton, words } from "../island.ts";

export function start(element: HTMLElement): void {
  const text = element.dataset.copy ?? "";
  const [copy, copied] = [words(element, "copy"), words(element, "copied")];
  const button = makeButton("button button--quiet button--small", copy, () => {
    void navigator.clipboard.writeText(text).then(() => (button.textContent = copied));
  });
  element.append(" ", button);
}
