// Looking at a picture or recording one step at a time. Nothing is fetched before it is chosen,
// nothing plays by itself, and one key covers everything on the page at once.
import { make, makeButton, words } from "../island.ts";
import { fill } from "../reading/words.ts";

interface Step {
  label: string;
  src: string;
  kind: "image" | "video";
  muted?: boolean;
  /** How a finding names the picture, if boxes can be drawn on it. */
  picture?: string;
}

/** Every figure on the page that can be covered. */
const shown = new Set<Reveal>();

/** Covers all media on the page; called by Escape and `b`, and synchronous so that it is immediate. */
function coverAll(): void {
  for (const one of [...shown]) one.cover();
}

class Reveal {
  private at = -1;
  private media: HTMLImageElement | HTMLVideoElement | null = null;
  private readonly stage: HTMLElement;
  private readonly next: HTMLButtonElement;
  private readonly hide: HTMLButtonElement;
  private readonly status = make("p", "visually-hidden");
  private readonly items: HTMLElement[];

  constructor(
    private readonly figure: HTMLElement,
    private readonly steps: Step[],
  ) {
    this.stage = figure.querySelector<HTMLElement>(".media__stage") ?? figure;
    this.items = [...figure.querySelectorAll<HTMLElement>(".media__steps li")];
    // Steps are taken in order; the links were for readers without script.
    for (const link of figure.querySelectorAll(".media__steps a")) {
      link.replaceWith(make("span", "", link.textContent ?? ""));
    }
    this.next = makeButton("button", "", () => this.go(this.at + 1));
    this.hide = makeButton("button button--quiet", words(figure, "cover"), () => this.cover());
    this.status.setAttribute("role", "status");
    const bar = figure.querySelector<HTMLElement>(".media__bar") ?? figure;
    const buttons = make("div", "row no-print");
    buttons.append(this.next, this.hide);
    bar.append(buttons, this.status);
    figure.addEventListener("cairn:look", (event) => this.lookAt((event as CustomEvent<Step>).detail));
    this.draw();
  }

  /** Shows what is not one of the steps, such as a kept frame; the recording comes next again. */
  private lookAt(step: Step): void {
    this.dropMedia();
    this.media = this.makeMedia(step);
    this.stage.append(this.media);
    this.at = Math.max(0, this.steps.findIndex((one) => one.kind === "video") - 1);
    shown.add(this);
    this.draw();
    this.items.forEach((item) => item.removeAttribute("aria-current"));
    this.status.textContent = step.label;
  }

  cover(): void {
    if (this.at < 0) return;
    this.dropMedia();
    this.at = -1;
    shown.delete(this);
    this.draw();
    this.status.textContent = words(this.figure, "covered");
    this.figure.dispatchEvent(new Event("cairn:covered", { bubbles: true }));
  }

  private go(to: number): void {
    const step = this.steps[to];
    if (!step) return;
    const before = this.steps[this.at];
    if (this.media instanceof HTMLVideoElement && before?.src === step.src) {
      // The same recording with its sound: it stays where it was.
      this.media.muted = step.muted ?? true;
    } else {
      this.dropMedia();
      this.media = this.makeMedia(step);
      this.stage.append(this.media);
    }
    this.at = to;
    shown.add(this);
    this.draw();
  }

  private makeMedia(step: Step): HTMLImageElement | HTMLVideoElement {
    const media = document.createElement(step.kind === "video" ? "video" : "img");
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
    media.addEventListener("error", () => {
      this.status.textContent = words(this.figure, "failed");
      this.status.classList.remove("visually-hidden");
    });
    media.src = step.src;
    return media;
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
    const isCovered = this.at < 0;
    for (const part of this.stage.querySelectorAll<HTMLElement>(".media__cover, .media__words")) {
      part.hidden = !isCovered;
    }
    const following = this.steps[this.at + 1];
    this.next.hidden = !following;
    this.next.textContent = fill(words(this.figure, "next"), { step: following?.label ?? "" });
    this.hide.hidden = isCovered;
    this.items.forEach((item, i) => {
      if (i === this.at) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    });
    this.status.textContent = isCovered
      ? ""
      : fill(words(this.figure, "step"), { n: this.at + 1, of: this.steps.length });
    this.figure.dataset.step = String(this.at + 1);
  }
}

let isListening = false;

export function start(element: HTMLElement): void {
  const steps = JSON.parse(element.dataset.steps ?? "[]") as Step[];
  new Reveal(element, steps);
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
