// Where the features of the frame were found, drawn on the map with their numbers: a point, a line or
// a box for the row of the form that is being written.
import { type GeoJSONSource, LngLatBounds, type Map as MapLibre, type MapMouseEvent, Marker } from "maplibre-gl";
import type { Feature, FeatureCollection } from "geojson";

import { CurrentRow, type MapShape, type ShapeKind, addRow, focusRow, rowsOf, shapeOf, writeShape } from "../features/rows.ts";
import type { LonLat } from "../geometry/sphere.ts";
import { make, makeButton, words } from "../island.ts";
import { NOTHING, token } from "./look.ts";
import { shownSpot } from "./spot.ts";

type Tool = "camera" | ShapeKind;
const TOOLS: Tool[] = ["camera", "point", "line", "box"];

/** How many clicks finish a shape; a line takes as many as one likes. */
const CLICKS: Record<ShapeKind, number> = { point: 1, line: Number.POSITIVE_INFINITY, box: 2 };

/** The corners of a shape as a line on the map, closed for a box. */
export function outline({ kind, points }: MapShape): LonLat[] {
  const [one, other] = points;
  if (kind !== "box" || !one || !other) return points;
  const [[west, south], [east, north]] = [one, other];
  return [[west, south], [east, south], [east, north], [west, north], [west, south]];
}

function drawn(shape: MapShape, isCurrent: boolean): Feature {
  const line = outline(shape);
  const properties = { current: isCurrent };
  if (line.length < 2) return { type: "Feature", properties, geometry: { type: "Point", coordinates: line[0] ?? [] } };
  return { type: "Feature", properties, geometry: { type: "LineString", coordinates: line } };
}

function addLayers(map: MapLibre): void {
  map.addSource("features", { type: "geojson", data: NOTHING });
  const color = ["case", ["get", "current"], token("--box-current"), token("--map-feature")];
  map.addLayer({
    id: "features-line",
    type: "line",
    source: "features",
    filter: ["==", ["geometry-type"], "LineString"],
    paint: { "line-color": color as never, "line-width": 2.5 },
  });
  map.addLayer({
    id: "features-point",
    type: "circle",
    source: "features",
    filter: ["==", ["geometry-type"], "Point"],
    paint: { "circle-color": color as never, "circle-radius": 5, "circle-stroke-width": 1.5, "circle-stroke-color": token("--surface") },
  });
}

function numbered(map: MapLibre, number: number, at: LonLat): Marker {
  const element = make("div", "map__number", String(number));
  return new Marker({ element, anchor: "bottom-left", offset: [4, -4] }).setLngLat(at).addTo(map);
}

class FeatureMap {
  private readonly markers: Marker[] = [];
  private readonly buttons = new Map<Tool, HTMLButtonElement>();
  private readonly current: CurrentRow;
  private tool: Tool = "camera";
  /** The row and the points of a shape that is not finished. */
  private open: { row: Element; points: LonLat[] } | null = null;

  constructor(
    private readonly element: HTMLElement,
    private readonly map: MapLibre,
    private readonly rowBox: Element,
  ) {
    addLayers(map);
    this.current = new CurrentRow(rowBox, () => this.draw());
    map.getContainer().append(this.bar());
    map.on("click", (event: MapMouseEvent) => this.click(event));
    map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key === "Escape" || event.key === "Enter") this.take("camera");
    });
    this.draw();
  }

  private bar(): HTMLElement {
    const bar = make("div", "map__tools");
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", words(this.element, "tools"));
    for (const tool of TOOLS) {
      const button = makeButton("button button--small", words(this.element, `tool-${tool}`), () => this.take(tool));
      button.setAttribute("aria-pressed", String(tool === this.tool));
      this.buttons.set(tool, button);
      bar.append(button);
    }
    return bar;
  }

  private take(tool: Tool): void {
    this.tool = tool;
    this.open = null;
    for (const [name, button] of this.buttons) button.setAttribute("aria-pressed", String(name === tool));
    // The click that would place the camera looks at this.
    if (tool === "camera") delete this.element.dataset.drawing;
    else this.element.dataset.drawing = tool;
  }

  private click(event: MapMouseEvent): void {
    if (this.tool === "camera" || this.element.dataset.measuring) return;
    const { lng, lat } = event.lngLat.wrap();
    const row = this.open?.row ?? this.free();
    if (!row) return;
    const open = this.open ?? { row, points: [] };
    open.points.push([lng, lat]);
    writeShape(open.row, { kind: this.tool, points: open.points });
    const isDone = open.points.length >= CLICKS[this.tool];
    this.open = isDone ? null : open;
    this.current.row = open.row;
    if (isDone) focusRow(open.row);
    this.draw();
  }

  /** The row that is being written, or the first that was not found yet, or one more. */
  private free(): Element | null {
    const { row } = this.current;
    if (row?.isConnected && !shapeOf(row)) return row;
    return rowsOf(this.rowBox).find((one) => !shapeOf(one)) ?? addRow(this.rowBox) ?? row;
  }

  private draw(): void {
    const shapes = rowsOf(this.rowBox).map((row, index) => ({ row, number: index + 1, shape: shapeOf(row) }));
    const features: Feature[] = [];
    for (const marker of this.markers.splice(0)) marker.remove();
    for (const { row, number, shape } of shapes) {
      if (!shape) continue;
      features.push(drawn(shape, row === this.current.row));
      this.markers.push(numbered(this.map, number, shape.points[0] as LonLat));
    }
    const all: FeatureCollection = { type: "FeatureCollection", features };
    (this.map.getSource("features") as GeoJSONSource).setData(all);
  }
}

/** Features lie metres apart: closer than the base map has anything to show, and that is what they need. */
const CLOSEST = 17;

function show(map: MapLibre, points: LonLat[], camera: LonLat | undefined): void {
  const bounds = new LngLatBounds();
  for (const at of camera ? [...points, camera] : points) bounds.extend(at);
  map.fitBounds(bounds, { padding: 72, maxZoom: CLOSEST, duration: 0 });
}

/** What was recorded, as the page says it. */
interface Recorded extends MapShape {
  number: number;
}

/** Draws what the form holds, or else what was recorded. */
export function drawFeatures(element: HTMLElement, map: MapLibre): void {
  const rowBox = document.querySelector(element.dataset.rows ?? "#no-rows");
  if (rowBox) return void new FeatureMap(element, map, rowBox);
  const recorded = JSON.parse(element.dataset.features || "[]") as Recorded[];
  if (recorded.length === 0) return;
  addLayers(map);
  (map.getSource("features") as GeoJSONSource).setData({ type: "FeatureCollection", features: recorded.map((one) => drawn(one, false)) });
  for (const { number, points } of recorded) numbered(map, number, points[0] as LonLat);
  show(map, recorded.flatMap((one) => one.points), shownSpot(element)?.at);
}
