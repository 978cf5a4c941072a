// What the server counts in each cell of what is seen, where there is more than a browser is sent one by one.
import { ACROSS, place, type Mark, type Marks, type Plane, type Window } from "./clusters.ts";

/** A drawing that is moved asks when it has come to rest. */
const REST_MS = 120;

interface Answer {
  cells: [lat: number, lon: number, incidents: number, radius: number, id: string | null][];
}

/** The part of the map that is seen, as the server is asked for it. */
export function windowOf(plane: Plane, seen: Window): URLSearchParams {
  const height = (seen.width * plane.height) / plane.width;
  const lon = (x: number) => plane.lon + (x - plane.width / 2) / plane.x;
  const lat = (y: number) => plane.lat - (y - plane.height / 2) / plane.y;
  const held = (degrees: number, most: number) => String(Math.min(most, Math.max(-most, degrees)));
  return new URLSearchParams({
    west: held(lon(seen.x), 180),
    south: held(lat(seen.y + height), 90),
    east: held(lon(seen.x + seen.width), 180),
    north: held(lat(seen.y), 90),
    across: String(ACROSS),
    down: String(Math.max(1, Math.round((ACROSS * plane.height) / plane.width))),
  });
}

export function marksOf(answer: Answer, plane: Plane): Mark[] {
  return answer.cells.map(([lat, lon, count, radius, id]) => {
    const [x, y] = place(plane, lat, lon);
    return { x, y, count, id: id ?? "", radius: radius * plane.metre };
  });
}

/** Marks of what a query finds; of several parts asked for one after the other, the last. */
export function cells(query: string): Marks {
  let running: AbortController | null = null;
  return async (plane, seen) => {
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    await new Promise((rested) => setTimeout(rested, REST_MS));
    signal.throwIfAborted();
    const asked = new URLSearchParams(query);
    for (const [name, value] of windowOf(plane, seen)) asked.set(name, value);
    const answer = await fetch(`/data/cells.json?${asked}`, { signal });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return marksOf((await answer.json()) as Answer, plane);
  };
}
