// Figures on a sphere, for drawing: circles of uncertainty, cones of view, scale bars.
// Positions are [longitude, latitude] in degrees, as in GeoJSON; bearings are degrees from true north.

/** [longitude, latitude] in degrees. */
export type LonLat = [number, number];

/** Mean Earth radius in metres (IUGG R1), the same as in `cairn-domain`. */
const EARTH_RADIUS_M = 6_371_008.8;

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const degrees = (angle: number) => (angle * 180) / Math.PI;

/** Any bearing as 0..360. */
export function normalBearing(bearing: number): number {
  return ((bearing % 360) + 360) % 360;
}

/** Where one arrives after `metres` along a great circle (the direct problem on a sphere). */
export function destination([lon, lat]: LonLat, bearing: number, metres: number): LonLat {
  const angle = metres / EARTH_RADIUS_M;
  const [phi, theta] = [radians(lat), radians(bearing)];
  const sinPhi2 = Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(theta);
  const east = Math.sin(theta) * Math.sin(angle) * Math.cos(phi);
  const north = Math.cos(angle) - Math.sin(phi) * sinPhi2;
  return [lon + degrees(Math.atan2(east, north)), degrees(Math.asin(sinPhi2))];
}

/** Great-circle distance in metres (haversine). */
export function distanceM([lon1, lat1]: LonLat, [lon2, lat2]: LonLat): number {
  const halfLat = radians(lat2 - lat1) / 2;
  const halfLon = radians(lon2 - lon1) / 2;
  const h =
    Math.sin(halfLat) ** 2 + Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * Math.sin(halfLon) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** A closed ring `radiusM` around a point, counter-clockwise as RFC 7946 asks. */
export function circleRing(centre: LonLat, radiusM: number, steps = 64): LonLat[] {
  const ring = Array.from({ length: steps }, (_, i) => destination(centre, 360 - (i * 360) / steps, radiusM));
  return [...ring, ring[0] as LonLat];
}

/** What a camera at `centre` sees: a closed wedge `viewDeg` wide around `bearing`, `lengthM` long. */
export function coneRing(centre: LonLat, bearing: number, viewDeg: number, lengthM: number): LonLat[] {
  const view = Math.min(Math.max(viewDeg, 1), 180);
  const steps = Math.max(4, Math.ceil(view / 5));
  const arc = Array.from({ length: steps + 1 }, (_, i) =>
    destination(centre, bearing + view / 2 - (i * view) / steps, lengthM),
  );
  return [centre, ...arc, centre];
}

/** Metres that one screen pixel covers at this latitude; 512 px tiles, as MapLibre draws. */
export function metresPerPixel(lat: number, zoom: number): number {
  const equator = 2 * Math.PI * 6_378_137;
  return (equator * Math.cos(radians(lat))) / (512 * 2 ** zoom);
}

/** The longest 1, 2 or 5 × 10ⁿ metres that fit in `maxPixels`, and how many pixels they take. */
export function scaleBar(metresPerPx: number, maxPixels: number): { metres: number; pixels: number } {
  const most = metresPerPx * maxPixels;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = ([5, 2, 1].find((step) => step * power <= most) ?? 1) * power;
  return { metres, pixels: metres / metresPerPx };
}

/** The area-weighted middle of a ring and its area in square degrees; good enough to hang a name on. */
export function ringCentre(ring: readonly (readonly number[])[]): { at: LonLat; area: number } {
  let [area, x, y] = [0, 0, 0];
  ring.forEach((from, i) => {
    const to = ring[(i + 1) % ring.length] ?? from;
    const [x1 = 0, y1 = 0] = from;
    const [x2 = 0, y2 = 0] = to;
    const cross = x1 * y2 - x2 * y1;
    area += cross / 2;
    x += ((x1 + x2) * cross) / 6;
    y += ((y1 + y2) * cross) / 6;
  });
  return { at: [x / area, y / area], area: Math.abs(area) };
}

/** Whether a point lies inside a ring (even-odd rule). */
export function isInRing([x, y]: LonLat, ring: readonly (readonly number[])[]): boolean {
  let inside = false;
  ring.forEach((from, i) => {
    const to = ring[(i + 1) % ring.length] ?? from;
    const [x1 = 0, y1 = 0] = from;
    const [x2 = 0, y2 = 0] = to;
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  });
  return inside;
}
