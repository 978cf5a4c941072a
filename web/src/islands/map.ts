// The map island: checks that the browser can draw, loads the base, and hands over to the mode.
import { LngLatBounds, Map as MapLibre, setWorkerUrl } from "maplibre-gl";

import type { LonLat } from "../geometry/sphere.ts";
import { make, words } from "../island.ts";
import { showBand } from "../map/band.ts";
import { drawFeatures } from "../map/features.ts";
import { addFurniture } from "../map/furniture.ts";
import { type BaseMap, baseMap, outerRings } from "../map/geo.ts";
import { addGraticule } from "../map/grid.ts";
import { addLabels } from "../map/labels.ts";
import { addLayers } from "../map/layers.ts";
import { followTheme, style } from "../map/look.ts";
import { addMeasure } from "../map/measure.ts";
import { addPicture } from "../map/picture.ts";
import { pickSpot } from "../map/pick.ts";
import { Pin } from "../map/pin.ts";
import { lookAt, shownSpot } from "../map/spot.ts";
import { addTurn } from "../map/turn.ts";
import { followView } from "../map/view.ts";
import { addPoints, pointBounds, readPoints } from "../map/points.ts";

function canDraw(): boolean {
  return document.createElement("canvas").getContext("webgl2") !== null;
}

/** A map in a closed fold has no size to be drawn at. */
async function unfolded(element: HTMLElement): Promise<void> {
  const fold = element.closest<HTMLDetailsElement>("details:not([open])");
  if (fold) await new Promise((resolve) => fold.addEventListener("toggle", resolve, { once: true }));
}

/** Says why there is no map and leaves the server's words where they are. */
function giveUp(element: HTMLElement): void {
  delete element.dataset.starting;
  element.dataset.failed = "true";
  element.querySelector(".map__canvas")?.remove();
  element.prepend(make("p", "map__note soft", words(element, "no-webgl")));
}

function countryBounds(base: BaseMap): LngLatBounds {
  const bounds = new LngLatBounds();
  for (const province of base.provinces.features) {
    for (const ring of outerRings(province.geometry)) for (const at of ring) bounds.extend(at as LonLat);
  }
  return bounds;
}

function drawMap(element: HTMLElement, base: BaseMap): MapLibre {
  setWorkerUrl(new URL(ASSETS["map-worker.js"] ?? "", import.meta.url).href);
  const container = make("div", "map__canvas");
  element.append(container);
  element.dataset.starting = "true";
  const map = new MapLibre({
    container,
    style: style(base),
    bounds: countryBounds(base),
    fitBoundsOptions: { padding: 16 },
    attributionControl: false,
    maxZoom: 18,
    minZoom: 1,
    renderWorldCopies: false,
    fadeDuration: 0,
    // On a phone one finger scrolls the page; two move the map.
    cooperativeGestures: matchMedia("(pointer: coarse)").matches,
    locale: {
      "Map.Title": words(element, "label"),
      "CooperativeGesturesHandler.MobileHelpText": words(element, "two-fingers"),
      "CooperativeGesturesHandler.WindowsHelpText": words(element, "two-fingers"),
      "CooperativeGesturesHandler.MacHelpText": words(element, "two-fingers"),
    },
  });
  addFurniture(map, element);
  followTheme(map);
  return map;
}

async function showPoints(element: HTMLElement, map: MapLibre): Promise<void> {
  const points = await readPoints(element);
  await map.once("load");
  addPoints(map, points);
  const bounds = pointBounds(points);
  if (bounds) map.fitBounds(bounds, { padding: 48, maxZoom: 8, duration: 0 });
}

async function showSpot(element: HTMLElement, map: MapLibre): Promise<void> {
  await map.once("load");
  const pin = new Pin(map, element, null);
  const spot = shownSpot(element);
  pin.update(spot);
  if (spot) lookAt(map, spot);
}

type Mode = (element: HTMLElement, map: MapLibre, base: BaseMap) => Promise<void>;

export async function start(element: HTMLElement): Promise<void> {
  if (!canDraw()) return giveUp(element);
  await unfolded(element);
  try {
    const base = await baseMap();
    const map = drawMap(element, base);
    const modes: Record<string, Mode> = { public: showPoints, pick: pickSpot, show: showSpot, band: showBand };
    await modes[element.dataset.mode ?? "show"]?.(element, map, base);
    if (element.dataset.mode === "pick" || element.dataset.bearing) addTurn(map, element);
    if (element.dataset.tools === "picture") followView(map);
    drawFeatures(element, map);
    await addLayers(element, map);
    if (element.dataset.mode !== "public") addMeasure(map, element);
    if (element.dataset.tools === "picture") addPicture(map, element);
    addGraticule(map);
    addLabels(map, base);
    const finish = () => {
      // Idle may come between a source and its tiles; only a map with all of them is drawn.
      if (!map.areTilesLoaded()) return void map.once("idle", finish);
      delete element.dataset.starting;
      element.dataset.ready = "true";
    };
    map.once("idle", finish);
    map.triggerRepaint();
  } catch (error) {
    giveUp(element);
    throw error;
  }
}
