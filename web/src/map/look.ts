// How the map looks: the base layers, painted from the page's own tokens in light and dark.
import type { Map as MapLibre, StyleSpecification } from "maplibre-gl";
import type { FeatureCollection, Geometry } from "geojson";

import type { BaseMap } from "./geo.ts";

/** A colour from the stylesheet, as it is now. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

export const NOTHING: FeatureCollection<Geometry> = { type: "FeatureCollection", features: [] };

const source = (data: FeatureCollection<Geometry> | Geometry) =>
  ({ type: "geojson", data }) as StyleSpecification["sources"][string];

export function style(base: BaseMap): StyleSpecification {
  return {
    version: 8,
    sources: {
      countries: source(base.countries as FeatureCollection<Geometry>),
      borders: source(base.borders),
      provinces: source(base.provinces as FeatureCollection<Geometry>),
      "province-border": source(base.provinceBorder),
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": token("--map-sea") } },
      { id: "land", type: "fill", source: "countries", paint: { "fill-color": token("--map-land") } },
      { id: "borders", type: "line", source: "borders", paint: { "line-color": token("--map-border"), "line-width": 0.8 } },
      { id: "focus", type: "fill", source: "provinces", paint: { "fill-color": token("--map-focus") } },
      {
        id: "provinces",
        type: "line",
        source: "provinces",
        minzoom: 3.5,
        paint: { "line-color": token("--map-province"), "line-width": ["interpolate", ["linear"], ["zoom"], 4, 0.6, 9, 1.4] },
      },
      {
        id: "province-border",
        type: "line",
        source: "province-border",
        paint: { "line-color": token("--map-border"), "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.8, 8, 1.6] },
      },
    ],
  };
}

/** Which token paints what; layers that a map does not have are passed over. */
const PAINT: [layer: string, property: string, name: string][] = [
  ["sea", "background-color", "--map-sea"],
  ["land", "fill-color", "--map-land"],
  ["borders", "line-color", "--map-border"],
  ["focus", "fill-color", "--map-focus"],
  ["provinces", "line-color", "--map-province"],
  ["province-border", "line-color", "--map-border"],
  ["boundaries", "line-color", "--map-label"],
  ["graticule", "line-color", "--map-province"],
  ["uncertainty", "fill-color", "--map-point"],
  ["uncertainty-line", "line-color", "--map-point"],
  ["points", "circle-color", "--map-point"],
  ["points", "circle-stroke-color", "--surface"],
  ["circle", "fill-color", "--map-point"],
  ["circle-line", "line-color", "--map-point"],
  ["cone", "fill-color", "--map-point"],
  ["cone-line", "line-color", "--map-point"],
  ["features-point", "circle-stroke-color", "--surface"],
  ["sun", "line-color", "--map-sun"],
  ["shadow", "line-color", "--map-shadow"],
  ["sun-horizon", "line-color", "--map-sun"],
  ["sun-ends", "line-color", "--map-sun"],
  ["sun-path", "line-color", "--map-sun"],
  ["sun-hours", "circle-color", "--map-sun"],
  ["sun-now", "circle-color", "--map-sun"],
  ["ruler", "line-color", "--map-shadow"],
  ["ruler-ends", "circle-color", "--map-shadow"],
  ["band", "fill-color", "--map-sun"],
  ["band-line", "line-color", "--map-sun"],
  ["cone-shadow", "line-color", "--map-shadow"],
];

/** Repaints when the reader changes the theme, or the device does. */
export function followTheme(map: MapLibre): void {
  const repaint = () => {
    for (const [layer, property, name] of PAINT) {
      if (map.getLayer(layer)) map.setPaintProperty(layer, property as "fill-color", token(name));
    }
  };
  document.addEventListener("cairn:theme", repaint);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
}
