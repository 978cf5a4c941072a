// The graticule: drawn close by, where the base map has little else, with its degrees on the edge.
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import type { FeatureCollection } from "geojson";

import { type GraticuleLine, decimalsFor, graticule } from "../geometry/graticule.ts";
import { make } from "../island.ts";
import { NOTHING, token } from "./look.ts";

/** Farther away than this the provinces say enough. */
const FROM_ZOOM = 7.5;

function asFeatures(lines: GraticuleLine[]): FeatureCollection {
  const features = lines.map((line) => ({
    type: "Feature" as const,
    properties: {},
    geometry: { type: "LineString" as const, coordinates: line.ends },
  }));
  return { type: "FeatureCollection", features };
}

/** Degrees with a letter: the words of the field, the same in every language. */
function degreeWords(line: GraticuleLine, decimals: number): string {
  const letter = line.isMeridian ? (line.degrees < 0 ? "W" : "E") : line.degrees < 0 ? "S" : "N";
  return `${Math.abs(line.degrees).toFixed(decimals)}° ${letter}`;
}

function edgeLabel(map: MapLibre, line: GraticuleLine, decimals: number): HTMLElement {
  const label = make("span", line.isMeridian ? "map__degree map__degree--top" : "map__degree", degreeWords(line, decimals));
  const [, far] = line.ends;
  const at = map.project(line.isMeridian ? far : line.ends[0]);
  if (line.isMeridian) label.style.left = `${Math.round(at.x)}px`;
  else label.style.top = `${Math.round(at.y)}px`;
  return label;
}

export function addGraticule(map: MapLibre): void {
  const labels = make("div", "map__degrees");
  labels.setAttribute("aria-hidden", "true");
  map.getContainer().append(labels);
  map.addSource("graticule", { type: "geojson", data: NOTHING });
  map.addLayer(
    {
      id: "graticule",
      type: "line",
      source: "graticule",
      paint: { "line-color": token("--map-province"), "line-width": 0.7 },
    },
    "provinces",
  );
  const draw = () => {
    const source = map.getSource("graticule") as GeoJSONSource;
    const bounds = map.getBounds();
    const isNear = map.getZoom() >= FROM_ZOOM;
    const view = { west: bounds.getWest(), south: bounds.getSouth(), east: bounds.getEast(), north: bounds.getNorth() };
    const { step, lines } = isNear ? graticule(view) : { step: 1, lines: [] };
    source.setData(asFeatures(lines));
    // On a turned map the lines no longer meet the edges where the numbers would stand.
    const isUpright = Math.abs(map.getBearing()) < 0.5 && map.getPitch() < 0.5;
    labels.replaceChildren(...(isUpright ? lines.map((line) => edgeLabel(map, line, decimalsFor(step))) : []));
  };
  map.on("move", draw);
  map.on("resize", draw);
  draw();
}
