// The panel under the map: a day and a time on it, and what the sun then does, in words and on the map.
import type { LonLat } from "../geometry/sphere.ts";
import { type SunDay, minutesOf, seenAs, shadowRatio, sunAfter } from "../geometry/sun-day.ts";
import { normalBearing } from "../geometry/sphere.ts";
import { make, pageLanguage, words } from "../island.ts";
import { placeIn, readBearing, shownSpot } from "../map/spot.ts";
import type { SunShown } from "../map/sun.ts";
import { noteShown, shownIn } from "../reading/address.ts";
import { fill } from "../reading/words.ts";

/** While somebody types or drags the pin, the server is asked only once they pause. */
const PAUSE_MS = 300;

class Panel {
  private day: SunDay | null = null;
  private asked = "";
  private timer = 0;
  private readonly date: HTMLInputElement;
  private readonly time: HTMLInputElement;
  private readonly view: HTMLInputElement;
  private readonly clock: HTMLOutputElement;
  private readonly said: HTMLElement;
  private readonly map: HTMLElement | null;

  constructor(private readonly element: HTMLDetailsElement) {
    const find = <T extends HTMLElement>(selector: string) => {
      const found = element.querySelector<T>(selector);
      if (!found) throw new Error(`the sun's panel needs ${selector}`);
      return found;
    };
    this.date = find("#sun-day-date");
    this.time = find("#sun-day-time");
    this.view = find("#sun-day-view");
    this.clock = find("output");
    this.said = find(".sun-day__words");
    this.map = element.parentElement?.querySelector<HTMLElement>(".map") ?? null;
    find(".sun-day__controls").hidden = false;
    this.listen();
    this.begin();
  }

  /** Opens at the day and minute that the address names. */
  private begin(): void {
    const [date = "", minutes = ""] = (shownIn("sun") ?? "").split(",");
    if (!/^\d{4}-\d\d-\d\d$/.test(date)) return;
    this.date.value = date;
    this.time.value = minutes;
    this.element.open = true;
  }

  private listen(): void {
    // Only what somebody chose; the panel's own start is no news.
    for (const input of [this.date, this.time]) input.addEventListener("change", () => noteShown("sun", `${this.date.value},${this.time.value}`));
    this.element.addEventListener("toggle", () => void this.refresh());
    this.date.addEventListener("change", () => void this.refresh());
    for (const input of [this.time, this.view]) input.addEventListener("input", () => this.show());
    this.map?.addEventListener("cairn:map", () => this.show());
    const { pointInput, bearingInput } = this.map?.dataset ?? {};
    this.field(pointInput)?.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.refresh(), PAUSE_MS);
    });
    this.field(bearingInput)?.addEventListener("input", () => this.show());
  }

  private field(name: string | undefined): HTMLInputElement | null {
    const form = document.getElementById(this.map?.dataset.form ?? "");
    return (name && form?.querySelector<HTMLInputElement>(`[name="${CSS.escape(name)}"]`)) || null;
  }

  /** Where the pin stands: what is typed, or else what the page says. */
  private place(): LonLat | null {
    const field = this.field(this.map?.dataset.pointInput);
    if (!this.map) return null;
    return field ? placeIn(this.map, field) : (shownSpot(this.map)?.at ?? null);
  }

  private bearing(): number | null {
    const { bearingInput, bearing } = this.map?.dataset ?? {};
    const field = this.field(bearingInput);
    return readBearing(field ? field.value : bearing);
  }

  /** Fetches the day if it is another one, or another place. */
  private async refresh(): Promise<void> {
    const place = this.element.open ? this.place() : null;
    const { src = "", zone = "" } = this.element.dataset;
    const [lon = 0, lat = 0] = place ?? [];
    const query = new URLSearchParams({ lat: lat.toFixed(4), lon: lon.toFixed(4), date: this.date.value, zone });
    const asked = place ? `${src}?${query}` : "";
    if (asked !== this.asked) {
      this.asked = asked;
      this.day = null;
      const day = asked ? await fetchDay(asked) : null;
      // Somebody may have moved on meanwhile.
      if (this.asked !== asked) return;
      this.day = day;
      if (day) this.time.max = String(minutesOf(day) - 1);
      else this.asked = "";
    }
    this.show();
    if (this.element.open && !this.day) this.say([words(this.element, place ? "failed" : "no-place")]);
  }

  private show(): void {
    const { day } = this;
    if (!day) return this.tell(null);
    const minutes = Number(this.time.value);
    const at = new Date(day.start_ms + minutes * 60_000);
    const local = clock(at, day.zone);
    const utc = clock(at, "UTC");
    this.clock.textContent = `${local} · ${utc} UTC`;
    const sun = sunAfter(day, minutes);
    const viewDeg = Number(this.view.value) || 60;
    this.tell({ day, sun, viewDeg });
    const said = this.sunWords(sun);
    // A screen reader says it with the time, once, wherever the slider stops.
    this.time.setAttribute("aria-valuetext", [`${local}, ${utc} UTC.`, ...said].join(" "));
    this.say([...said, this.lightWords(day)]);
  }

  private sunWords(sun: SunShown["sun"]): string[] {
    const ratio = shadowRatio(sun.elevation);
    if (ratio === null) return [words(this.element, "down")];
    const shadow = normalBearing(sun.azimuth + 180);
    const bearing = this.bearing();
    const values = { azimuth: sun.azimuth.toFixed(1), elevation: sun.elevation.toFixed(1), shadow: shadow.toFixed(1), ratio: ratio.toFixed(2) };
    const seen = bearing === null ? [] : [fill(words(this.element, "seen"), { way: words(this.element, seenAs(bearing, shadow)) })];
    return [fill(words(this.element, "line"), values), ...seen];
  }

  private lightWords(day: SunDay): string {
    if (day.light !== "rises_or_sets") return words(this.element, day.light.replaceAll("_", "-"));
    const all = (list: number[]) => list.map((ms) => clock(new Date(ms), day.zone)).join(", ") || "–";
    return fill(words(this.element, "light"), { rise: all(day.sunrises_ms), set: all(day.sunsets_ms) });
  }

  private say(sentences: string[]): void {
    this.said.replaceChildren(...sentences.map((sentence) => make("p", "", sentence)));
  }

  private tell(shown: SunShown | null): void {
    this.map?.dispatchEvent(new CustomEvent("cairn:sun", { detail: this.element.open ? shown : null }));
  }
}

function clock(at: Date, zone: string): string {
  return new Intl.DateTimeFormat(pageLanguage(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }).format(at);
}

async function fetchDay(address: string): Promise<SunDay | null> {
  const answer = await fetch(address, { headers: { accept: "application/json" } }).catch(() => null);
  return answer?.ok ? ((await answer.json()) as SunDay) : null;
}

export function start(element: HTMLElement): void {
  if (element instanceof HTMLDetailsElement) new Panel(element);
}
