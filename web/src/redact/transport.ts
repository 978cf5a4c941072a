// The clock of the recording that is drawn on: play, one frame back and on, and a line of time on
// which the chosen region's keyframes stand.
import { make, makeButton, words } from "../island.ts";
import { fill } from "../reading/words.ts";

/** One step where the rate is not known: 25 frames a second. */
const FRAME_S = 0.04;

export class Transport {
  readonly bar = make("div", "redact__transport no-print");
  private readonly play = makeButton("button button--small", "", () => this.toggle());
  private readonly line = make("input", "redact__line");
  private readonly keys = make("div", "redact__keys");
  private readonly clock = make("output", "mono");
  private readonly region = make("div", "row");
  private mark: (end: "from" | "to") => void = () => undefined;
  private remove: () => void = () => undefined;
  private video: HTMLVideoElement | null = null;

  constructor(
    private readonly element: HTMLElement,
    private readonly moved: () => void,
  ) {
    this.line.type = "range";
    this.line.min = "0";
    this.line.step = "0.001";
    this.line.setAttribute("aria-label", words(element, "time"));
    this.line.addEventListener("input", () => this.go(Number(this.line.value)));
    const step = (name: string, by: number) =>
      makeButton("button button--small", words(element, name), () => this.go((this.video?.currentTime ?? 0) + by));
    const end = (name: "from" | "to") =>
      makeButton("button button--quiet button--small", words(element, name), () => this.mark(name));
    const gone = makeButton("button button--quiet button--small", words(element, "remove-keyframe"), () => this.remove());
    this.region.append(end("from"), end("to"), gone);
    const buttons = make("div", "row");
    buttons.append(step("back", -FRAME_S), this.play, step("forward", FRAME_S), this.clock);
    const time = make("div", "redact__time");
    time.append(this.keys, this.line);
    this.bar.append(buttons, time, this.region);
    this.attach(null);
  }

  onMark(mark: (end: "from" | "to") => void): void {
    this.mark = mark;
  }

  onRemove(remove: () => void): void {
    this.remove = remove;
  }

  /** The recording that is on screen; none while it is covered. */
  attach(video: HTMLVideoElement | null): void {
    this.video = video;
    this.bar.hidden = video === null;
    if (!video) return;
    // Its own controls lie where regions are drawn.
    video.controls = false;
    for (const name of ["timeupdate", "seeked", "loadedmetadata", "play", "pause"]) {
      video.addEventListener(name, () => this.tell());
    }
    this.tell();
  }

  pause(): void {
    this.video?.pause();
  }

  /** Shows the keyframes of the chosen region. */
  show(keyframes: number[], isChosen: boolean): void {
    this.region.hidden = !isChosen;
    const length = this.length();
    const known = [...this.keys.children].map((one) => (one as HTMLElement).dataset.time).join();
    if (known === keyframes.map(String).join()) return;
    const marks = keyframes.map((t) => {
      const mark = makeButton("redact__key", "", () => this.go(t));
      mark.dataset.time = String(t);
      mark.setAttribute("aria-label", fill(words(this.element, "keyframe"), { time: t.toFixed(2) }));
      mark.style.left = `${Math.min(100, (t / length) * 100)}%`;
      return mark;
    });
    this.keys.replaceChildren(...marks);
  }

  private length(): number {
    const length = this.video?.duration ?? 0;
    return Number.isFinite(length) && length > 0 ? length : 1;
  }

  private go(t: number): void {
    if (!this.video) return;
    this.video.pause();
    this.video.currentTime = Math.min(Math.max(t, 0), this.length());
  }

  private toggle(): void {
    if (!this.video) return;
    if (this.video.paused) void this.video.play();
    else this.video.pause();
  }

  private tell(): void {
    if (!this.video) return;
    this.line.max = String(this.length());
    this.line.value = String(this.video.currentTime);
    this.clock.textContent = this.video.currentTime.toFixed(3);
    this.play.textContent = words(this.element, this.video.paused ? "play" : "pause");
    this.moved();
  }
}
