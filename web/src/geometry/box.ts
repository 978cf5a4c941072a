// Boxes on a frame, as fractions of its width and height: what `FrameBox` holds on the server.

export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface Spot {
  x: number;
  y: number;
}

/** Smaller than this (a fraction of the frame) is a slip of the hand, not a box. */
export const SMALLEST = 0.01;

const within = (value: number, most: number) => Math.min(Math.max(value, 0), most);
const rounded = (value: number) => Math.round(value * 1e4) / 1e4;

/** The box between two spots in pixels, in any order, clipped to the frame; 4 decimals. */
export function boxBetween(from: Spot, to: Spot, width: number, height: number): Box {
  const [x1, x2] = [within(from.x, width) / width, within(to.x, width) / width];
  const [y1, y2] = [within(from.y, height) / height, within(to.y, height) / height];
  const [x, y] = [rounded(Math.min(x1, x2)), rounded(Math.min(y1, y2))];
  // Widths come from the rounded edges, so that x + w never leaves the frame.
  return { x, y, w: rounded(rounded(Math.max(x1, x2)) - x), h: rounded(rounded(Math.max(y1, y2)) - y) };
}

export function isBox(box: Box): boolean {
  return box.w >= SMALLEST && box.h >= SMALLEST;
}

/** Four texts from the form's inputs as a box, or nothing if they are not one. */
export function readBox(x: string, y: string, w: string, h: string): Box | null {
  if ([x, y, w, h].some((text) => text.trim() === "")) return null;
  const box = { x: Number(x), y: Number(y), w: Number(w), h: Number(h) };
  const finite = Object.values(box).every(Number.isFinite);
  const inside = box.x >= 0 && box.y >= 0 && box.x + box.w <= 1.0001 && box.y + box.h <= 1.0001;
  return finite && inside && box.w > 0 && box.h > 0 ? box : null;
}
