// The plainest notation of coordinates, for the pin to follow while somebody types. Everything else
// the server reads; here an unknown notation is simply not drawn yet.
import type { LonLat } from "../geometry/sphere.ts";

const DECIMAL = /^\s*([+-]?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*$/;

/** `34.5281, 69.1723` → [longitude, latitude]; nothing if it is written otherwise or off the globe. */
export function readPoint(text: string): LonLat | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [lat, lon] = [Number(match[1]), Number(match[2])];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lon, lat] : null;
}

/** 5 decimals are about a metre: finer than anyone clicks. */
export function writePoint([lon, lat]: LonLat): string {
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
}
