// Places that a shadow allows: bands of the globe as the server solved them, and the established place.
import { LngLatBounds, type Map as MapLibre, Marker } from "maplibre-gl";
import type { FeatureCollection, MultiPolygon, Polygon, Position } from "geojson";

import type { LonLat } from "../geometry/sphere.ts";
import { make, makeButton, words } from "../island.ts";
import { outerRings } from "./geo.ts";
import { token } from "./look.ts";
import { shownSpot } from "./spot.ts";

type Bands = FeatureCollection<Polygon | MultiPolygon>;

/** What spans more of the globe than this is looked at on a globe. */
const LOCAL_DEG = 90;

async function readBands(element: HTMLElement): Promise<Bands> {
  const response = await fetch(element.dataset.src ?? "");
  if (!response.ok) throw new Error(`the bands: ${response.status}`);
  return (await response.json()) as Bands;
}

function addLayers(map: MapLibre, bands: Bands): void {
  map.addSource("band", { type: "geojson", data: bands });
  map.addLayer({ id: "band", type: "fill", source: "band", paint: { "fill-color": token("--map-sun"), "fill-opacity": 0.35 } });
  map.addLayer({ id: "band-line", type: "line", source: "band", paint: { "line-color": token("--map-sun"), "line-width": 1 } });
}

/** Between a globe and a flat map. */
function addProjections(map: MapLibre, element: HTMLElement): void {
  const button = makeButton("", "◯", () => {
    const isGlobe = map.getProjection()?.type === "globe";
    map.setProjection({ type: isGlobe ? "mercator" : "globe" });
    button.setAttribute("aria-pressed", String(!isGlobe));
  });
  button.setAttribute("aria-label", words(element, "globe"));
  button.title = words(element, "globe");
  button.setAttribute("aria-pressed", String(map.getProjection()?.type === "globe"));
  element.querySelector(".map__controls")?.append(button);
}

/** The middle of the widest polygon; of a ring it lies on its edge, which is where one wants to look. */
function middleOf(bands: Bands): LonLat | null {
  const rings = bands.features.flatMap((one) => outerRings(one.geometry));
  const longest = rings.reduce<Position[]>((best, ring) => (ring.length > best.length ? ring : best), []);
  return (longest[Math.floor(longest.length / 2)] as LonLat | undefined) ?? null;
}

export async function showBand(element: HTMLElement, map: MapLibre): Promise<void> {
  const bands = await readBands(element);
  await map.once("load");
  addLayers(map, bands);
  const place = shownSpot(element)?.at;
  if (place) new Marker({ element: make("div", "map__pin map__pin--fixed") }).setLngLat(place).addTo(map);
  const bounds = new LngLatBounds();
  for (const one of bands.features) for (const ring of outerRings(one.geometry)) for (const at of ring) bounds.extend(at as LonLat);
  const isWide = !bounds.isEmpty() && Math.max(bounds.getEast() - bounds.getWest(), bounds.getNorth() - bounds.getSouth()) > LOCAL_DEG;
  if (isWide) {
    map.setProjection({ type: "globe" });
    map.jumpTo({ center: place ?? middleOf(bands) ?? [0, 0], zoom: 1.2 });
  } else if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: 32, maxZoom: 7, duration: 0 });
  addProjections(map, element);
}
