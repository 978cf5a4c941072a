// Lines of latitude and longitude for whatever is in view: close by they are all the coarse base
// map has to say about scale, and they are exact.

export interface View {
  west: number;
  south: number;
  east: number;
  north: number;
}

export interface GraticuleLine {
  /** Degrees; a meridian's longitude or a parallel's latitude. */
  degrees: number;
  isMeridian: boolean;
  /** [longitude, latitude] at both ends. */
  ends: [[number, number], [number, number]];
}

/** Fewer lines than this across the view, so that they stay quiet. */
const MOST_LINES = 5;

/** The smallest 1, 2 or 5 × 10ⁿ degrees that draws at most `MOST_LINES` across `span`. */
export function graticuleStep(span: number): number {
  const least = span / MOST_LINES;
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10) * power;
}

/** Decimals that tell neighbouring lines apart. */
export function decimalsFor(step: number): number {
  return Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
}

function multiples(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}

/** Every line in view, on one step for both directions. */
export function graticule(view: View): { step: number; lines: GraticuleLine[] } {
  const step = graticuleStep(Math.max(view.east - view.west, view.north - view.south));
  const meridians = multiples(view.west, view.east, step).map((degrees) => ({
    degrees,
    isMeridian: true,
    ends: [[degrees, view.south], [degrees, view.north]] as GraticuleLine["ends"],
  }));
  const parallels = multiples(view.south, view.north, step).map((degrees) => ({
    degrees,
    isMeridian: false,
    ends: [[view.west, degrees], [view.east, degrees]] as GraticuleLine["ends"],
  }));
  return { step, lines: [...meridians, ...parallels] };
}
