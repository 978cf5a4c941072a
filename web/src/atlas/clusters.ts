// Many points on a small drawing: those that would lie on each other are one mark with a number.

/** From degrees to the units of the server's drawing, and how many of them a metre is. */
export interface Plane {
  lon: number;
  lat: number;
  x: number;
  y: number;
  width: number;
  height: number;
  metre: number;
}

export interface Mark {
  x: number;
  y: number;
  count: number;
  /** Which it is, of a single one: `AFG-7K3QXM`. */
  id: string;
  /** Of a single one, in units of the drawing. */
  radius: number;
}

/** What is to be drawn of a part of the drawing. */
export type Marks = (plane: Plane, seen: Window) => Mark[] | Promise<Mark[]>;

/** What is seen of the drawing: left, top, width. */
export interface Window {
  x: number;
  y: number;
  width: number;
}

/** As many marks with a number in them find room beside each other. */
export const ACROSS = 22;
/** As wide as a mark with a number in it, in parts of what is seen. */
const CELL = 1 / ACROSS;

interface Points {
  lat: ArrayLike<number>;
  lon: ArrayLike<number>;
  radius: ArrayLike<number>;
}

const NOWHERE = -2147483648;

/** Where a place stands in the drawing. */
export function place(plane: Plane, lat: number, lon: number): [number, number] {
  return [plane.width / 2 + (lon - plane.lon) * plane.x, plane.height / 2 + (plane.lat - lat) * plane.y];
}

/** Marks of the rows that were found; `idOf` names a row. */
export function marks(points: Points, found: number[], idOf: (row: number) => string, plane: Plane, seen: Window): Mark[] {
  const cell = seen.width * CELL;
  const height = (seen.width * plane.height) / plane.width;
  const cells = new Map<string, Mark>();
  for (const row of found) {
    const [lat, lon] = [points.lat[row] ?? NOWHERE, points.lon[row] ?? NOWHERE];
    if (lat === NOWHERE) continue;
    const [x, y] = place(plane, lat / 1e6, lon / 1e6);
    if (x < seen.x || y < seen.y || x > seen.x + seen.width || y > seen.y + height) continue;
    // The grid stands still while the drawing is moved, so that marks do not jump.
    const key = `${Math.floor(x / cell)}/${Math.floor(y / cell)}`;
    const held = cells.get(key);
    const radius = (points.radius[row] ?? 0) * 10 * plane.metre;
    if (!held) {
      cells.set(key, { x, y, count: 1, id: idOf(row), radius });
      continue;
    }
    held.count += 1;
    held.x += (x - held.x) / held.count;
    held.y += (y - held.y) / held.count;
    held.radius = Math.max(held.radius, radius);
  }
  return [...cells.values()];
}
