// Choosing a place: a click fills the form's fields, typing into them moves the pin.
import type { Map as MapLibre } from "maplibre-gl";

import type { LonLat } from "../geometry/sphere.ts";
import { readPoint, writePoint } from "../reading/point.ts";
import { type BaseMap, shapeAt } from "./geo.ts";
import { Pin, type Spot } from "./pin.ts";
import { lookAt, placeIn, readBearing, readNumber, shownAround, shownSpot } from "./spot.ts";

type Input = HTMLInputElement | HTMLSelectElement;

/** Where the place is written: one field with both numbers, or one for each. */
interface PointFields {
  inputs: Input[];
  read(): LonLat | null;
  write(at: LonLat): void;
}

function finder(element: HTMLElement): (name: string | undefined) => Input | null {
  const form = element.closest("form") ?? document.getElementById(element.dataset.form ?? "") ?? document;
  return (name) => (name ? form.querySelector<Input>(`[name="${CSS.escape(name)}"]`) : null);
}

function set(input: Input, value: string): void {
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function pointFields(element: HTMLElement): PointFields {
  const named = finder(element);
  const both = named(element.dataset.pointInput);
  if (both instanceof HTMLInputElement) return { inputs: [both], read: () => placeIn(element, both), write: (at) => set(both, writePoint(at)) };
  const [lat, lon] = [named(element.dataset.latInput ?? "lat"), named(element.dataset.lonInput ?? "lon")];
  if (!lat || !lon) throw new Error("map pick needs its inputs");
  return {
    inputs: [lat, lon],
    read: () => readPoint(`${lat.value}, ${lon.value}`),
    write: ([x, y]) => {
      // Both before either speaks, so that nobody sees a place made of two.
      lat.value = y.toFixed(5);
      lon.value = x.toFixed(5);
      set(lat, lat.value);
      set(lon, lon.value);
    },
  };
}

/** Fills in the province unless somebody chose another. */
function provinceFiller(input: Input | null, base: BaseMap): (at: LonLat) => void {
  let filled = "";
  return (at) => {
    const name = shapeAt(at, base.provinces);
    if (!input || !name || (input.value !== "" && input.value !== filled)) return;
    set(input, name);
    filled = input.value;
  };
}

export async function pickSpot(element: HTMLElement, map: MapLibre, base: BaseMap): Promise<void> {
  const named = finder(element);
  const point = pointFields(element);
  const precision = named(element.dataset.precisionInput);
  const bearing = named(element.dataset.bearingInput);
  const view = named(element.dataset.viewInput);
  const fillProvince = provinceFiller(named(element.dataset.provinceInput), base);
  await map.once("load");

  const typed = (): Spot | null => {
    const at = point.read();
    const around = shownAround(element);
    return (
      at && {
        ...around,
        at,
        precisionM: precision ? readNumber(precision.value) : around.precisionM,
        bearing: bearing ? readBearing(bearing.value) : around.bearing,
        viewDeg: readNumber(view?.value) ?? around.viewDeg,
      }
    );
  };
  const choose = (at: LonLat) => {
    point.write(at);
    fillProvince(at);
  };
  const pin = new Pin(map, element, choose);
  map.on("click", (event) => {
    // The click belongs to whatever is being drawn or measured.
    if (element.dataset.drawing || element.dataset.measuring) return;
    const { lng, lat } = event.lngLat.wrap();
    choose([lng, lat]);
  });

  const follow = () => pin.update(typed());
  for (const input of [...point.inputs, precision, bearing, view]) input?.addEventListener("input", follow);
  for (const input of point.inputs) {
    // Only what a person typed moves the view; a click is where they are looking already.
    input.addEventListener("change", (event) => {
      const spot = typed();
      if (!spot || !event.isTrusted) return;
      fillProvince(spot.at);
      if (!map.getBounds().contains(spot.at)) lookAt(map, spot);
    });
  }
  follow();
  const spot = typed() ?? shownSpot(element);
  if (spot) lookAt(map, spot);
}
