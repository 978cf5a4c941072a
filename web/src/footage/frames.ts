// When each frame of a recording is on screen. Phones record at a rate that varies, so a frame is
// reached by aiming at its middle and named by its time stamp, never by multiplying a rate.

/** As the server sends it: times as steps from one frame to the next, in ticks. */
export interface FrameJson {
  tick: [number, number];
  origin: number;
  end: number;
  interlaced: boolean;
  pts: number[];
  keys: number[];
}

export class FrameTimes {
  readonly keys: readonly number[];
  readonly isInterlaced: boolean;
  private readonly ticks: Float64Array;
  private readonly secondsPerTick: number;
  private readonly origin: number;

  /** `null` for a recording whose frames could not be told apart. */
  static read(json: FrameJson): FrameTimes | null {
    return json.pts.length > 0 ? new FrameTimes(json) : null;
  }

  private constructor(json: FrameJson) {
    this.secondsPerTick = json.tick[0] / json.tick[1];
    this.origin = json.origin;
    this.keys = json.keys;
    this.isInterlaced = json.interlaced;
    this.ticks = new Float64Array(json.pts.length + 1);
    let ticks = 0;
    json.pts.forEach((step, index) => (this.ticks[index] = ticks += step));
    this.ticks[json.pts.length] = json.end;
  }

  get count(): number {
    return this.ticks.length - 1;
  }

  /** The time stamp of a frame in ticks of the original's clock. */
  pts(index: number): number {
    return this.ticks[index] ?? NaN;
  }

  /** When a frame appears in the playable copy, in seconds; at `count`, when the last one goes. */
  at(index: number): number {
    return (this.pts(index) - this.origin) * this.secondsPerTick;
  }

  /** A moment at which nothing but this frame is on screen, at some part of the time that it is. */
  within(index: number, part: number): number {
    return this.at(index) + (this.at(index + 1) - this.at(index)) * part;
  }

  /** The frame on screen at a moment of the copy. */
  indexAt(seconds: number): number {
    let [low, high] = [0, this.count - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.at(middle) <= seconds) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The frame that a player says it has put on screen: its time comes back slightly rounded. */
  indexOf(mediaTime: number): number {
    const index = this.indexAt(mediaTime);
    const next = Math.min(index + 1, this.count - 1);
    return Math.abs(this.at(next) - mediaTime) < Math.abs(this.at(index) - mediaTime) ? next : index;
  }

  /** Hours, minutes, seconds, and the number of the frame within its second. */
  timecode(index: number): string {
    const second = Math.floor(this.at(index) + 1e-6);
    let first = this.indexAt(second);
    if (this.at(first) + 1e-6 < second) first += 1;
    return [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60, index - first]
      .map((part) => String(part).padStart(2, "0"))
      .join(":");
  }
}

/** `0:16.480`, `1:02:03.000`. */
export function clock(seconds: number): string {
  const ms = Math.max(0, Math.round(seconds * 1000));
  const [hours, minutes] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60];
  const rest = ((ms % 60_000) / 1000).toFixed(3).padStart(6, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}
