// What every map has around it: zoom, north arrow, scale, attribution, coordinates under the cursor.
import type { Map as MapLibre } from "maplibre-gl";

import { metresPerPixel, scaleBar } from "../geometry/sphere.ts";
import { make, makeButton, pageLanguage, prefersLessMotion, words } from "../island.ts";
import { coordinateWords, lengthWords } from "../reading/words.ts";

const SCALE_PX = 96;

const NORTH =
  '<svg viewBox="0 0 18 18" aria-hidden="true"><path fill="currentColor" d="M9 1 13.5 15 9 12.2z"/><path fill="none" stroke="currentColor" d="M9 1.5 4.8 14.6 9 12z"/></svg>';

function controls(map: MapLibre, element: HTMLElement): HTMLElement {
  const box = make("div", "map__controls");
  const quick = () => (prefersLessMotion() ? { duration: 0 } : { duration: 120 });
  const button = (name: string, sign: string, act: () => void) => {
    const made = makeButton("", sign, act);
    made.setAttribute("aria-label", words(element, name));
    made.title = words(element, name);
    return made;
  };
  const north = button("north", "", () => map.easeTo({ bearing: 0, pitch: 0, ...quick() }));
  north.className = "map__north";
  north.innerHTML = NORTH;
  const needle = north.querySelector("svg");
  map.on("rotate", () => {
    if (needle) needle.style.transform = `rotate(${-map.getBearing()}deg)`;
  });
  box.append(
    button("zoom-in", "+", () => map.zoomIn(quick())),
    button("zoom-out", "−", () => map.zoomOut(quick())),
    north,
  );
  return box;
}

function scale(map: MapLibre): HTMLElement {
  const bar = make("span", "map__scale");
  const draw = () => {
    const { metres, pixels } = scaleBar(metresPerPixel(map.getCenter().lat, map.getZoom()), SCALE_PX);
    bar.style.width = `${Math.round(pixels)}px`;
    bar.textContent = lengthWords(metres, pageLanguage());
  };
  map.on("move", draw);
  draw();
  return bar;
}

function cursor(map: MapLibre): HTMLElement {
  const box = make("span", "map__cursor");
  // As many decimals as a pixel is worth: 2 far away, 5 close by.
  const decimals = () => Math.min(5, Math.max(2, Math.round(map.getZoom() / 3) + 1));
  const show = ({ lat, lng }: { lat: number; lng: number }) => {
    box.textContent = coordinateWords(lat, lng, decimals());
  };
  map.on("mousemove", (event) => show(event.lngLat.wrap()));
  map.on("mouseout", () => {
    box.textContent = "";
  });
  return box;
}

export function addFurniture(map: MapLibre, element: HTMLElement): void {
  const foot = make("div", "map__foot");
  foot.append(scale(map), cursor(map), make("span", "map__attribution", words(element, "attribution")));
  map.getContainer().append(controls(map, element), foot);
}
