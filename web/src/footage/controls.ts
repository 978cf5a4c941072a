// The buttons of the player. They know what they look like and whom to call, and nothing of frames.
import { make, makeButton, words } from "../island.ts";
import { SPEEDS } from "./speeds.ts";
import type { View } from "./view.ts";

/** What can be done, besides looking closer. */
export interface Acts {
  step(frames: number): void;
  toggle(): void;
  sound(): void;
  speed(speed: number): void;
  loopFrom(): void;
  loopTo(): void;
  noLoop(): void;
  /** Nothing where no frame can be kept. */
  keep: (() => void) | null;
}

export class Controls {
  readonly rows: HTMLElement[];
  readonly where = make("output", "player__where mono");
  private readonly play: HTMLButtonElement;
  private readonly sound: HTMLButtonElement;
  private readonly speeds = make("select", "player__speed");

  constructor(
    private readonly figure: HTMLElement,
    private readonly acts: Acts,
    private readonly view: View,
  ) {
    this.play = this.tool("play", "▶", () => acts.toggle());
    this.sound = this.tool("sound", "🔇", () => acts.sound());
    for (const speed of SPEEDS) this.speeds.append(new Option(`${speed}×`, String(speed), speed === 1, speed === 1));
    this.speeds.setAttribute("aria-label", words(figure, "player-speed"));
    this.speeds.addEventListener("change", () => acts.speed(Number(this.speeds.value)));
    this.rows = [this.moving(), this.looking()];
  }

  showPlaying({ paused, muted }: HTMLVideoElement): void {
    this.play.textContent = paused ? "▶" : "❚❚";
    this.name(this.play, paused ? "play" : "pause");
    this.sound.textContent = muted ? "🔇" : "🔊";
    this.sound.setAttribute("aria-pressed", String(!muted));
  }

  showSpeed(speed: number): void {
    this.speeds.value = String(speed);
  }

  private moving(): HTMLElement {
    const row = make("div", "player__row");
    const back = this.tool("back", "◂❘", () => this.acts.step(-1));
    const on = this.tool("on", "❘▸", () => this.acts.step(1));
    row.append(back, this.play, on, this.where, this.speeds, this.sound);
    if (this.acts.keep) {
      const keep = makeButton("button button--small", words(this.figure, "player-keep"), this.acts.keep);
      keep.dataset.tool = "keep";
      row.append(keep);
    }
    return row;
  }

  private looking(): HTMLElement {
    const { acts, view } = this;
    const row = make("div", "player__row");
    const brightness = this.slider("brightness", (value) => (view.brightness = value));
    const contrast = this.slider("contrast", (value) => (view.contrast = value));
    const reset = this.tool("reset", "↺", () => {
      view.reset();
      for (const input of row.querySelectorAll("input")) input.value = "1";
    });
    row.append(
      this.tool("from", "A", () => acts.loopFrom()),
      this.tool("to", "B", () => acts.loopTo()),
      this.tool("no-loop", "✕", () => acts.noLoop()),
      this.tool("closer", "+", () => view.closer(1)),
      this.tool("farther", "−", () => view.closer(-1)),
      this.tool("rotate", "⟳", () => view.rotate()),
      this.tool("flip", "⇋", () => view.flip()),
      brightness,
      contrast,
      reset,
    );
    return row;
  }

  private tool(name: string, glyph: string, act: () => void): HTMLButtonElement {
    const button = makeButton("button button--quiet button--small player__tool", glyph, act);
    button.dataset.tool = name;
    this.name(button, name);
    return button;
  }

  private name(button: HTMLButtonElement, name: string): void {
    button.title = words(this.figure, `player-${name}`);
    button.setAttribute("aria-label", button.title);
  }

  private slider(name: string, set: (value: number) => void): HTMLElement {
    const label = make("label", "player__slider");
    const input = make("input", "");
    input.type = "range";
    [input.min, input.max, input.step, input.value] = ["0.25", "3", "0.05", "1"];
    input.addEventListener("input", () => {
      set(Number(input.value));
      this.view.draw();
    });
    label.append(make("span", "", words(this.figure, `player-${name}`)), input);
    return label;
  }
}
