// Names on the map as HTML: no glyph files, real text, and the page's own font.
import { Marker, type Map as MapLibre } from "maplibre-gl";

import type { LonLat } from "../geometry/sphere.ts";
import { make } from "../island.ts";
import { type BaseMap, labelSpot } from "./geo.ts";

interface Label {
  element: HTMLElement;
  at: LonLat;
  /** Shown between these zooms, where there is room. */
  zooms: [from: number, to: number];
  /** Lower goes first when two want the same spot. */
  rank: number;
}

/** From which zoom a town of a rank is named. */
const TOWN_ZOOM = [0, 3.8, 5.6, 6.6];

/** Smaller countries than this (square degrees) are not named; the map is about one of them. */
const LEAST_COUNTRY = 6;

function townLabels(base: BaseMap): Label[] {
  return base.places.features.map((place) => ({
    element: make("div", "map__label map__label--city", place.properties.name),
    at: place.geometry.coordinates as LonLat,
    zooms: [TOWN_ZOOM[place.properties.rank] ?? 7, 24],
    rank: place.properties.rank,
  }));
}

function provinceLabels(base: BaseMap): Label[] {
  const towns = new Set(base.places.features.filter((one) => one.properties.rank < 3).map((one) => one.properties.name));
  return base.provinces.features.flatMap((province) => {
    const spot = labelSpot(province);
    // Kabul in Kabul says nothing new.
    if (!spot || towns.has(province.properties.name)) return [];
    const element = make("div", "map__label map__label--province", province.properties.name);
    return [{ element, at: spot.at, zooms: [5.4, 10] as [number, number], rank: 4 }];
  });
}

function countryLabels(base: BaseMap): Label[] {
  return base.countries.features.flatMap((country) => {
    const spot = labelSpot(country);
    if (!spot || spot.area < LEAST_COUNTRY) return [];
    const element = make("div", "map__label map__label--country", country.properties.name);
    return [{ element, at: spot.at, zooms: [1.5, 6.2] as [number, number], rank: 0.5 + 1 / spot.area }];
  });
}

const ROOM_PX = 4;
/** A gathering of points this near stands on the town itself. */
const ON_TOWN_PX = 18;

function overlaps(a: DOMRect, b: DOMRect): boolean {
  const apart = a.right + ROOM_PX < b.left || b.right + ROOM_PX < a.left;
  return !apart && !(a.bottom + ROOM_PX < b.top || b.bottom + ROOM_PX < a.top);
}

function contains(frame: DOMRect, box: DOMRect): boolean {
  return box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
}

function isOnTown(label: Label, cluster: DOMRect): boolean {
  const box = label.element.getBoundingClientRect();
  const dx = box.left - (cluster.left + cluster.right) / 2;
  const dy = (box.top + box.bottom - cluster.top - cluster.bottom) / 2;
  return label.element.classList.contains("map__label--city") && Math.hypot(dx, dy) < ON_TOWN_PX;
}

/** Shows as many names as have room, the important first. */
function arrange(map: MapLibre, labels: Label[]): void {
  const zoom = map.getZoom();
  const container = map.getContainer();
  const frame = container.getBoundingClientRect();
  const rects = (what: string) => [...container.querySelectorAll(what)].map((one) => one.getBoundingClientRect());
  const clusters = rects(".map__cluster");
  const taken: DOMRect[] = [...clusters, ...rects(".map__controls, .map__foot > *")];
  for (const label of labels) {
    const { classList } = label.element;
    const isInZoom = zoom >= label.zooms[0] && zoom < label.zooms[1];
    const under = isInZoom ? clusters.find((cluster) => isOnTown(label, cluster)) : undefined;
    classList.toggle("map__label--aside", under !== undefined);
    const box = label.element.getBoundingClientRect();
    const hasRoom = !taken.some((other) => other !== under && overlaps(box, other));
    const isShown = isInZoom && contains(frame, box) && hasRoom;
    if (isShown) taken.push(box);
    classList.toggle("map__label--far", !isShown);
  }
}

export function addLabels(map: MapLibre, base: BaseMap): void {
  const labels = [...countryLabels(base), ...townLabels(base), ...provinceLabels(base)].sort((a, b) => a.rank - b.rank);
  for (const label of labels) {
    label.element.setAttribute("aria-hidden", "true");
    // A town's dot stands on the town; other names are centred.
    const isTown = label.element.classList.contains("map__label--city");
    new Marker({
      element: label.element,
      anchor: isTown ? "left" : "center",
      offset: isTown ? [-2, 0] : [0, 0],
      opacityWhenCovered: "0",
    })
      .setLngLat(label.at)
      .addTo(map);
  }
  const place = () => arrange(map, labels);
  map.on("moveend", place);
  map.on("idle", place);
  map.on("resize", place);
  place();
}
