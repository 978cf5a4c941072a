// The shortest line between two points on the WGS 84 ellipsoid, for measuring on the map.
import { type LonLat, distanceM, normalBearing } from "./sphere.ts";

/** Semi-major axis in metres, and flattening. */
const EQUATOR_M = 6_378_137;
const FLATTENING = 1 / 298.257_223_563;
const POLAR_M = EQUATOR_M * (1 - FLATTENING);

export interface GeodesicLine {
  metres: number;
  /** Where it starts, degrees from true north, 0..360. */
  bearing: number;
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/**
 * Vincenty, *Direct and inverse solutions of geodesics on the ellipsoid*, 1975: half a millimetre.
 * Nearly opposite points, for which it does not converge, are measured on the sphere (0.6 %).
 */
export function geodesic(from: LonLat, to: LonLat): GeodesicLine {
  const reduced = (lat: number) => Math.atan((1 - FLATTENING) * Math.tan(radians(lat)));
  const [u1, u2, wide] = [reduced(from[1]), reduced(to[1]), radians(to[0] - from[0])];
  const [sinU1, cosU1, sinU2, cosU2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  let lambda = wide;
  for (let round = 0; round < 100; round += 1) {
    const [sinL, cosL] = [Math.sin(lambda), Math.cos(lambda)];
    const [east, north] = [cosU2 * sinL, cosU1 * sinU2 - sinU1 * cosU2 * cosL];
    const sinSigma = Math.hypot(east, north);
    if (sinSigma === 0) return { metres: 0, bearing: 0 };
    const cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * cosL;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cosU1 * cosU2 * sinL) / sinSigma;
    const cos2Alpha = 1 - sinAlpha ** 2;
    const cos2M = cos2Alpha === 0 ? 0 : cosSigma - (2 * sinU1 * sinU2) / cos2Alpha;
    const c = (FLATTENING / 16) * cos2Alpha * (4 + FLATTENING * (4 - 3 * cos2Alpha));
    const before = lambda;
    const inner = cos2M + c * cosSigma * (2 * cos2M ** 2 - 1);
    lambda = wide + (1 - c) * FLATTENING * sinAlpha * (sigma + c * sinSigma * inner);
    if (Math.abs(lambda - before) < 1e-12) {
      const metres = arcLength(cos2Alpha, sigma, sinSigma, cosSigma, cos2M);
      return { metres, bearing: normalBearing((Math.atan2(east, north) * 180) / Math.PI) };
    }
  }
  return { metres: distanceM(from, to), bearing: sphereBearing(from, to) };
}

function arcLength(cos2Alpha: number, sigma: number, sinSigma: number, cosSigma: number, cos2M: number): number {
  const uu = (cos2Alpha * (EQUATOR_M ** 2 - POLAR_M ** 2)) / POLAR_M ** 2;
  const a = 1 + (uu / 16_384) * (4_096 + uu * (-768 + uu * (320 - 175 * uu)));
  const b = (uu / 1_024) * (256 + uu * (-128 + uu * (74 - 47 * uu)));
  const last = (b / 6) * cos2M * (4 * sinSigma ** 2 - 3) * (4 * cos2M ** 2 - 3);
  const middle = cosSigma * (2 * cos2M ** 2 - 1) - last;
  return POLAR_M * a * (sigma - b * sinSigma * (cos2M + (b / 4) * middle));
}

function sphereBearing([lon1, lat1]: LonLat, [lon2, lat2]: LonLat): number {
  const [a, b, wide] = [radians(lat1), radians(lat2), radians(lon2 - lon1)];
  const north = Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(wide);
  return normalBearing((Math.atan2(Math.sin(wide) * Math.cos(b), north) * 180) / Math.PI);
}

/** How far off a bearing may be, in degrees, when each end may be `offM` metres off; at least half a degree. */
export function bearingTolerance(metres: number, offM: number): number {
  const degrees = (Math.atan2(2 * offM, Math.max(metres, 1e-6)) * 180) / Math.PI;
  return Math.max(0.5, Math.ceil(degrees * 10) / 10);
}
