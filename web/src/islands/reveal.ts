// Looking at a picture or recording one step at a time. The page holds no address of a picture that
// was not chosen: each step asks the server, which remembers it for this person. Nothing plays by
// itself, and one key covers everything on the page at once.
import { make, makeButton, words } from "../island.ts";
import { fill } from "../reading/words.ts";

interface Step {
  label: string;
  /** Empty until the step was taken. */
  src: string;
  kind: "image" | "video";
  muted?: boolean;
  /** How a finding names the picture, if boxes can be drawn on it. */
  picture?: string;
}

interface Looked {
  steps: Step[];
  taken: number;
}

/** Every figure on the page that shows something. */
const shown = new Set<Reveal>();

/** Covers all media on the page; called by Escape and `b`, and synchronous so that it is immediate. */
function coverAll(): void {
  const covered = [...shown];
  for (const one of covered) one.cover();
  // The server hears of it afterwards; that takes as long as it takes.
  const hrefs = new Set(covered.map((one) => one.coverHref).filter(Boolean));
  for (const href of hrefs) void send(href, new URLSearchParams()).catch(() => undefined);
}

function send(href: string, fields: URLSearchParams): Promise<Response> {
  return fetch(href, { method: "POST", body: fields, headers: { accept: "application/json" }, keepalive: true });
}

class Reveal {
  private media: HTMLImageElement | HTMLVideoElement | null;
  private readonly stage: HTMLElement;
  private readonly next: HTMLElement;
  private readonly hide: HTMLElement;
  /** Where steps are remembered; nowhere if the page holds them itself. */
  private readonly form: HTMLFormElement | null;
  private readonly status = make("p", "visually-hidden");
  private readonly items: HTMLElement[];
  readonly coverHref: string;
  /** The furthest step that was chosen; a kept frame may be on show instead of it. */
  private chosen: number;
  /** Rises whenever something is covered, so that an answer which comes late shows nothing. */
  private round = 0;

