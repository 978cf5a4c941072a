// How one picture lies over another, and which moment of one recording belongs to which of another.

/** Row by row: where a point of the newer picture lies in the older, both in fractions. */
export type Homography = readonly (readonly number[])[];

export interface Stretch {
  from_s: number;
  to_s: number;
  other_from_s: number;
  other_to_s: number;
  speed: number;
}

/** The CSS `matrix3d` that lays an element of the size of the stage, showing the newer picture, over
 * the older: the same map in pixels, filled up with a depth that nothing uses. */
export function matrix(map: Homography, width: number, height: number): string {
  const at = (row: number, column: number): number => map[row]?.[column] ?? (row === column ? 1 : 0);
  const [w, h] = [width, height];
  const rows = [
    [at(0, 0), (at(0, 1) * w) / h, 0, at(0, 2) * w],
    [(at(1, 0) * h) / w, at(1, 1), 0, at(1, 2) * h],
    [0, 0, 1, 0],
    [at(2, 0) / w, at(2, 1) / h, 0, at(2, 2)],
  ];
  // CSS wants columns.
  const columns = [0, 1, 2, 3].flatMap((column) => rows.map((row) => row[column] ?? 0));
  return `matrix3d(${columns.map((entry) => Number(entry.toFixed(10))).join(",")})`;
}

/** The second of the older recording that shows what the newer shows at `t`; outside of every
 * stretch, as the nearest one would have it. */
export function otherTime(stretches: readonly Stretch[], t: number): number {
  const away = (one: Stretch): number => Math.max(one.from_s - t, t - one.to_s, 0);
  const best = [...stretches].sort((a, b) => away(a) - away(b))[0];
  return best ? Math.max(0, best.other_from_s + (t - best.from_s) * best.speed) : t;
}
