// Numbers as people read them. The words themselves come from the page; only numbers and their
// units are put in here, by the browser's own knowledge of the language.

/** Puts values into `{name}` places; a name without a value stays visible, so that it is noticed. */
export function fill(pattern: string, values: Record<string, string | number>): string {
  return pattern.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

const unit = (lang: string, name: string, digits: number) =>
  new Intl.NumberFormat(lang, { style: "unit", unit: name, maximumFractionDigits: digits });

/** 1 kB is 1,000 bytes, as phones and shops count. */
export function bytesWords(bytes: number, lang: string): string {
  if (bytes < 1_000) return unit(lang, "byte", 0).format(bytes);
  if (bytes < 1_000_000) return unit(lang, "kilobyte", 0).format(bytes / 1_000);
  if (bytes < 1_000_000_000) return unit(lang, "megabyte", 1).format(bytes / 1_000_000);
  return unit(lang, "gigabyte", 2).format(bytes / 1_000_000_000);
}

/** Seconds up to a minute and a half, then minutes, then hours; never falsely exact. */
export function timeWords(seconds: number, lang: string): string {
  if (seconds < 10) return unit(lang, "second", 0).format(Math.max(1, Math.ceil(seconds)));
  if (seconds < 90) return unit(lang, "second", 0).format(Math.ceil(seconds / 10) * 10);
  if (seconds < 5_400) return unit(lang, "minute", 0).format(Math.round(seconds / 60));
  return unit(lang, "hour", 1).format(seconds / 3_600);
}

/** Metres or kilometres. */
export function lengthWords(metres: number, lang: string): string {
  return metres < 1_000
    ? unit(lang, "meter", 0).format(metres)
    : unit(lang, "kilometer", metres < 10_000 ? 1 : 0).format(metres / 1_000);
}

/** Decimal degrees to `decimals` places; 5 is about a metre. */
export function coordinateWords(lat: number, lon: number, decimals = 5): string {
  return `${lat.toFixed(decimals)}, ${lon.toFixed(decimals)}`;
}