  constructor(
    private readonly figure: HTMLElement,
    private steps: Step[],
    private taken: number,
  ) {
    this.chosen = taken;
    this.stage = figure.querySelector<HTMLElement>(".media__stage") ?? figure;
    this.items = [...figure.querySelectorAll<HTMLElement>(".media__steps li")];
    this.media = this.stage.querySelector<HTMLImageElement | HTMLVideoElement>(".media__shown");
    const bar = figure.querySelector<HTMLElement>(".media__bar") ?? figure;
    this.form = figure.querySelector<HTMLFormElement>("form[data-look='next']");
    this.next = this.form ?? makeButton("button", "", () => void this.go());
    this.hide =
      figure.querySelector<HTMLFormElement>("form[data-look='cover']") ??
      makeButton("button button--quiet", words(figure, "cover"), () => this.cover());
    if (!this.form) {
      // Steps are taken in order; the links were for readers without script.
      for (const link of figure.querySelectorAll(".media__steps a")) {
        link.replaceWith(make("span", "", link.textContent ?? ""));
      }
      const buttons = make("div", "row no-print");
      buttons.append(this.next, this.hide);
      bar.append(buttons);
    }
    this.coverHref = figure.dataset.cover ?? "";
    this.status.setAttribute("role", "status");
    bar.append(this.status);
    this.next.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.go();
    });
    this.hide.addEventListener("submit", (event) => {
      event.preventDefault();
      this.cover();
      void send(this.form?.action ?? "", this.fields(0)).catch(() => undefined);
    });
    if (this.taken > 0) shown.add(this);
    figure.addEventListener("cairn:look", (event) => this.lookAt((event as CustomEvent<Step>).detail));
    this.draw();
  }

  /** Shows what is not one of the steps, such as a kept frame; the recording comes next again. */
  private lookAt(step: Step): void {
    if (this.chosen < Number(this.figure.dataset.keptAfter ?? 0)) {
      this.complain("kept-early");
      return;
    }
    this.dropMedia();
    this.media = this.makeMedia(step);
    this.stage.append(this.media);
    this.taken = Math.max(1, this.steps.findIndex((one) => one.kind === "video"));
    shown.add(this);
    this.draw();
    this.items.forEach((item) => item.removeAttribute("aria-current"));
    this.status.textContent = step.label;
  }

  cover(): void {
    this.round += 1;
    if (this.taken === 0) return;
    this.dropMedia();
    this.taken = this.chosen = 0;
    shown.delete(this);
    this.draw();
    this.status.textContent = words(this.figure, "covered");
    this.figure.dispatchEvent(new Event("cairn:covered", { bubbles: true }));
  }

  private fields(steps: number): URLSearchParams {
    const fields = new URLSearchParams();
    if (this.form) for (const [name, value] of new FormData(this.form)) fields.set(name, String(value));
    fields.set("steps", String(steps));
    return fields;
  }

  /** Asks for the next step and shows it, unless everything was covered in the meantime. */
  private async go(): Promise<void> {
    if (!this.form) return this.show({ steps: this.steps, taken: this.taken + 1 });
    const round = this.round;
    try {
      const answer = await send(this.form.action, this.fields(this.taken + 1));
      if (!answer.ok) throw new Error(String(answer.status));
      const looked = (await answer.json()) as Looked;
      if (round === this.round) this.show(looked);
      // Covered while the answer was on its way: it has to be so for the server too.
      else await send(this.coverHref, new URLSearchParams());
    } catch {
      this.complain("failed");
    }
  }

  private show(looked: Looked): void {
    const before = this.steps[this.taken - 1];
    this.steps = looked.steps;
    this.taken = looked.taken;
    this.chosen = Math.max(this.chosen, this.taken);
    const step = this.steps[this.taken - 1];
    if (!step) return;
    if (this.media instanceof HTMLVideoElement && before?.src === step.src) {
      // The same recording with its sound: it stays where it was.
      this.media.muted = step.muted ?? true;
    } else {
      this.dropMedia();
      this.media = this.makeMedia(step);
      this.stage.append(this.media);
    }
    shown.add(this);
    this.draw();
  }

  private makeMedia(step: Step): HTMLImageElement | HTMLVideoElement {
    const media = document.createElement(step.kind === "video" ? "video" : "img");
    media.className = "media__shown";
    if (media instanceof HTMLVideoElement) {
      media.controls = true;
      media.muted = step.muted ?? true;
      media.playsInline = true;
      media.preload = "metadata";
      media.setAttribute("aria-label", words(this.figure, "video"));
    } else {
      media.alt = step.label;
      media.decoding = "async";
      if (step.picture) media.dataset.picture = step.picture;
    }
    media.addEventListener("error", () => this.complain("failed"));
    media.src = step.src;
    return media;
  }

  private complain(which: string): void {
    this.status.textContent = words(this.figure, which);
    this.status.classList.remove("visually-hidden");
  }

  private dropMedia(): void {
    if (this.media instanceof HTMLVideoElement) {
      this.media.pause();
      this.media.removeAttribute("src");
      this.media.load();
    }
    this.media?.remove();
    this.media = null;
  }

  private draw(): void {
    const isCovered = this.taken === 0;
    for (const part of this.stage.querySelectorAll<HTMLElement>(".media__cover, .media__words")) {
      part.hidden = !isCovered;
    }
    const following = this.steps[this.taken];
    this.next.hidden = !following;
    const button = this.form?.querySelector("button") ?? this.next;
    button.textContent = fill(words(this.figure, "next"), { step: following?.label ?? "" });
    this.hide.hidden = isCovered;
    this.items.forEach((item, i) => {
      if (i === this.taken - 1) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    });
    this.status.textContent = isCovered
      ? ""
      : fill(words(this.figure, "step"), { n: this.taken, of: this.steps.length });
    this.figure.dataset.step = String(this.taken);
  }
}

let isListening = false;

export function start(element: HTMLElement): void {
  const steps = JSON.parse(element.dataset.steps ?? "[]") as Step[];
  new Reveal(element, steps, Number(element.dataset.taken ?? 0));
  if (isListening) return;
  isListening = true;
  document.addEventListener("cairn:cover", coverAll);
  // Escape works inside fields too, and on pages where the `keys` island is not.
  document.addEventListener(
    "keydown",
    (event) => {
      const target = event.target as HTMLElement | null;
      const isTyping = target?.matches("input, textarea, select, [contenteditable]") ?? false;
      const isCoverKey = event.key === "b" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (event.key === "Escape" || isCoverKey) coverAll();
    },
    { capture: true },
  );
}
