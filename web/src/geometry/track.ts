// Where a region is over time, as the form holds it: one keyframe a line, the second and then left,
// top, width and height in percent of the picture. A still has one line without a second.
import type { Box } from "./box.ts";

export interface Key {
  t: number;
  box: Box;
}

/** Closer than this in seconds is the same moment: half a frame at 60 a second. */
export const SAME_S = 0.008;

const number = (value: number, digits: number) => String(Number(value.toFixed(digits)));

/** The keyframes of a text in the order of time; lines that cannot be read are left to the server. */
export function readTrack(text: string): Key[] {
  const keys = text.split("\n").flatMap((line) => {
    const numbers = line.split(/[\s,;]+/).filter(Boolean).map(Number);
    if (numbers.some((one) => !Number.isFinite(one))) return [];
    const [t = 0, x = 0, y = 0, w = 0, h = 0] = numbers.length === 4 ? [0, ...numbers] : numbers;
    if (numbers.length !== 4 && numbers.length !== 5) return [];
    return [{ t, box: { x: x / 100, y: y / 100, w: w / 100, h: h / 100 } }];
  });
  return keys.sort((a, b) => a.t - b.t);
}

export function writeTrack(keys: Key[], moves: boolean): string {
  const line = ({ t, box }: Key) => {
    const place = [box.x, box.y, box.w, box.h].map((share) => number(share * 100, 2)).join(" ");
    return moves ? `${number(t, 3)} ${place}` : place;
  };
  return keys.map(line).join("\n");
}

/** The box at a moment: on the straight line between keyframes, at rest before and after. */
export function placeAt(keys: Key[], t: number): Box | null {
  const next = keys.findIndex((key) => key.t > t);
  const before = next < 0 ? keys.at(-1) : keys[next - 1];
  const after = keys[next];
  if (!before || !after) return (before ?? after)?.box ?? null;
  const part = (t - before.t) / (after.t - before.t);
  const mix = (side: keyof Box) => before.box[side] + (after.box[side] - before.box[side]) * part;
  return { x: mix("x"), y: mix("y"), w: mix("w"), h: mix("h") };
}

/** The keyframes with one more, or with the one of that moment replaced. */
export function withKey(keys: Key[], t: number, box: Box): Key[] {
  const others = keys.filter((key) => Math.abs(key.t - t) > SAME_S);
  return [...others, { t, box }].sort((a, b) => a.t - b.t);
}

export function withoutKey(keys: Key[], t: number): Key[] {
  return keys.filter((key) => Math.abs(key.t - t) > SAME_S);
}

/** The box moved and resized by fractions of the picture, kept inside it. */
export function nudged(box: Box, by: Partial<Box>): Box {
  const w = Math.min(Math.max(box.w + (by.w ?? 0), 0.005), 1);
  const h = Math.min(Math.max(box.h + (by.h ?? 0), 0.005), 1);
  const x = Math.min(Math.max(box.x + (by.x ?? 0), 0), 1 - w);
  const y = Math.min(Math.max(box.y + (by.y ?? 0), 0), 1 - h);
  return { x, y, w, h };
}
