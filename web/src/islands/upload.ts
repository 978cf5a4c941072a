// A form with files: they upload while the rest is typed, and the form is sent when all have arrived.
// If anything goes wrong, nothing that was typed or chosen is lost.
import { draftKey, dropDraft } from "../drafts.ts";
import { make, makeButton, words } from "../island.ts";
import { type Answer, readAnswer } from "../reading/answer.ts";
import { fill } from "../reading/words.ts";
import { UploadList } from "../uploads/list.ts";

class UploadForm {
  private readonly list: UploadList;
  private readonly panel = make("div", "progress");
  private readonly line = make("p", "progress__words");
  private request: XMLHttpRequest | null = null;
  /** Send was pressed, and the files are not through yet. */
  private isWaiting = false;

  constructor(
    private readonly form: HTMLFormElement,
    input: HTMLInputElement,
  ) {
    this.panel.hidden = true;
    this.line.setAttribute("role", "status");
    const cancel = makeButton("button button--quiet", words(form, "send-cancel"), () => this.cancel());
    this.panel.append(this.line, cancel);
    form.querySelector(".form__actions")?.before(this.panel);
    this.sayHow();
    this.list = new UploadList(form, input, () => this.sendIfReady());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.isWaiting = true;
      this.clearProblem();
      this.sendIfReady();
    });
    addEventListener("beforeunload", (event) => this.request && event.preventDefault());
  }

  /** With script the limit is another one, and there is something to say about this device. */
  private sayHow(): void {
    const limit = this.form.querySelector<HTMLElement>("[data-limit]");
    if (!limit) return;
    limit.textContent = words(limit, "uploads");
    limit.parentElement?.after(make("p", "field__hint", words(this.form, "remembered")));
  }

  private sendIfReady(): void {
    if (!this.isWaiting || this.request) return;
    const { count, arrived, held } = this.list.tally();
    if (arrived === count) this.post();
    else if (arrived + held === count) this.stop(fill(words(this.form, "send-paused"), { count: held }), [], false);
    else this.lock(fill(words(this.form, "send-waits"), { done: arrived, count }));
  }

  private cancel(): void {
    this.request?.abort();
    this.isWaiting = false;
    this.lock("");
  }

  private post(): void {
    const data = new FormData(this.form);
    this.list.writeInto(data);
    const request = new XMLHttpRequest();
    this.request = request;
    this.lock(words(this.form, "sending"));
    request.addEventListener("load", () => this.finish(readAnswer(request, new URL(request.responseURL || location.href))));
    request.addEventListener("error", () => this.stop(words(this.form, navigator.onLine ? "failed" : "offline")));
    request.addEventListener("timeout", () => this.stop(words(this.form, "failed")));
    request.addEventListener("abort", () => this.stop(""));
    request.open(this.form.method, this.form.action);
    request.setRequestHeader("Accept", "application/json");
    request.send(data);
  }

  private finish(answer: Answer): void {
    if (answer.kind === "go") {
      this.request = null;
      this.list.forget();
      dropDraft(draftKey(this.form));
      this.goTo(answer.location);
    } else {
      this.stop(answer.message || words(this.form, "failed"), answer.errors);
    }
  }

  /** Where a field opens the page, such as the words of a receipt, it goes along, out of the address. */
  private goTo(place: string): void {
    const field = this.form.dataset.carry;
    if (!field) return location.assign(place);
    const [next, input] = [make("form", ""), make("input", "")];
    [next.method, next.action, next.hidden] = ["post", place, true];
    [input.name, input.value] = [field, String(new FormData(this.form).get(field) ?? "")];
    next.append(input);
    document.body.append(next);
    next.submit();
  }

  private stop(message: string, errors: { field: string; message: string }[] = [], isLine = true): void {
    this.request = null;
    this.isWaiting = false;
    this.lock("");
    if (!message) return;
    const box = make("div", "error-summary");
    box.setAttribute("role", "alert");
    box.tabIndex = -1;
    box.append(make("h2", "", message));
    if (errors.length > 0) {
      const list = document.createElement("ul");
      for (const error of errors) {
        const link = make("a", "", error.message);
        link.href = `#${error.field}`;
        const item = document.createElement("li");
        item.append(link);
        list.append(item);
      }
      box.append(list);
    } else if (isLine) {
      box.append(make("p", "", words(this.form, "retry")));
    }
    this.form.prepend(box);
    box.focus();
  }

  private clearProblem(): void {
    for (const box of this.form.querySelectorAll(".error-summary")) box.remove();
  }

  /** While it says something, the form is on its way and cannot be sent again. */
  private lock(says: string): void {
    this.panel.hidden = says === "";
    if (this.line.textContent !== says) this.line.textContent = says;
    for (const button of this.form.querySelectorAll<HTMLButtonElement>("button[type=submit], button:not([type])")) {
      button.disabled = says !== "";
    }
  }
}

export function start(element: HTMLElement): void {
  const input = element.querySelector<HTMLInputElement>("input[type=file]");
  if (!(element instanceof HTMLFormElement) || !input) throw new Error("upload belongs on a form with files");
  new UploadForm(element, input);
}
