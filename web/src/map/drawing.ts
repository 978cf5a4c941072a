// Putting one layer on the map: pictures from a template or a file, or the lines and areas of a file.
import { type Map as MapLibre, addProtocol } from "maplibre-gl";
import { PMTiles, Protocol, TileType } from "pmtiles";

import type { LayerChoice } from "./layer.ts";
import { token } from "./look.ts";

const SOURCE = "operator-layer";
/** Tiles are stretched this much beyond the closest that there are. */
const STRETCHED = 2;
const USUAL_MAX_ZOOM = 18;

/** Under everything that says where something is; above land and sea. */
const BEFORE = "provinces";

let protocol: Protocol | null = null;

/** A file by its address, known to the map from then on. */
function file(address: string): PMTiles {
  if (!protocol) {
    protocol = new Protocol();
    addProtocol("pmtiles", protocol.tile);
  }
  const known = protocol.get(address);
  if (known) return known;
  const opened = new PMTiles(address);
  protocol.add(opened);
  return opened;
}

export class LayerDrawing {
  readonly #map: MapLibre;
  #shown: LayerChoice | null = null;
  /** Which layers of the map are ours, and how much of each shows at full opacity. */
  #parts: { id: string; property: string; full: number }[] = [];
  #turn = 0;

  constructor(map: MapLibre) {
    this.#map = map;
  }

  isOwn(source: string | undefined): boolean {
    return source === SOURCE;
  }

  /** Shows a layer instead of the one before, or none. */
  async show(layer: LayerChoice | null, opacity: number): Promise<void> {
    if (layer?.id !== this.#shown?.id) {
      this.#shown = layer;
      await this.#replace(layer);
    }
    for (const { id, property, full } of this.#parts) {
      this.#map.setPaintProperty(id, property as "raster-opacity", full * opacity);
    }
  }

  async #replace(layer: LayerChoice | null): Promise<void> {
    const turn = ++this.#turn;
    this.#clear();
    this.#map.setMaxZoom(Math.max(USUAL_MAX_ZOOM, layer ? layer.maxZoom + STRETCHED : 0));
    if (!layer) return;
    const address = new URL(layer.address, location.href).href;
    if (!layer.isFile) return this.#addPictures(layer, decodeURI(address));
    const opened = file(address);
    const { tileType, minZoom } = await opened.getHeader();
    const template = `pmtiles://${address}/{z}/{x}/{y}`;
    if (tileType !== TileType.Mvt) {
      if (turn === this.#turn) this.#addPictures(layer, template, minZoom);
      return;
    }
    const { vector_layers: named } = (await opened.getMetadata()) as { vector_layers?: { id: string }[] };
    // Somebody may have chosen another meanwhile.
    if (turn === this.#turn) this.#addLines(layer, template, minZoom, named?.map((one) => one.id) ?? []);
  }

  #clear(): void {
    for (const { id } of this.#parts) if (this.#map.getLayer(id)) this.#map.removeLayer(id);
    this.#parts = [];
    if (this.#map.getSource(SOURCE)) this.#map.removeSource(SOURCE);
  }

  #addPictures(layer: LayerChoice, template: string, minzoom = 0): void {
    this.#map.addSource(SOURCE, { type: "raster", tiles: [template], tileSize: layer.tileSize, minzoom, maxzoom: layer.maxZoom });
    this.#map.addLayer({ id: SOURCE, type: "raster", source: SOURCE, paint: { "raster-fade-duration": 0 } }, BEFORE);
    this.#parts = [{ id: SOURCE, property: "raster-opacity", full: 1 }];
  }

  /** Plain lines and fills: what a file means by its layers is not known here. */
  #addLines(layer: LayerChoice, template: string, minzoom: number, names: string[]): void {
    this.#map.addSource(SOURCE, { type: "vector", tiles: [template], minzoom, maxzoom: layer.maxZoom });
    for (const name of names) {
      const [fill, line] = [`${SOURCE}-fill-${name}`, `${SOURCE}-line-${name}`];
      const common = { source: SOURCE, "source-layer": name };
      const colour = token("--map-label");
      this.#map.addLayer({ id: fill, type: "fill", ...common, filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": colour } }, BEFORE);
      this.#map.addLayer({ id: line, type: "line", ...common, paint: { "line-color": colour, "line-width": 0.8 } }, BEFORE);
      this.#parts.push({ id: fill, property: "fill-opacity", full: 0.12 }, { id: line, property: "line-opacity", full: 0.8 });
    }
  }
}
