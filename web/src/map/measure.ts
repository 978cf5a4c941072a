// Measuring on the map: two points, by pointer or keyboard, give a length and a true bearing.
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";

import { bearingTolerance, geodesic } from "../geometry/geodesic.ts";
import { type LonLat, metresPerPixel } from "../geometry/sphere.ts";
import { make, makeButton, pageLanguage, words } from "../island.ts";
import { fill, lengthWords } from "../reading/words.ts";
import { NOTHING, token } from "./look.ts";

/** How far from what was meant somebody clicks. */
const CLICK_PX = 2;

const RULER =
  '<svg viewBox="0 0 18 18" aria-hidden="true"><path fill="none" stroke="currentColor" d="M1.5 12 12 1.5 16.5 6 6 16.5zM4.5 9l2 2M7 6.5 9.5 9M9.5 4l2 2"/></svg>';

class Ruler {
  private ends: LonLat[] = [];
  private readonly panel = make("div", "map__panel");
  private readonly said = make("p", "");
  private readonly use: HTMLButtonElement | null;
  private readonly cross = make("div", "map__cross");
  readonly button: HTMLButtonElement;

  constructor(
    private readonly map: MapLibre,
    private readonly element: HTMLElement,
  ) {
    map.addSource("ruler", { type: "geojson", data: NOTHING });
    map.addLayer({ id: "ruler", type: "line", source: "ruler", paint: { "line-color": token("--map-shadow"), "line-width": 2 } });
    map.addLayer({ id: "ruler-ends", type: "circle", source: "ruler", paint: { "circle-radius": 4, "circle-color": token("--map-shadow"), "circle-stroke-width": 1.5, "circle-stroke-color": token("--surface") } });
    this.button = makeButton("", "", () => (this.isOn() ? this.end() : this.begin()));
    this.button.innerHTML = RULER;
    this.button.title = words(element, "measure");
    this.button.setAttribute("aria-label", words(element, "measure"));
    this.button.setAttribute("aria-pressed", "false");
    this.said.setAttribute("role", "status");
    this.panel.append(this.said);
    this.panel.hidden = true;
    this.cross.hidden = true;
    this.use = this.useButton();
    if (this.use) this.panel.append(this.use);
    map.getContainer().append(this.panel, this.cross);
    this.listen();
  }

  private isOn(): boolean {
    return this.element.dataset.measuring === "true";
  }

  private listen(): void {
    const { map } = this;
    map.on("click", (event) => {
      const { lng, lat } = event.lngLat.wrap();
      if (this.isOn()) this.put([lng, lat]);
    });
    map.on("mousemove", (event) => {
      const { lng, lat } = event.lngLat.wrap();
      if (this.isOn() && this.ends.length === 1) this.draw([lng, lat]);
    });
    map.getContainer().addEventListener("keydown", (event) => {
      if (!this.isOn()) return;
      // Escape goes on from here: it covers all media, whatever else it ends.
      if (event.key === "Escape") this.end();
      else if (event.key === "Enter" && event.target === map.getCanvas()) {
        event.preventDefault();
        this.put(this.middle());
      }
    });
    map.on("move", () => {
      if (this.isOn() && this.ends.length === 1 && !this.cross.hidden) this.draw(this.middle());
    });
    map.getCanvas().addEventListener("focus", () => (this.cross.hidden = !this.isOn()));
    map.getCanvas().addEventListener("blur", () => (this.cross.hidden = true));
    map.getCanvas().addEventListener("pointerdown", () => (this.cross.hidden = true));
  }

  private middle(): LonLat {
    const { lng, lat } = this.map.getCenter().wrap();
    return [lng, lat];
  }

  private begin(): void {
    this.element.dataset.measuring = "true";
    this.button.setAttribute("aria-pressed", "true");
    this.ends = [];
    this.said.textContent = words(this.element, "measure-hint");
    this.panel.hidden = false;
    this.map.getCanvas().focus();
    this.draw(null);
  }

  private end(): void {
    delete this.element.dataset.measuring;
    this.button.setAttribute("aria-pressed", "false");
    this.panel.hidden = true;
    this.cross.hidden = true;
    this.ends = [];
    this.draw(null);
    this.button.focus();
  }

  /** The third point begins another line. */
  private put(at: LonLat): void {
    this.ends = this.ends.length === 2 ? [at] : [...this.ends, at];
    this.draw(null);
  }

  private draw(loose: LonLat | null): void {
    const spots = loose ? [...this.ends, loose] : this.ends;
    const points = spots.map((at) => ({ type: "Feature" as const, properties: {}, geometry: { type: "Point" as const, coordinates: at } }));
    const line = { type: "Feature" as const, properties: {}, geometry: { type: "LineString" as const, coordinates: spots } };
    (this.map.getSource("ruler") as GeoJSONSource).setData({ type: "FeatureCollection", features: spots.length === 2 ? [line, ...points] : points });
    const [from, to] = spots;
    if (from && to) {
      const { metres, bearing } = geodesic(from, to);
      const values = { length: lengthWords(metres, pageLanguage()), bearing: bearing.toFixed(1) };
      this.said.textContent = fill(words(this.element, "measure-line"), values);
    }
    if (this.use) this.use.hidden = this.ends.length < 2;
  }

  /** Where the page asks for a direction, what was measured can be put there. */
  private useButton(): HTMLButtonElement | null {
    const { form, azimuthInput, toleranceInput } = this.element.dataset;
    const field = (name: string | undefined) =>
      document.getElementById(form ?? "")?.querySelector<HTMLInputElement>(`[name="${CSS.escape(name ?? "")}"]`) ?? null;
    const [azimuth, tolerance] = [field(azimuthInput), field(toleranceInput)];
    if (!azimuth) return null;
    const button = makeButton("button button--small", words(this.element, "measure-use"), () => {
      const [from, to] = this.ends;
      if (!from || !to) return;
      const { metres, bearing } = geodesic(from, to);
      azimuth.value = bearing.toFixed(1);
      if (tolerance) tolerance.value = String(bearingTolerance(metres, CLICK_PX * metresPerPixel(from[1], this.map.getZoom())));
      for (const one of [azimuth, tolerance]) one?.dispatchEvent(new Event("input", { bubbles: true }));
      this.end();
      azimuth.focus();
    });
    button.hidden = true;
    return button;
  }
}

export function addMeasure(map: MapLibre, element: HTMLElement): void {
  const ruler = new Ruler(map, element);
  element.querySelector(".map__controls")?.append(ruler.button);
}
