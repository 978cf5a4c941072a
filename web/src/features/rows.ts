// The rows of the geolocation form as the islands read and write them: a box on the frame, and where
// the thing in it was found. The form's own inputs hold everything; they are the keyboard's way too.
import { type Box, readBox } from "../geometry/box.ts";
import type { LonLat } from "../geometry/sphere.ts";
import { readPoint } from "../reading/point.ts";

/** `box` is on the frame, `area` on the picture of a reference. */
export type Side = "box" | "area";

export type ShapeKind = "point" | "line" | "box";

export interface MapShape {
  kind: ShapeKind;
  points: LonLat[];
}

const SIDES = ["x", "y", "w", "h"] as const;

export const rowsOf = (rowBox: Element): Element[] => [...rowBox.querySelectorAll("[data-feature-row]")];

function input(row: Element, side: Side, name: string): HTMLInputElement | null {
  return row.querySelector<HTMLInputElement>(`[data-${side}="${name}"]`);
}

const select = (row: Element, name: string) => row.querySelector<HTMLSelectElement>(`select[name$="-${name}"]`);

const say = (row: Element) => row.dispatchEvent(new Event("input", { bubbles: true }));

export function boxOf(row: Element, side: Side): Box | null {
  const [x = "", y = "", w = "", h = ""] = SIDES.map((name) => input(row, side, name)?.value ?? "");
  return readBox(x, y, w, h);
}

export function writeBox(row: Element, side: Side, box: Box): void {
  for (const name of SIDES) {
    const field = input(row, side, name);
    if (field) field.value = String(box[name]);
  }
  say(row);
}

/** Where the row says that its feature was found: nothing, `map`, `map:2` or `picture:2`. */
export const foundOn = (row: Element): string => select(row, "on")?.value ?? "";

export function setFoundOn(row: Element, value: string): void {
  const field = select(row, "on");
  if (field) field.value = value;
}

/** The shape on the map, as far as its coordinates are decimal: everything else the server reads. */
export function shapeOf(row: Element): MapShape | null {
  if (!foundOn(row).startsWith("map")) return null;
  const text = row.querySelector<HTMLInputElement>("[data-found-at]")?.value ?? "";
  const points = text.split(";").map(readPoint).filter((one) => one !== null);
  if (points.length === 0) return null;
  return { kind: (select(row, "shape")?.value ?? "point") as ShapeKind, points };
}

/** A millionth of a degree is a tenth of a metre: finer than anyone clicks. */
export const coordinates = ([lon, lat]: LonLat): string => `${lat.toFixed(6)}, ${lon.toFixed(6)}`;

/** Writes a shape on the map; what the row was read from stays. */
export function writeShape(row: Element, { kind, points }: MapShape): void {
  if (!foundOn(row).startsWith("map")) setFoundOn(row, "map");
  const field = row.querySelector<HTMLInputElement>("[data-found-at]");
  if (field) field.value = points.map(coordinates).join("; ");
  const shape = select(row, "shape");
  if (shape) shape.value = kind;
  say(row);
}

/** One more row, if the form takes another. */
export function addRow(rowBox: Element): Element | null {
  const add = rowBox.querySelector<HTMLButtonElement>("[data-add-row]:not([hidden])");
  add?.click();
  return add ? (rowsOf(rowBox).pop() ?? null) : null;
}

/** To the words of a row, where the next thing is typed. */
export function focusRow(row: Element | undefined): void {
  row?.querySelector<HTMLElement>("textarea")?.focus();
}

/** The row that is being written: the last one with the focus. */
export class CurrentRow {
  row: Element | null = null;

  constructor(rowBox: Element, changed: () => void) {
    for (const name of ["input", "change", "cairn:rows"]) rowBox.addEventListener(name, changed);
    rowBox.addEventListener("focusin", (event) => {
      this.row = (event.target as Element).closest("[data-feature-row]");
      changed();
    });
  }
}
