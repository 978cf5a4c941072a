// A day of the sun as the server computed it, and what lies between its positions.

import { normalBearing } from "./sphere.ts";

/** As `GET /projects/{code}/sun` answers. Degrees, and milliseconds of Unix time. */
export interface SunDay {
  zone: string;
  light: "rises_or_sets" | "up_all_day" | "down_all_day";
  start_ms: number;
  step_s: number;
  azimuth_deg: number[];
  elevation_deg: number[];
  sunrises_ms: number[];
  sunsets_ms: number[];
}

export interface Sun {
  /** From true north, 0..360. */
  azimuth: number;
  /** Above the horizon, as seen through the air. */
  elevation: number;
}

/** How many minutes the day has: not always 1440. */
export function minutesOf(day: SunDay): number {
  return (day.azimuth_deg.length * day.step_s) / 60;
}

/** The sun some minutes after the day began; the last position holds to the end. */
export function sunAfter(day: SunDay, minutes: number): Sun {
  const last = day.azimuth_deg.length - 1;
  const at = Math.min(Math.max((minutes * 60) / day.step_s, 0), last);
  const [before, part] = [Math.floor(at), at - Math.floor(at)];
  const after = Math.min(before + 1, last);
  const value = (list: number[], index: number) => list[index] ?? 0;
  // The shorter way round: from 359° to 1° is 2°.
  const turn = normalBearing(value(day.azimuth_deg, after) - value(day.azimuth_deg, before) + 180) - 180;
  const rise = value(day.elevation_deg, after) - value(day.elevation_deg, before);
  return {
    azimuth: normalBearing(value(day.azimuth_deg, before) + part * turn),
    elevation: value(day.elevation_deg, before) + part * rise,
  };
}

/** The length of a shadow on level ground by the height of what throws it; nothing when the sun is down. */
export function shadowRatio(elevation: number): number | null {
  return elevation > 0 ? 1 / Math.tan((elevation * Math.PI) / 180) : null;
}

/** The stretches of the day during which the sun is up, as positions of it. */
export function upStretches(day: SunDay): Sun[][] {
  const stretches: Sun[][] = [];
  let isUp = false;
  day.elevation_deg.forEach((elevation, index) => {
    if (elevation > 0) {
      if (!isUp) stretches.push([]);
      stretches.at(-1)?.push({ azimuth: day.azimuth_deg[index] ?? 0, elevation });
    }
    isUp = elevation > 0;
  });
  return stretches;
}

/** The sun at every full hour of the day while it is up, with the hours since the day began. */
export function hourMarks(day: SunDay): { hours: number; sun: Sun }[] {
  const count = Math.floor(minutesOf(day) / 60);
  const marks = Array.from({ length: count }, (_, hours) => ({ hours, sun: sunAfter(day, hours * 60) }));
  return marks.filter((mark) => mark.sun.elevation > 0);
}

const WAYS = ["away", "away-right", "right", "near-right", "near", "near-left", "left", "away-left"] as const;

/** Which way a direction on the ground points in a picture taken towards `bearing`. */
export function seenAs(bearing: number, direction: number): (typeof WAYS)[number] {
  return WAYS[Math.round(normalBearing(direction - bearing) / 45) % 8] ?? "away";
}
