// Two files laid over each other as they were found to match: blink, difference, overlay; recordings
// run together. It uses what the viewer has chosen to see of either, and nothing else.
import { type Homography, type Stretch, matrix, otherTime } from "../compare/geometry.ts";
import { make, makeButton, prefersLessMotion, words } from "../island.ts";

type Shown = HTMLImageElement | HTMLVideoElement;
const MODES = ["side", "blink", "difference", "overlay"] as const;
type Mode = (typeof MODES)[number];

/** Slow enough for eyes that cannot bear flashes: under three a second by far. */
const BLINK_MS = 700;
const WIDEST_PX = 960;

class Compare {
  private mode: Mode = "side";
  private readonly stage: HTMLElement;
  private readonly newer = make("canvas", "compare-laid__newer");
  private readonly older = make("canvas", "compare-laid__older");
  private readonly buttons = new Map<Mode, HTMLButtonElement>();
  private readonly opacity = make("input", "");
  private readonly hint = make("p", "soft");
  private blinking = 0;

  constructor(
    private readonly page: HTMLElement,
    private readonly homography: Homography | null,
    private readonly stretches: readonly Stretch[],
    private readonly stillS: number | null,
  ) {
    this.stage = page.querySelector<HTMLElement>("[data-laid]") ?? page;
    const bar = make("div", "row compare-modes no-print");
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", words(page, "modes"));
    for (const mode of MODES) {
      const button = makeButton("button button--small", words(page, mode), () => this.choose(mode));
      this.buttons.set(mode, button);
      bar.append(button);
    }
    [this.opacity.type, this.opacity.min, this.opacity.max, this.opacity.value] = ["range", "0", "100", "50"];
    this.opacity.setAttribute("aria-label", words(page, "opacity"));
    this.opacity.addEventListener("input", () => this.blend());
    bar.append(this.opacity);
    this.stage.setAttribute("role", "img");
    this.stage.setAttribute("aria-label", words(page, "stage"));
    this.stage.append(this.older, this.newer);
    page.prepend(bar, this.hint);
    this.hint.setAttribute("role", "status");
    this.choose("side");
    // What is on show changes with each step of looking, and when everything is covered.
    const changed = new MutationObserver(() => this.choose(this.mode));
    for (const side of page.querySelectorAll(".media__stage")) changed.observe(side, { childList: true });
    addEventListener("resize", () => this.draw());
    addEventListener("keydown", (event) => this.key(event));
  }

  private shown(side: "newer" | "older"): Shown | null {
    return this.page.querySelector<Shown>(`#${side} .media__shown`);
  }

  private choose(mode: Mode): void {
    const [newer, older] = [this.shown("newer"), this.shown("older")];
    const ready = newer !== null && older !== null;
    this.hint.textContent = ready || mode === "side" ? "" : words(this.page, "cover-first");
    this.mode = mode;
    for (const [one, button] of this.buttons) button.setAttribute("aria-pressed", String(one === mode));
    this.opacity.hidden = mode !== "overlay";
    this.stage.hidden = mode === "side" || !ready;
    clearInterval(this.blinking);
    if (newer && older) this.follow(newer, older);
    if (this.stage.hidden) return;
    this.draw();
    this.blend();
    if (mode === "blink") this.blink();
  }

  private blink(): void {
    if (prefersLessMotion()) return;
    this.blinking = window.setInterval(() => {
      this.newer.style.opacity = this.newer.style.opacity === "0" ? "1" : "0";
    }, BLINK_MS);
  }

  private blend(): void {
    this.newer.style.mixBlendMode = this.mode === "difference" ? "difference" : "normal";
    this.newer.style.opacity = this.mode === "overlay" ? String(Number(this.opacity.value) / 100) : "1";
  }

