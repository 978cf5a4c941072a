// The line of time under a recording: its sound drawn, its key frames, what to be warned of, the
// part that is repeated, and where we are. It runs from left to right in every language.
import { make } from "../island.ts";
import { clock } from "./frames.ts";

/** A stretch of time with something in it to be warned of. */
export interface Note {
  from_s: number;
  to_s: number;
  words: string;
}

export class Line {
  readonly element = make("div", "player__line");
  readonly range = make("input", "player__range");
  private readonly loop = make("div", "player__loop");
  private readonly ticks = make("canvas", "player__ticks");
  private length = 0;

  constructor(label: string, waveform: string, notes: readonly Note[]) {
    this.range.type = "range";
    this.range.min = "0";
    this.range.step = "1";
    this.range.setAttribute("aria-label", label);
    this.loop.hidden = true;
    if (waveform) {
      const wave = make("img", "player__wave");
      wave.alt = "";
      wave.src = waveform;
      this.element.append(wave);
    }
    this.element.append(this.ticks, this.loop, ...notes.map((note) => this.mark(note)), this.range);
    this.notes = notes;
  }

  private readonly notes: readonly Note[];

  /** Says how long the recording is, in seconds, and where its key frames are. */
  measure(length: number, keys: readonly number[]): void {
    this.length = length;
    this.range.max = String(Math.ceil(length * 1000));
    this.element.querySelectorAll<HTMLElement>(".player__note").forEach((mark, index) => {
      const note = this.notes[index];
      if (note) this.stretch(mark, note.from_s, note.to_s);
    });
    const context = this.ticks.getContext("2d");
    if (!context) return;
    this.ticks.width = 800;
    this.ticks.height = 8;
    context.fillStyle = getComputedStyle(this.element).color;
    for (const key of keys) context.fillRect((key / length) * this.ticks.width, 0, 1, this.ticks.height);
  }

  show(seconds: number, words: string): void {
    this.range.value = String(Math.round(seconds * 1000));
    this.range.setAttribute("aria-valuetext", words);
  }

  showLoop(from: number | null, to: number | null): void {
    this.loop.hidden = from === null && to === null;
    this.stretch(this.loop, from ?? to ?? 0, to ?? from ?? 0);
  }

  private mark(note: Note): HTMLElement {
    const mark = make("span", "player__note");
    mark.title = `${clock(note.from_s)} – ${clock(note.to_s)}: ${note.words}`;
    return mark;
  }

  private stretch(mark: HTMLElement, from: number, to: number): void {
    if (this.length <= 0) return;
    mark.style.left = `${(from / this.length) * 100}%`;
    mark.style.width = `max(2px, ${(Math.max(0, to - from) / this.length) * 100}%)`;
  }
}
