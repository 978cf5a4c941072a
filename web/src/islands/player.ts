// Work on a recording frame by frame. The server's `<video>` (put there by the `reveal` island once
// somebody chooses to look) gets controls that reach every frame exactly: a frame is aimed at in its
// middle, by the table of time stamps, and the number shown is that of the frame which the browser
// says is on screen. It never plays by itself; when the picture is covered everything here goes.
import { make, words } from "../island.ts";
import { fill } from "../reading/words.ts";
import { Controls } from "../footage/controls.ts";
import { type FrameJson, FrameTimes, clock } from "../footage/frames.ts";
import { Keeper } from "../footage/keeper.ts";
import { Line, type Note } from "../footage/line.ts";
import { Seeker } from "../footage/seeker.ts";
import { Speeds } from "../footage/speeds.ts";
import { View } from "../footage/view.ts";

/** How often it steps when it plays backwards. */
const BACKWARDS_MS = 33;

class Player {
  readonly root = make("div", "player");
  private readonly line: Line;
  private readonly view: View;
  private readonly seeker: Seeker;
  private readonly controls: Controls;
  private readonly speeds = new Speeds();
  private readonly status = make("p", "player__status");
  private loop: { from: number | null; to: number | null } = { from: null, to: null };
  private reverse = false;

  constructor(
    private readonly figure: HTMLElement,
    private readonly video: HTMLVideoElement,
    private readonly times: FrameTimes | null,
    private readonly keeper: Keeper | null,
  ) {
    this.view = new View(video, video.parentElement ?? figure);
    const notes = JSON.parse(figure.dataset.notes ?? "[]") as Note[];
    this.line = new Line(words(figure, "player-line"), figure.dataset.waveform ?? "", notes);
    this.seeker = new Seeker(video, times, () => this.onShown(), () => this.onArrived());
    this.controls = new Controls(figure, this.acts(), this.view);
    video.controls = false;
    this.build();
    this.listen();
  }

  private acts() {
    return {
      step: (frames: number) => this.step(frames),
      toggle: () => this.toggle(),
      sound: () => (this.video.muted = !this.video.muted),
      speed: (speed: number) => (this.video.playbackRate = this.speeds.choose(speed)),
      loopFrom: () => this.setLoop("from"),
      loopTo: () => this.setLoop("to"),
      noLoop: () => this.clearLoop(),
      keep: this.keeper && (() => this.keep()),
    };
  }

  private build(): void {
    this.root.setAttribute("role", "group");
    this.root.setAttribute("aria-label", words(this.figure, "video"));
    this.root.tabIndex = -1;
    this.root.dir = "ltr";
    this.status.setAttribute("role", "status");
    this.root.append(this.line.element, ...this.controls.rows, this.status);
    if (!this.times && "uncounted" in this.figure.dataset) this.say("uncounted");
  }

  private listen(): void {
    const { video } = this;
    video.addEventListener("loadedmetadata", () => this.measure());
    if (video.readyState > 0) this.measure();
    for (const name of ["play", "pause", "volumechange"]) video.addEventListener(name, () => this.controls.showPlaying(video));
    video.addEventListener("click", () => {
      if (this.view.scale === 1) this.toggle();
      this.root.focus({ preventScroll: true });
    });
    this.line.range.addEventListener("input", () => this.seeker.goToTime(Number(this.line.range.value) / 1000));
    this.controls.showPlaying(video);
  }

  private measure(): void {
    const { times } = this;
    const keys = times?.keys.map((index) => times.at(index)) ?? [];
    this.line.measure(times ? times.at(times.count) : this.video.duration, keys);
    this.seeker.present(0);
  }

  private onShown(): void {
    this.draw();
    const { from, to } = this.loop;
    if (!this.video.paused && to !== null && this.seeker.shown >= to) this.seeker.goTo(from ?? 0);
  }

  private onArrived(): void {
    const { missed, shown } = this.seeker;
    if (missed !== null) this.say("unshown", missed + 1);
    this.draw();
    this.figure.dispatchEvent(new Event("cairn:frame"));
    const back = this.seeker.beside(missed ?? shown, -1);
    if (this.reverse && back >= 0) setTimeout(() => this.reverse && this.seeker.goTo(back), BACKWARDS_MS);
  }

  private draw(): void {
    const { times } = this;
    const { shown } = this.seeker;
    const seconds = this.seeker.seconds(shown);
    const text = times
      ? fill(words(this.figure, "player-where"), { n: shown + 1, of: times.count, time: clock(seconds), timecode: times.timecode(shown), pts: times.pts(shown) })
      : clock(seconds);
    this.controls.where.textContent = text;
    this.line.show(seconds, text);
    if (times) this.figure.dataset.frame = String(shown);
  }

  private say(name: string, number = 0): void {
    this.status.textContent = fill(words(this.figure, `player-${name}`), { n: number });
  }

  private play(): void {
    this.reverse = false;
    void this.video.play().catch(() => {});
  }

  /** Stops on the frame that is on screen, not between two. */
  private stop(): void {
    this.reverse = false;
    this.video.pause();
    if (this.times) this.seeker.goTo(this.seeker.shown);
  }