  /** The older recording goes where the newer is, and what is drawn follows both. */
  private follow(newer: Shown, older: Shown): void {
    for (const one of [newer, older]) {
      if (one.dataset.compared) continue;
      one.dataset.compared = "true";
      if (one instanceof HTMLVideoElement) {
        for (const event of ["seeked", "timeupdate", "loadeddata"]) one.addEventListener(event, () => this.draw());
      } else {
        one.addEventListener("load", () => this.draw());
      }
    }
    this.seekStill(newer, older);
    if (!(newer instanceof HTMLVideoElement) || !(older instanceof HTMLVideoElement) || newer.dataset.leads) return;
    newer.dataset.leads = "true";
    const align = (): void => {
      const wanted = otherTime(this.stretches, newer.currentTime);
      if (Math.abs(older.currentTime - wanted) > 0.15) older.currentTime = wanted;
    };
    newer.addEventListener("seeked", align);
    newer.addEventListener("timeupdate", align);
    newer.addEventListener("play", () => void older.play().catch(() => undefined));
    newer.addEventListener("pause", () => older.pause());
    align();
  }

  /** A photo that a recording shows stands beside that moment. */
  private seekStill(newer: Shown, older: Shown): void {
    const [video, other] = newer instanceof HTMLVideoElement ? [newer, older] : [older, newer];
    if (this.stillS === null || !(video instanceof HTMLVideoElement) || other instanceof HTMLVideoElement || video.dataset.leads) return;
    video.dataset.leads = "true";
    video.currentTime = this.stillS;
  }

  private draw(): void {
    const [newer, older] = [this.shown("newer"), this.shown("older")];
    if (this.stage.hidden || !newer || !older) return;
    const [width, height] = sizeOf(older);
    if (width === 0) return;
    const across = Math.min(this.page.clientWidth, WIDEST_PX);
    const down = Math.round((across * height) / width);
    this.stage.style.blockSize = `${down}px`;
    this.stage.style.inlineSize = `${across}px`;
    paint(this.older, older, across, down);
    paint(this.newer, newer, across, down);
    this.newer.style.transform = this.homography ? matrix(this.homography, across, down) : "none";
  }

  private key(event: KeyboardEvent): void {
    const typed = (event.target as Element).closest("input, select, textarea");
    if (typed || event.ctrlKey || event.metaKey || event.altKey) return;
    const verdicts = document.querySelectorAll<HTMLButtonElement>("[data-verdicts] .verdict");
    const verdict = verdicts[Number(event.key) - 1];
    if (verdict && /^[1-9]$/.test(event.key)) verdict.click();
    else if (event.key === "u") document.querySelector<HTMLButtonElement>('[data-verdicts] [value="back"]')?.click();
    else if (event.key === "m") this.choose(MODES[(MODES.indexOf(this.mode) + 1) % MODES.length] ?? "side");
    else if (event.key === " ") this.play(event);
  }

  private play(event: KeyboardEvent): void {
    const newer = this.shown("newer");
    if (!(newer instanceof HTMLVideoElement) || (event.target as Element).closest("button, a, video, summary")) return;
    event.preventDefault();
    if (newer.paused) void newer.play().catch(() => undefined);
    else newer.pause();
  }
}

function sizeOf(shown: Shown): [number, number] {
  if (shown instanceof HTMLVideoElement) return [shown.videoWidth, shown.videoHeight];
  return [shown.naturalWidth, shown.naturalHeight];
}

function paint(canvas: HTMLCanvasElement, shown: Shown, width: number, height: number): void {
  [canvas.width, canvas.height] = [width, height];
  if (sizeOf(shown)[0] > 0) canvas.getContext("2d")?.drawImage(shown, 0, 0, width, height);
}

export function start(element: HTMLElement): void {
  const found = JSON.parse(element.dataset.alignment ?? "{}") as { homography?: Homography | null; stretches?: Stretch[]; still_s?: number | null };
  new Compare(element, found.homography ?? null, found.stretches ?? [], found.still_s ?? null);
}
