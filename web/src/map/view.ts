// Where the map looks, as a link says it: read at the start, written when somebody has moved it.
import type { Map as MapLibre } from "maplibre-gl";

import { noteShown, readView, shownIn, writeView } from "../reading/address.ts";

export function followView(map: MapLibre): void {
  const view = readView(shownIn("map"));
  if (view) map.jumpTo({ zoom: view.zoom, center: [view.lon, view.lat], bearing: view.bearing });
  map.on("moveend", (event) => {
    // Only what a person's hand did has an event of its own behind it; the page's own moves do not.
    if (!event.originalEvent && !map.getContainer().contains(document.activeElement)) return;
    const { lat, lng } = map.getCenter().wrap();
    noteShown("map", writeView({ zoom: map.getZoom(), lat, lon: lng, bearing: map.getBearing() }));
  });
}
