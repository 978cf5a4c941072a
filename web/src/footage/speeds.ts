// How fast a recording is played.

export const SPEEDS = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4] as const;

export class Speeds {
  private at: number = SPEEDS.indexOf(1);

  get now(): number {
    return SPEEDS[this.at] ?? 1;
  }

  /** Faster or slower by some steps; gives the speed that it is now. */
  change(steps: number): number {
    this.at = Math.min(SPEEDS.length - 1, Math.max(0, this.at + steps));
    return this.now;
  }

  choose(speed: number): number {
    const found = SPEEDS.findIndex((one) => one === speed);
    if (found >= 0) this.at = found;
    return this.now;
  }
}
