// Getting one frame on the screen, and knowing which one is there. A position is the number of a
// frame, or seconds where a recording has no table. What a browser says that it has shown counts,
// not what it was asked for.
import type { FrameTimes } from "./frames.ts";

/** Where a recording has no table: about a frame of most recordings. */
const NOMINAL_S = 1 / 30;
/**
 * Where in a frame a seek aims, one after the other: a browser that guesses how long the frame before
 * lasts may show that one instead, and is then asked for a later moment of the frame that is wanted.
 */
const AIMS = [0.5, 0.9, 0.98, 0.2];
/** How long a browser may take to say which frame it shows. */
const PATIENCE_MS = 120;

export class Seeker {
  /** What is on screen. */
  shown = 0;
  /** A frame that the browser would not show by itself; steps go on from there. */
  missed: number | null = null;
  private aimed: number | null = null;
  private tries = 0;
  private waiting = 0;

  /** `onShown` hears of every frame that is put on screen, `onArrived` when a wish is settled. */
  constructor(
    private readonly video: HTMLVideoElement,
    readonly times: FrameTimes | null,
    private readonly onShown: () => void,
    private readonly onArrived: () => void,
  ) {
    video.addEventListener("seeked", () => this.check());
    if ("requestVideoFrameCallback" in video) this.watch();
    else for (const name of ["timeupdate", "seeked"]) this.video.addEventListener(name, () => this.present(this.video.currentTime));
  }

  /** Where we are, or are going. */
  get wished(): number {
    return this.aimed ?? this.missed ?? this.shown;
  }

  get last(): number {
    return this.times ? this.times.count - 1 : this.video.duration;
  }

  seconds(position: number): number {
    return this.times ? this.times.at(position) : position;
  }

  /** One frame before or after a position. */
  beside(position: number, frames: number): number {
    return position + (this.times ? frames : frames * NOMINAL_S);
  }

  goToTime(seconds: number): void {
    this.goTo(this.times ? this.times.indexAt(seconds) : seconds);
  }

  /** Goes to a position. Keys held down come faster than a browser can seek: only the last one counts. */
  goTo(position: number): void {
    const isBusy = this.aimed !== null;
    this.aimed = Math.min(this.last, Math.max(0, position));
    this.tries = 0;
    if (!isBusy) this.seek();
  }

  /** Takes note of what is on screen, by the time of the frame. */
  present(mediaTime: number): void {
    this.shown = this.times ? this.times.indexOf(mediaTime) : mediaTime;
    this.onShown();
    this.check();
  }

  /** The browser says which frame it has put on screen, each time. */
  private watch(): void {
    this.video.requestVideoFrameCallback((_now, { mediaTime }) => {
      this.present(mediaTime);
      if (this.video.isConnected) this.watch();
    });
  }

  private seek(): void {
    const to = this.aimed ?? 0;
    this.video.currentTime = this.times ? this.times.within(to, AIMS[this.tries] ?? 0.5) : to;
  }

  /** Whether what was aimed at is on screen: the seek is over and the browser has shown that frame. */
  private check(): void {
    if (this.aimed === null || this.video.seeking) return;
    clearTimeout(this.waiting);
    if (!this.times || this.shown === this.aimed) this.arrive();
    else this.waiting = window.setTimeout(() => this.tryAgain(), this.wentThere() ? PATIENCE_MS : 0);
  }

  /** Whether the last seek went where we want to be now; keys may have come in the meantime. */
  private wentThere(): boolean {
    return this.times?.indexAt(this.video.currentTime) === this.aimed;
  }

  private tryAgain(): void {
    if (this.wentThere()) this.tries += 1;
    if (this.tries < AIMS.length) this.seek();
    else this.arrive();
  }

  private arrive(): void {
    if (!this.times) this.shown = this.video.currentTime;
    this.missed = this.times && this.shown !== this.aimed ? this.aimed : null;
    this.aimed = null;
    this.onArrived();
  }
}
