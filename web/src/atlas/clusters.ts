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
  rows: number[];
  /** Of a single one, in units of the drawing. */
  radius: number;
}

/** What is seen of the drawing: left, top, width. */
export interface Window {
  x: number;
  y: number;
  width: number;
}

/** As wide as a mark with a number in it, in parts of what is seen. */
const CELL = 1 / 22;

interface Points {
  lat: ArrayLike<number>;
  lon: ArrayLike<number>;
  radius: ArrayLike<number>;
}

const NOWHERE = -2147483648;

export function marks(points: Points, found: number[], plane: Plane, seen: Window): Mark[] {
  const cell = seen.width * CELL;
  const height = (seen.width * plane.height) / plane.width;
  const cells = new Map<string, Mark>();
  for (const row of found) {
    const [lat, lon] = [points.lat[row] ?? NOWHERE, points.lon[row] ?? NOWHERE];
    if (lat === NOWHERE) continue;
    const x = plane.width / 2 + (lon / 1e6 - plane.lon) * plane.x;
    const y = plane.height / 2 + (plane.lat - lat / 1e6) * plane.y;
    if (x < seen.x || y < seen.y || x > seen.x + seen.width || y > seen.y + height) continue;
    // The grid stands still while the drawing is moved, so that marks do not jump.
    const key = `${Math.floor(x / cell)}/${Math.floor(y / cell)}`;
    const held = cells.get(key);
    const radius = (points.radius[row] ?? 0) * 10 * plane.metre;
    if (!held) {
      cells.set(key, { x, y, rows: [row], radius });
      continue;
    }
    const count = held.rows.push(row);
    held.x += (x - held.x) / count;
    held.y += (y - held.y) / count;
    held.radius = Math.max(held.radius, radius);
  }
  return [...cells.values()];
}
