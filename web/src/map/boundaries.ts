// Imported boundaries as thin lines above the base and below everything that people place.
import type { Map as MapLibre } from "maplibre-gl";
import type { FeatureCollection } from "geojson";

import { token } from "./look.ts";

export interface Boundaries {
  isShown: boolean;
  show(shown: boolean): void;
}

/** Fetches and draws them; without them the map is what it was. */
export async function addBoundaries(map: MapLibre, address: string): Promise<Boundaries | null> {
  const response = await fetch(address);
  if (!response.ok) return null;
  const data = (await response.json()) as FeatureCollection;
  map.addSource("boundaries", { type: "geojson", data });
  map.addLayer(
    {
      id: "boundaries",
      type: "line",
      source: "boundaries",
      // Districts are many: from afar they would only darken the land.
      filter: ["any", ["==", ["get", "level"], 1], [">=", ["zoom"], 6]],
      paint: {
        "line-color": token("--map-label"),
        "line-opacity": 0.7,
        "line-width": ["case", ["==", ["get", "level"], 1], 1.1, 0.6],
      },
    },
    "province-border",
  );
  const boundaries: Boundaries = {
    isShown: true,
    show(shown) {
      boundaries.isShown = shown;
      map.setLayoutProperty("boundaries", "visibility", shown ? "visible" : "none");
    },
  };
  return boundaries;
}
