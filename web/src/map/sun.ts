// The sun through a day over the pin: where it rises and sets, the way it goes over the sky as seen
// from above, where it is now, and which way shadows fall in what the camera sees.
import { type GeoJSONSource, type Map as MapLibre, Marker } from "maplibre-gl";
import type { Feature, FeatureCollection, Geometry } from "geojson";

import { type LonLat, circleRing, destination } from "../geometry/sphere.ts";
import { type Sun, type SunDay, hourMarks, upStretches } from "../geometry/sun-day.ts";
import { make } from "../island.ts";
import { NOTHING, token } from "./look.ts";
import { SUN_PX, type Spot } from "./pin.ts";

/** What the panel under the map says is to be shown. */
export interface SunShown {
  day: SunDay;
  sun: Sun;
  /** How wide the camera sees, in degrees. */
  viewDeg: number;
}

declare global {
  interface HTMLElementEventMap {
    "cairn:sun": CustomEvent<SunShown | null>;
  }
}

/** Shadows in the cone: where they start, as parts of its length and of its width, and how long they are. */
const SHADOWS: [along: number, across: number][] = [[0.45, 0], [0.8, -0.28], [0.8, 0.28]];
const SHADOW_PX = 26;
const CONE_PX = 96;
/** Below this many pixels from the last one an hour is not named. */
const HOUR_GAP_PX = 17;

const shape = (part: string, geometry: Geometry): Feature => ({ type: "Feature", properties: { part }, geometry });
const line = (part: string, coordinates: LonLat[]) => shape(part, { type: "LineString", coordinates });

/** The sky as a disc, the zenith on the pin: a sun's place on it. */
function onSky(at: LonLat, sun: Sun, perPixel: number): LonLat {
  const fromZenith = Math.cos((Math.max(sun.elevation, 0) * Math.PI) / 180);
  return destination(at, sun.azimuth, SUN_PX * perPixel * fromZenith);
}

function drawn({ at, bearing }: Spot, { day, sun, viewDeg }: SunShown, perPixel: number): FeatureCollection {
  const horizon = (azimuth: number) => destination(at, azimuth, SUN_PX * perPixel);
  const features = [line("sun-horizon", circleRing(at, SUN_PX * perPixel))];
  for (const stretch of upStretches(day)) {
    features.push(line("sun-path", stretch.map((one) => onSky(at, one, perPixel))));
    for (const end of [stretch.at(0), stretch.at(-1)]) {
      // A sun that is up at midnight neither rose nor set there.
      if (end && end.elevation < 1) features.push(line("sun-ends", [at, horizon(end.azimuth)]));
    }
  }
  for (const mark of hourMarks(day)) features.push(shape("sun-hours", { type: "Point", coordinates: onSky(at, mark.sun, perPixel) }));
  if (sun.elevation <= 0) return { type: "FeatureCollection", features };
  features.push(shape("sun-now", { type: "Point", coordinates: onSky(at, sun, perPixel) }));
  if (bearing !== null) {
    for (const [along, across] of SHADOWS) {
      const foot = destination(at, bearing + across * viewDeg, along * CONE_PX * perPixel);
      features.push(line("cone-shadow", [foot, destination(foot, sun.azimuth + 180, SHADOW_PX * perPixel)]));
    }
  }
  return { type: "FeatureCollection", features };
}

function addLayers(map: MapLibre): void {
  map.addSource("sun-day", { type: "geojson", data: NOTHING });
  const of = (part: string) => ["==", ["get", "part"], part] as ["==", ["get", string], string];
  const edge = (id: string, color: string, width: number, opacity: number) =>
    map.addLayer({ id, type: "line", source: "sun-day", filter: of(id), paint: { "line-color": token(color), "line-width": width, "line-opacity": opacity } });
  const dot = (id: string, radius: number) =>
    map.addLayer({ id, type: "circle", source: "sun-day", filter: of(id), paint: { "circle-radius": radius, "circle-color": token("--map-sun"), "circle-stroke-width": 1, "circle-stroke-color": token("--surface") } });
  edge("sun-horizon", "--map-sun", 1, 0.5);
  edge("sun-ends", "--map-sun", 1, 0.5);
  edge("sun-path", "--map-sun", 1.6, 1);
  edge("cone-shadow", "--map-shadow", 2.5, 1);
  dot("sun-hours", 2.5);
  dot("sun-now", 7);
}

/** Follows a pin and the panel under the map. */
export class SunOverPin {
  private shown: SunShown | null = null;
  private hours: { marker: Marker; sun: Sun }[] = [];
  private last: { spot: Spot | null; perPixel: number } = { spot: null, perPixel: 1 };

  constructor(
    private readonly map: MapLibre,
    element: HTMLElement,
    redraw: () => void,
  ) {
    addLayers(map);
    element.addEventListener("cairn:sun", (event) => {
      this.show(event.detail);
      redraw();
    });
    // The panel may have started before the map did.
    element.dispatchEvent(new Event("cairn:map"));
  }

  /** The spot with the panel's sun in place of the page's. */
  over(spot: Spot | null): Spot | null {
    if (!spot || !this.shown) return spot;
    const { sun, viewDeg } = this.shown;
    return { ...spot, viewDeg, sunAzimuth: sun.azimuth, sunElevation: sun.elevation };
  }

  draw(spot: Spot | null, perPixel: number): void {
    this.last = { spot, perPixel };
    const source = this.map.getSource("sun-day") as GeoJSONSource;
    source.setData(spot && this.shown ? drawn(spot, this.shown, perPixel) : NOTHING);
    this.placeHours();
  }

  private show(shown: SunShown | null): void {
    const isNewDay = shown?.day !== this.shown?.day;
    this.shown = shown;
    if (!isNewDay) return;
    for (const { marker } of this.hours) marker.remove();
    const label = (hours: number) => {
      const made = make("div", "map__label map__label--hour", String(hours));
      made.setAttribute("aria-hidden", "true");
      return new Marker({ element: made });
    };
    this.hours = shown ? hourMarks(shown.day).map((mark) => ({ marker: label(mark.hours), sun: mark.sun })) : [];
  }

  /** Names the hours just outside the path, those that have room. */
  private placeHours(): void {
    const { spot, perPixel } = this.last;
    let before: { x: number; y: number } | null = null;
    for (const { marker, sun } of this.hours) {
      if (!spot) {
        marker.remove();
        continue;
      }
      const dot = onSky(spot.at, sun, perPixel);
      const at = destination(dot, sun.azimuth, 11 * perPixel);
      const { x, y } = this.map.project(at);
      const hasRoom = before === null || Math.hypot(x - before.x, y - before.y) >= HOUR_GAP_PX;
      if (!hasRoom) {
        marker.remove();
        continue;
      }
      before = { x, y };
      marker.setLngLat(at).addTo(this.map);
    }
  }
}
