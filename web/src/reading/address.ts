// What a page shows beside its records, kept behind the `#` of its address: a link leads to the same
// view, and neither the server nor its log hears where somebody looked.

/** Reads `#map=12,34.5,69.2,40&sun=2022-05-06,860`; a link to a part of the page holds nothing of it. */
export function readShown(hash: string): URLSearchParams {
  const text = hash.replace(/^#/, "");
  return new URLSearchParams(text.includes("=") ? text : "");
}

/** The address with one thing more, or less if there is nothing to say of it. */
export function writeShown(hash: string, name: string, value: string): string {
  const shown = readShown(hash);
  if (value === "") shown.delete(name);
  else shown.set(name, value);
  const text = shown.toString().replaceAll("%2C", ",");
  return text === "" ? "" : `#${text}`;
}

/** How the map is looked at. Bearing in degrees from north, zoom as the map counts it. */
export interface View {
  zoom: number;
  lat: number;
  lon: number;
  bearing: number;
}

/** A view as it stands in an address; `null` if it is none. */
export function readView(text: string | null): View | null {
  const numbers = (text ?? "").split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const [zoom = Number.NaN, lat = Number.NaN, lon = Number.NaN, bearing = 0] = numbers;
  const isWithin = zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && Math.abs(bearing) <= 360;
  return isWithin ? { zoom, lat, lon, bearing } : null;
}

/** Five decimals are a metre: finer than a screen shows. */
export function writeView({ zoom, lat, lon, bearing }: View): string {
  return [zoom.toFixed(2), lat.toFixed(5), lon.toFixed(5), bearing.toFixed(0)].join(",");
}

/** Says in this page's address what is shown now. */
export function noteShown(name: string, value: string): void {
  const to = location.pathname + location.search + writeShown(location.hash, name, value);
  history.replaceState(history.state, "", to);
}

/** What this page's address says of one thing. */
export const shownIn = (name: string): string | null => readShown(location.hash).get(name);
