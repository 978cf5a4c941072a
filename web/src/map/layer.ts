// A layer as the page describes it, and what must be said of it.

/** A layer as the page describes it. */
export interface LayerChoice {
  id: string;
  label: string;
  /** A file of tiles, not a template. */
  isFile: boolean;
  address: string;
  attribution: string;
  maxZoom: number;
  tileSize: number;
  imageryDate: string;
  /** Whom the browser itself would ask; empty if nobody. */
  asks: string;
}

export function readChoices(text: string | undefined): LayerChoice[] {
  return text ? (JSON.parse(text) as LayerChoice[]) : [];
}

/** Whether a layer may be shown: always, unless the browser itself would ask somebody. */
export function isTurnedOn(layer: LayerChoice, on: string): boolean {
  return layer.asks === "" || on.split(" ").includes(layer.id);
}

/** What stands under the map: the base, whose boundaries, whose pictures and of when. */
export function creditWords(base: string, boundaries: string, layer: LayerChoice | null, dated: string, undated: string): string {
  const date = layer?.imageryDate ? dated.replace("{date}", layer.imageryDate) : undated;
  return [base, boundaries, ...(layer ? [layer.attribution, date] : [])].filter((part) => part !== "").join(" · ");
}
