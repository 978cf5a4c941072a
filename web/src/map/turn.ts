// Turning the map so that up is where the camera looked: what is left in the picture is left on the map.
import type { Map as MapLibre } from "maplibre-gl";

import { makeButton, prefersLessMotion, words } from "../island.ts";
import { readBearing } from "./spot.ts";

const CONE = '<svg viewBox="0 0 18 18" aria-hidden="true"><path fill="currentColor" fill-opacity="0.3" stroke="currentColor" d="M9 16 3 3.5a14 14 0 0 1 12 0z"/></svg>';

/** The camera's bearing: as it stands in the form, or as it was recorded. */
function bearing(element: HTMLElement): number | null {
  const form = document.getElementById(element.dataset.form ?? "");
  const input = form?.querySelector<HTMLInputElement>(`[name="${CSS.escape(element.dataset.bearingInput ?? "")}"]`);
  return readBearing(input ? input.value : element.dataset.bearing);
}

/** Adds the button; without a bearing it does nothing but turn back to north. */
export function addTurn(map: MapLibre, element: HTMLElement): void {
  const isTurned = () => Math.abs(map.getBearing()) > 0.5;
  const button = makeButton("", "", () => {
    const to = isTurned() ? 0 : (bearing(element) ?? 0);
    map.easeTo({ bearing: to, duration: prefersLessMotion() ? 0 : 120 });
  });
  button.innerHTML = CONE;
  button.title = words(element, "turn");
  button.setAttribute("aria-label", words(element, "turn"));
  map.on("rotate", () => button.setAttribute("aria-pressed", String(isTurned())));
  map.getContainer().querySelector(".map__controls")?.append(button);
}