  private toggle(): void {
    if (this.video.paused && !this.reverse) this.play();
    else this.stop();
  }

  private step(frames: number): void {
    this.reverse = false;
    this.video.pause();
    this.seeker.goTo(this.seeker.beside(this.seeker.wished, frames));
  }

  private forward(): void {
    if (this.video.paused) this.play();
    else this.change(1);
  }

  private backward(): void {
    this.video.pause();
    this.reverse = true;
    this.seeker.goTo(this.seeker.beside(this.seeker.shown, -1));
  }

  private change(steps: number): void {
    this.video.playbackRate = this.speeds.change(steps);
    this.controls.showSpeed(this.speeds.now);
  }

  private setLoop(side: "from" | "to"): void {
    this.loop[side] = this.seeker.wished;
    const { from, to } = this.loop;
    if (from !== null && to !== null && from > to) this.loop = { from: to, to: from };
    this.drawLoop();
  }

  private clearLoop(): void {
    this.loop = { from: null, to: null };
    this.drawLoop();
  }

  private drawLoop(): void {
    const seconds = (at: number | null) => (at === null ? null : this.seeker.seconds(at));
    this.line.showLoop(seconds(this.loop.from), seconds(this.loop.to));
  }

  private keep(): void {
    if (!this.keeper) return;
    this.video.pause();
    const number = this.seeker.shown + 1;
    this.say("keeping", number);
    void this.keeper.keep(number).then(
      () => this.say("kept", number),
      (error: Error) => (this.status.textContent = error.message || words(this.figure, "failed")),
    );
  }

  /** What a key does; `false` for keys that mean nothing here. */
  press(key: string): boolean {
    const keys: Record<string, () => void> = {
      ",": () => this.step(-1),
      ArrowLeft: () => this.step(-1),
      ".": () => this.step(1),
      ArrowRight: () => this.step(1),
      " ": () => this.toggle(),
      k: () => this.stop(),
      l: () => this.forward(),
      j: () => this.backward(),
      i: () => this.setLoop("from"),
      o: () => this.setLoop("to"),
      "+": () => this.change(1),
      "-": () => this.change(-1),
      s: () => this.keep(),
      z: () => this.view.closer(1),
      Z: () => this.view.closer(-1),
      r: () => this.view.rotate(),
      f: () => this.view.flip(),
      Home: () => this.seeker.goTo(this.loop.from ?? 0),
      End: () => this.seeker.goTo(this.loop.to ?? Infinity),
    };
    const act = keys[key] ?? keys[key.toLowerCase()];
    act?.();
    return act !== undefined;
  }
}

async function load(address: string): Promise<FrameTimes | null> {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  return answer.ok ? FrameTimes.read((await answer.json()) as FrameJson) : null;
}

/** A kept frame is looked at where the recording is, and becomes the picture to draw on. */
function looksAtKept(figure: HTMLElement): void {
  figure.parentElement?.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>(`[data-shows="${figure.id}"] a[data-picture]`);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const [label, picture] = [link.textContent ?? "", link.dataset.picture ?? ""];
    const choice = document.querySelector<HTMLSelectElement>("select[name=drawn_on]");
    if (choice) {
      if (![...choice.options].some((option) => option.value === picture)) choice.add(new Option(label, picture));
      choice.value = picture;
      choice.dispatchEvent(new Event("change", { bubbles: true }));
    }
    figure.dispatchEvent(new CustomEvent("cairn:look", { detail: { label, picture, src: link.href, kind: "image" } }));
    figure.scrollIntoView({ block: "nearest" });
  });
}

export function start(figure: HTMLElement): void {
  const stage = figure.querySelector<HTMLElement>(".media__stage");
  if (!stage) throw new Error("player needs a stage");
  const keeper = figure.dataset.keep ? new Keeper(figure.dataset.keep, `${figure.id}-kept`) : null;
  let table: Promise<FrameTimes | null> | undefined;
  let player: Player | null = null;
  let current: HTMLVideoElement | null = null;

  const find = async (): Promise<void> => {
    const video = stage.querySelector("video");
    if (video === current) return;
    player?.root.remove();
    player = null;
    current = video;
    delete figure.dataset.frame;
    if (!video) return;
    table ??= figure.dataset.frames ? load(figure.dataset.frames).catch(() => null) : Promise.resolve(null);
    const times = await table;
    if (video !== current) return;
    player = new Player(figure, video, times, times && keeper);
    (stage.closest(".annotate") ?? stage).after(player.root);
    player.root.focus({ preventScroll: true });
  };
  // The recording comes when somebody chooses to look, and goes when everything is covered.
  new MutationObserver(() => void find()).observe(stage, { childList: true });
  void find();
  looksAtKept(figure);

  figure.addEventListener("keydown", (event) => {
    if (!player || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as HTMLElement;
    if (target.matches("select, textarea, input:not([type=range])")) return;
    // A button keeps its own space bar, a slider of the picture its arrows.
    if (event.key === " " && target.matches("button, summary, a")) return;
    if (event.key.startsWith("Arrow") && target.closest(".player__slider")) return;
    if (player.press(event.key)) event.preventDefault();
  });
}
