// One place: the pin, the circle within which it lies, what the camera saw, and the sun.
import { type GeoJSONSource, type Map as MapLibre, Marker } from "maplibre-gl";
import type { Feature, FeatureCollection, Geometry } from "geojson";

import { type LonLat, circleRing, coneRing, destination, metresPerPixel } from "../geometry/sphere.ts";
import { make, words } from "../island.ts";
import { NOTHING, token } from "./look.ts";
import { SunOverPin } from "./sun.ts";

export interface Spot {
  at: LonLat;
  precisionM: number | null;
  bearing: number | null;
  viewDeg: number;
  sunAzimuth: number | null;
  /** Above the horizon; at or below it there is no shadow. */
  sunElevation: number | null;
}

/** Lengths on screen: a direction has no length in the world. */
const CONE_PX = 96;
export const SUN_PX = 120;

const shape = (part: string, geometry: Geometry): Feature => ({ type: "Feature", properties: { part }, geometry });
const polygon = (part: string, ring: LonLat[]) => shape(part, { type: "Polygon", coordinates: [ring] });
const line = (part: string, to: LonLat[]) => shape(part, { type: "LineString", coordinates: to });

function drawn(spot: Spot, perPixel: number): FeatureCollection {
  const features: Feature[] = [];
  if (spot.precisionM) features.push(polygon("circle", circleRing(spot.at, spot.precisionM)));
  if (spot.bearing !== null) features.push(polygon("cone", coneRing(spot.at, spot.bearing, spot.viewDeg, CONE_PX * perPixel)));
  if (hasSun(spot)) {
    features.push(line("sun", [spot.at, destination(spot.at, spot.sunAzimuth, SUN_PX * perPixel)]));
    features.push(line("shadow", [spot.at, destination(spot.at, spot.sunAzimuth + 180, SUN_PX * perPixel)]));
  }
  return { type: "FeatureCollection", features };
}

function hasSun(spot: Spot): spot is Spot & { sunAzimuth: number } {
  return spot.sunAzimuth !== null && (spot.sunElevation ?? 1) > 0;
}

function addLayers(map: MapLibre): void {
  map.addSource("spot", { type: "geojson", data: NOTHING });
  const fill = (id: string, opacity: number) =>
    map.addLayer({
      id,
      type: "fill",
      source: "spot",
      filter: ["==", ["get", "part"], id],
      paint: { "fill-color": token("--map-point"), "fill-opacity": opacity },
    });
  const edge = (id: string, part: string, color: string, width: number, dash?: number[]) =>
    map.addLayer({
      id,
      type: "line",
      source: "spot",
      filter: ["==", ["get", "part"], part],
      paint: { "line-color": token(color), "line-width": width, ...(dash ? { "line-dasharray": dash } : {}) },
    });
  fill("circle", 0.12);
  edge("circle-line", "circle", "--map-point", 1.2);
  fill("cone", 0.28);
  edge("cone-line", "cone", "--map-point", 1);
  edge("sun", "sun", "--map-sun", 2);
  edge("shadow", "shadow", "--map-shadow", 2, [2, 1.5]);
}

/** Draws a spot and follows it; `update(null)` takes it away. */
export class Pin {
  private readonly marker: Marker;
  private readonly sun: Marker;
  private readonly shadow: Marker;
  private readonly day: SunOverPin;
  private spot: Spot | null = null;

  constructor(
    private readonly map: MapLibre,
    element: HTMLElement,
    onMove: ((at: LonLat) => void) | null,
  ) {
    addLayers(map);
    const label = (text: string) => new Marker({ element: make("div", "map__label map__label--line", text) });
    this.sun = label(words(element, "sun"));
    this.shadow = label(words(element, "shadow"));
    this.marker = new Marker({ element: make("div", onMove ? "map__pin" : "map__pin map__pin--fixed"), draggable: onMove !== null });
    if (onMove) {
      const moved = () => {
        const { lng, lat } = this.marker.getLngLat().wrap();
        onMove([lng, lat]);
      };
      this.marker.on("drag", moved);
      this.marker.on("dragend", moved);
    }
    map.on("zoom", () => this.draw());
    this.day = new SunOverPin(map, element, () => this.draw());
  }

  update(spot: Spot | null): void {
    this.spot = spot;
    if (spot) this.marker.setLngLat(spot.at).addTo(this.map);
    else this.marker.remove();
    this.draw();
  }

  private draw(): void {
    const source = this.map.getSource("spot") as GeoJSONSource;
    // The panel may speak up while this is being made.
    const spot = this.day?.over(this.spot) ?? this.spot;
    const perPixel = metresPerPixel(spot?.at[1] ?? 0, this.map.getZoom());
    this.day?.draw(spot, perPixel);
    source.setData(spot ? drawn(spot, perPixel) : NOTHING);
    for (const [marker, turn] of [[this.sun, 0], [this.shadow, 180]] as const) {
      if (!spot || !hasSun(spot)) marker.remove();
      else marker.setLngLat(destination(spot.at, spot.sunAzimuth + turn, (SUN_PX + 14) * perPixel)).addTo(this.map);
    }
  }
}
