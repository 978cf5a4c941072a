// Sends a form with files while saying what is being done, how much is through and how long it may
// still take. If anything goes wrong, nothing that was typed or chosen is lost.
import { draftKey, dropDraft } from "../drafts.ts";
import { make, makeButton, pageLanguage, words } from "../island.ts";
import { Pace } from "../reading/pace.ts";
import { type Answer, readAnswer } from "../reading/answer.ts";
import { bytesWords, fill, timeWords } from "../reading/words.ts";

class Upload {
  private readonly lang = pageLanguage();
  private readonly panel = make("div", "progress");
  private readonly bar = document.createElement("progress");
  private readonly line = make("p", "progress__words");
  private request: XMLHttpRequest | null = null;
  private chosen: HTMLElement | null = null;

  constructor(private readonly form: HTMLFormElement) {
    this.panel.hidden = true;
    this.line.setAttribute("role", "status");
    this.bar.setAttribute("aria-label", words(form, "sending"));
    const cancel = makeButton("button button--quiet", words(form, "cancel"), () => this.request?.abort());
    this.panel.append(this.line, this.bar, cancel);
    const actions = form.querySelector(".form__actions");
    if (actions) actions.before(this.panel);
    else form.append(this.panel);
    form.addEventListener("submit", (event) => this.send(event));
    form.addEventListener("change", () => this.showChosen());
    addEventListener("beforeunload", (event) => this.request && event.preventDefault());
    this.showChosen();
  }

  private files(): File[] {
    const inputs = [...this.form.querySelectorAll<HTMLInputElement>("input[type=file]")];
    return inputs.flatMap((input) => [...(input.files ?? [])]);
  }

  private showChosen(): void {
    const files = this.files();
    this.chosen?.remove();
    this.chosen = null;
    const input = this.form.querySelector("input[type=file]");
    if (files.length === 0 || !input) return;
    const list = make("ul", "chosen");
    for (const file of files) {
      const line = make("li", "");
      const name = make("span", "", file.name);
      name.dir = "auto";
      line.append(name, make("span", "soft nowrap", bytesWords(file.size, this.lang)));
      list.append(line);
    }
    const total = files.reduce((sum, file) => sum + file.size, 0);
    const sum = fill(words(this.form, "chosen"), { count: files.length, size: bytesWords(total, this.lang) });
    if (sum && files.length > 1) list.append(make("li", "soft", sum));
    input.after(list);
    this.chosen = list;
  }

  private send(event: SubmitEvent): void {
    event.preventDefault();
    if (this.request) return;
    this.clearProblem();
    const request = new XMLHttpRequest();
    const pace = new Pace();
    this.request = request;
    this.lock(true);
    this.line.textContent = words(this.form, "sending");
    request.upload.addEventListener("progress", (step) => this.show(step, pace));
    request.upload.addEventListener("load", () => {
      this.bar.removeAttribute("value");
      this.line.textContent = words(this.form, "finishing");
    });
    request.addEventListener("load", () => this.finish(readAnswer(request, new URL(request.responseURL || location.href))));
    request.addEventListener("error", () => this.stop(words(this.form, navigator.onLine ? "failed" : "offline")));
    request.addEventListener("timeout", () => this.stop(words(this.form, "failed")));
    request.addEventListener("abort", () => this.stop(""));
    request.open(this.form.method, this.form.action);
    request.setRequestHeader("Accept", "application/json");
    request.send(new FormData(this.form, event.submitter));
  }

  private show(step: ProgressEvent, pace: Pace): void {
    if (!step.lengthComputable) return;
    pace.note(step.loaded, performance.now());
    this.bar.max = step.total;
    this.bar.value = step.loaded;
    const left = pace.secondsLeft(step.total);
    const [done, total] = [bytesWords(step.loaded, this.lang), bytesWords(step.total, this.lang)];
    this.line.textContent =
      left === null
        ? fill(words(this.form, "progress"), { done, total })
        : fill(words(this.form, "remaining"), { done, total, time: timeWords(left, this.lang) });
  }

  private finish(answer: Answer): void {
    if (answer.kind === "go") {
      this.request = null;
      dropDraft(draftKey(this.form));
      location.assign(answer.location);
    } else {
      this.stop(answer.message || words(this.form, "failed"), answer.errors);
    }
  }

  private stop(message: string, errors: { field: string; message: string }[] = []): void {
    this.request = null;
    this.lock(false);
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
    } else {
      box.append(make("p", "", words(this.form, "retry")));
    }
    this.form.prepend(box);
    box.focus();
  }

  private clearProblem(): void {
    for (const box of this.form.querySelectorAll(".error-summary")) box.remove();
  }

  private lock(isSending: boolean): void {
    this.panel.hidden = !isSending;
    this.bar.removeAttribute("value");
    for (const button of this.form.querySelectorAll<HTMLButtonElement>("button[type=submit], button:not([type])")) {
      button.disabled = isSending;
    }
  }
}

export function start(element: HTMLElement): void {
  if (!(element instanceof HTMLFormElement)) throw new Error("upload belongs on a form");
  new Upload(element);
}
