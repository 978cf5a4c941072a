// Layers and boundaries that the operator added: which there are, which one is shown, what must be read
// beside it. Nothing is asked of a provider before somebody turned its layer on in this tab.
import type { Map as MapLibre } from "maplibre-gl";

import { words } from "../island.ts";
import { addBoundaries } from "./boundaries.ts";
import { Chooser } from "./chooser.ts";
import { LayerDrawing } from "./drawing.ts";
import { creditWords, readChoices } from "./layer.ts";

export async function addLayers(element: HTMLElement, map: MapLibre): Promise<void> {
  const layers = readChoices(element.dataset.layers);
  const boundaries = element.dataset.boundaries ?? "";
  if (layers.length === 0 && boundaries === "") return;
  const drawing = new LayerDrawing(map);
  const lines = boundaries === "" ? null : await addBoundaries(map, boundaries).catch(() => null);
  const credit = map.getContainer().querySelector(".map__attribution");
  const base = words(element, "attribution");

  const chooser = new Chooser(element, layers, lines !== null, {
    show(layer, opacity) {
      if (credit) {
        const owner = lines?.isShown ? (element.dataset.boundariesCredit ?? "") : "";
        credit.textContent = creditWords(base, owner, layer, words(element, "layers-dated"), words(element, "layers-undated"));
      }
      // Over pictures the degrees on the edge need a ground to stand on.
      element.dataset.pictures = layer?.id ?? "";
      void drawing.show(layer, opacity).catch(() => chooser.fail());
    },
    showBoundaries: (shown) => lines?.show(shown),
  });
  map.getContainer().append(chooser.box);
  map.on("error", (event) => {
    if (drawing.isOwn((event as { sourceId?: string }).sourceId)) chooser.fail();
    else console.error(event.error);
  });
  chooser.begin();
}
