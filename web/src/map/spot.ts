// A spot as the page's attributes say it, and bringing it into view.
import { LngLatBounds, type Map as MapLibre } from "maplibre-gl";

import { type LonLat, circleRing, normalBearing } from "../geometry/sphere.ts";
import { prefersLessMotion } from "../island.ts";
import { readPoint } from "../reading/point.ts";
import type { Spot } from "./pin.ts";

/** The base map is coarse: closer than this it has nothing more to show. */
const CLOSEST = 11;

/** A camera whose angle nobody knows is drawn as a phone's. */
const USUAL_VIEW_DEG = 60;

/** A number from an attribute or a field, or nothing. */
export function readNumber(text: string | null | undefined): number | null {
  const value = text?.trim() ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

/** A bearing as 0..360, or nothing. */
export function readBearing(text: string | null | undefined): number | null {
  const value = readNumber(text);
  return value === null ? null : normalBearing(value);
}

/** What the page says besides the place itself. */
export function shownAround(element: HTMLElement): Omit<Spot, "at"> {
  const { dataset } = element;
  return {
    precisionM: readNumber(dataset.precisionM),
    bearing: readBearing(dataset.bearing),
    viewDeg: readNumber(dataset.viewDeg) ?? USUAL_VIEW_DEG,
    sunAzimuth: readNumber(dataset.sunAzimuth),
    sunElevation: readNumber(dataset.sunElevation),
  };
}

export function shownSpot(element: HTMLElement): Spot | null {
  const [lat, lon] = [readNumber(element.dataset.lat), readNumber(element.dataset.lon)];
  return lat === null || lon === null ? null : { at: [lon, lat], ...shownAround(element) };
}

/**
 * The place that a field names: as it is typed or, in a notation that only the server reads, as the
 * server read it. An incident's place is not a camera's, so the page says whether it has one.
 */
export function placeIn(element: HTMLElement, field: { value: string; defaultValue: string }): LonLat | null {
  const isAsRead = field.value === field.defaultValue && element.dataset.placed === "true";
  return readPoint(field.value) ?? (isAsRead ? (shownSpot(element)?.at ?? null) : null);
}

/** Moves the view so that the whole circle is in it. */
export function lookAt(map: MapLibre, spot: Spot): void {
  const bounds = new LngLatBounds();
  for (const at of circleRing(spot.at, Math.max(spot.precisionM ?? 0, 50), 16)) bounds.extend(at as LonLat);
  map.fitBounds(bounds, { padding: 96, maxZoom: CLOSEST, duration: prefersLessMotion() ? 0 : 120 });
}
