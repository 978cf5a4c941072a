// The public map: points with their uncertainty drawn to scale, gathered where they are dense.
import { type GeoJSONSource, LngLatBounds, type Map as MapLibre, Marker } from "maplibre-gl";
import type { Feature, FeatureCollection, Point } from "geojson";

import { type LonLat, circleRing } from "../geometry/sphere.ts";
import { make, makeButton, prefersLessMotion } from "../island.ts";
import { token } from "./look.ts";

export interface PointProperties {
  href?: string;
  title?: string;
  detail?: string;
  /** Radius in metres within which it lies. */
  precision_m?: number;
}

export type Points = FeatureCollection<Point, PointProperties>;

/** From the page itself or from our own server. */
export async function readPoints(element: HTMLElement): Promise<Points> {
  const inPage = document.getElementById(element.dataset.json ?? "");
  if (inPage) return JSON.parse(inPage.textContent ?? "") as Points;
  const response = await fetch(element.dataset.src ?? "");
  if (!response.ok) throw new Error(`points: ${response.status}`);
  return (await response.json()) as Points;
}

/** One disc a place and radius, however many points share it: ten on top of each other are not darker. */
function discs(points: Points): FeatureCollection {
  const seen = new Map<string, { at: LonLat; radius: number }>();
  for (const point of points.features) {
    const at = point.geometry.coordinates as LonLat;
    const radius = point.properties.precision_m ?? 0;
    if (radius > 0) seen.set(`${at.join()} ${radius}`, { at, radius });
  }
  const features = [...seen.values()].map(({ at, radius }) => ({
    type: "Feature" as const,
    properties: {},
    geometry: { type: "Polygon" as const, coordinates: [circleRing(at, radius)] },
  }));
  return { type: "FeatureCollection", features };
}

function addLayers(map: MapLibre, points: Points): void {
  map.addSource("uncertainty", { type: "geojson", data: discs(points) });
  map.addSource("points", { type: "geojson", data: points, cluster: true, clusterRadius: 28, clusterMaxZoom: 22 });
  map.addLayer({
    id: "uncertainty",
    type: "fill",
    source: "uncertainty",
    paint: { "fill-color": token("--map-point"), "fill-opacity": 0.16 },
  });
  map.addLayer({
    id: "uncertainty-line",
    type: "line",
    source: "uncertainty",
    minzoom: 6,
    paint: { "line-color": token("--map-point"), "line-opacity": 0.6, "line-width": 1 },
  });
  map.addLayer({
    id: "points",
    type: "circle",
    source: "points",
    filter: ["!", ["has", "point_count"]],
    paint: {
      "circle-radius": 5,
      "circle-color": token("--map-point"),
      "circle-stroke-width": 1.5,
      "circle-stroke-color": token("--surface"),
    },
  });
}

/** Beyond this zoom a gathering will not come apart: its points share one spot. */
const TOGETHER_ZOOM = 13;

class Clusters {
  private markers = new Map<number, Marker>();
  private list: HTMLElement | null = null;

  constructor(
    private readonly map: MapLibre,
    private readonly source: GeoJSONSource,
  ) {
    map.on("movestart", () => this.closeList());
    map.on("click", () => this.closeList());
  }

  /** Brings the markers in line with the clusters in view; half-loaded tiles would lose some. */
  sync(): void {
    if (!this.map.isSourceLoaded("points") || !this.map.areTilesLoaded()) return;
    const found = this.map.querySourceFeatures("points", { filter: ["has", "point_count"] });
    const wanted = new Map(found.map((one) => [Number(one.properties.cluster_id), one]));
    for (const [id, marker] of this.markers) {
      if (wanted.has(id)) continue;
      marker.remove();
      this.markers.delete(id);
    }
    for (const [id, one] of wanted) {
      if (!this.markers.has(id)) this.markers.set(id, this.marker(id, one));
    }
  }

  private marker(id: number, one: Feature): Marker {
    const at = (one.geometry as Point).coordinates as LonLat;
    const button = makeButton("map__cluster", String(one.properties?.point_count), () => void this.open(id, at));
    button.addEventListener("click", (event) => event.stopPropagation());
    return new Marker({ element: button }).setLngLat(at).addTo(this.map);
  }

  private async open(id: number, at: LonLat): Promise<void> {
    const zoom = await this.source.getClusterExpansionZoom(id);
    if (zoom <= TOGETHER_ZOOM) {
      this.map.easeTo({ center: at, zoom: zoom + 0.2, duration: prefersLessMotion() ? 0 : 120 });
      return;
    }
    const leaves = (await this.source.getClusterLeaves(id, 30, 0)) as Points["features"];
    this.showList(leaves, at);
  }

  private showList(leaves: Points["features"], at: LonLat): void {
    this.closeList();
    const list = make("ul", "map__list");
    for (const leaf of leaves) {
      const link = make("a", "", leaf.properties.title ?? "");
      link.href = leaf.properties.href ?? "#";
      const item = make("li", "");
      item.append(link, make("span", "soft", leaf.properties.detail ?? ""));
      list.append(item);
    }
    const { x, y } = this.map.project(at);
    list.style.left = `${Math.max(8, Math.min(x + 12, this.map.getContainer().clientWidth - 256))}px`;
    list.style.top = `${Math.max(8, Math.min(y + 12, this.map.getContainer().clientHeight - 120))}px`;
    this.map.getContainer().append(list);
    list.querySelector("a")?.focus();
    this.list = list;
  }

  private closeList(): void {
    this.list?.remove();
    this.list = null;
  }
}

function addPopup(map: MapLibre): void {
  const popup = make("div", "map__popup");
  popup.hidden = true;
  map.getContainer().append(popup);
  map.on("mousemove", "points", (event) => {
    const one = event.features?.[0];
    if (!one) return;
    const properties = one.properties as PointProperties;
    map.getCanvas().style.cursor = "pointer";
    const { x, y } = map.project((one.geometry as Point).coordinates as LonLat);
    popup.replaceChildren(make("strong", "", properties.title ?? ""), properties.detail ?? "");
    popup.style.left = `${x}px`;
    popup.style.top = `${y}px`;
    popup.hidden = false;
  });
  map.on("mouseleave", "points", () => {
    map.getCanvas().style.cursor = "";
    popup.hidden = true;
  });
  map.on("click", "points", (event) => {
    const href = (event.features?.[0]?.properties as PointProperties | undefined)?.href;
    if (href) location.assign(href);
  });
}

/** The box around all points, or nothing if there is none. */
export function pointBounds(points: Points): LngLatBounds | null {
  const bounds = new LngLatBounds();
  for (const point of points.features) bounds.extend(point.geometry.coordinates as LonLat);
  return bounds.isEmpty() ? null : bounds;
}

export function addPoints(map: MapLibre, points: Points): void {
  addLayers(map, points);
  addPopup(map);
  const clusters = new Clusters(map, map.getSource("points") as GeoJSONSource);
  map.on("idle", () => clusters.sync());
  map.on("moveend", () => clusters.sync());
}
