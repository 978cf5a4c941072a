// A picture stretched over the map: four corners to drag, and how much shines through. Nothing of it
// is stored. It is the picture that somebody has chosen to see on this page, or one the page names.
import { type ImageSource, type Map as MapLibre, Marker } from "maplibre-gl";

import { make, makeButton, words } from "../island.ts";
import { fill } from "../reading/words.ts";

type Corners = [[number, number], [number, number], [number, number], [number, number]];

const STEP_PX = 4;
/** Of the view that it takes at first. */
const SHARE = 0.6;

const PICTURE =
  '<svg viewBox="0 0 18 18" aria-hidden="true"><path fill="none" stroke="currentColor" d="M2 4.5 16 3v11.5L2 13zM2 11l4-3.5 3.5 3 2.5-2 4 3.5"/></svg>';

/** What is shown of a file, and its shape. */
function shownPicture(element: HTMLElement): { src: string; wide: number; high: number } | null {
  const shown = document.querySelector<HTMLElement>(".media__shown");
  if (shown instanceof HTMLImageElement && shown.naturalWidth > 0) {
    return { src: shown.currentSrc || shown.src, wide: shown.naturalWidth, high: shown.naturalHeight };
  }
  const { overlaySrc } = element.dataset;
  return overlaySrc ? { src: new URL(overlaySrc, location.href).href, wide: 4, high: 3 } : null;
}

class Picture {
  private markers: Marker[] = [];
  private readonly panel = make("div", "map__panel map__panel--low");
  private readonly opacity = make("input", "");
  readonly button: HTMLButtonElement;

  constructor(
    private readonly map: MapLibre,
    private readonly element: HTMLElement,
  ) {
    this.button = makeButton("", "", () => (this.markers.length > 0 ? this.remove() : this.lay()));
    this.button.innerHTML = PICTURE;
    this.button.title = words(element, "picture");
    this.button.setAttribute("aria-label", words(element, "picture"));
    this.button.setAttribute("aria-pressed", "false");
    Object.assign(this.opacity, { type: "range", min: "0", max: "100", value: "60" });
    this.opacity.addEventListener("input", () => this.shine());
    this.panel.hidden = true;
    map.getContainer().append(this.panel);
    // Escape covers all media at once, and this is one.
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.markers.length > 0) this.remove();
    });
  }

  private say(text: string): void {
    const said = make("p", "", text);
    said.setAttribute("role", "status");
    this.panel.replaceChildren(said);
    this.panel.hidden = false;
  }

  private lay(): void {
    const shown = shownPicture(this.element);
    if (!shown) {
      if (this.panel.hidden) this.say(words(this.element, "picture-none"));
      else this.panel.hidden = true;
      return;
    }
    const corners = this.firstCorners(shown.wide / shown.high);
    this.map.addSource("picture", { type: "image", url: shown.src, coordinates: corners });
    // Under the pin and its lines.
    const above = this.map.getLayer("circle") ? "circle" : undefined;
    this.map.addLayer({ id: "picture", type: "raster", source: "picture", paint: { "raster-fade-duration": 0 } }, above);
    this.markers = corners.map((at, index) => this.corner(at, index));
    const label = make("label", "map__opacity", words(this.element, "picture-opacity"));
    label.append(this.opacity);
    this.panel.replaceChildren(label, makeButton("button button--small", words(this.element, "picture-remove"), () => this.remove()));
    this.panel.hidden = false;
    this.button.setAttribute("aria-pressed", "true");
    this.shine();
  }

  /** In the middle of the view, in its own shape. */
  private firstCorners(shape: number): Corners {
    const { clientWidth, clientHeight } = this.map.getContainer();
    const wide = Math.min(clientWidth * SHARE, clientHeight * SHARE * shape) / 2;
    const high = wide / shape;
    const at = (x: number, y: number): [number, number] => this.map.unproject([clientWidth / 2 + x, clientHeight / 2 + y]).toArray();
    return [at(-wide, -high), at(wide, -high), at(wide, high), at(-wide, high)];
  }

  /** A corner to drag, or to move with the arrow keys. */
  private corner(at: [number, number], index: number): Marker {
    const handle = makeButton("map__corner", "", () => {});
    handle.setAttribute("aria-label", fill(words(this.element, "picture-corner"), { n: index + 1 }));
    const marker = new Marker({ element: handle, draggable: true }).setLngLat(at).addTo(this.map);
    marker.on("drag", () => this.stretch());
    handle.addEventListener("click", (event) => event.stopPropagation());
    handle.addEventListener("keydown", (event) => {
      const steps: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
      const step = steps[event.key];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      const { x, y } = this.map.project(marker.getLngLat());
      marker.setLngLat(this.map.unproject([x + step[0] * STEP_PX, y + step[1] * STEP_PX]));
      this.stretch();
    });
    return marker;
  }

  private stretch(): void {
    const corners = this.markers.map((marker) => marker.getLngLat().toArray());
    (this.map.getSource("picture") as ImageSource).setCoordinates(corners as Corners);
  }

  private shine(): void {
    this.map.setPaintProperty("picture", "raster-opacity", Number(this.opacity.value) / 100);
  }

  private remove(): void {
    for (const marker of this.markers) marker.remove();
    this.markers = [];
    this.map.removeLayer("picture");
    this.map.removeSource("picture");
    this.panel.hidden = true;
    this.button.setAttribute("aria-pressed", "false");
    this.button.focus();
  }
}

export function addPicture(map: MapLibre, element: HTMLElement): void {
  const picture = new Picture(map, element);
  element.querySelector(".map__controls")?.append(picture.button);
}
