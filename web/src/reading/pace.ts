// How long a transfer will still take, from what has gone through lately.

interface Sample {
  atMs: number;
  bytes: number;
}

/** Watches a transfer; only the last ten seconds count, because lines change. */
export class Pace {
  private samples: Sample[] = [];

  static readonly WINDOW_MS = 10_000;

  /** Notes that `bytes` have gone through by `atMs`. */
  note(bytes: number, atMs: number): void {
    this.samples.push({ atMs, bytes });
    while (this.samples.length > 2 && atMs - (this.samples[0]?.atMs ?? atMs) > Pace.WINDOW_MS) {
      this.samples.shift();
    }
  }

  /** Seconds until `total`, or nothing before there is anything to go by. */
  secondsLeft(total: number): number | null {
    const first = this.samples[0];
    const last = this.samples[this.samples.length - 1];
    if (!first || !last || last.atMs - first.atMs < 1_000 || last.bytes <= first.bytes) return null;
    const perMs = (last.bytes - first.bytes) / (last.atMs - first.atMs);
    return (total - last.bytes) / perMs / 1_000;
  }
}
