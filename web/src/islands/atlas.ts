// The map of the first page and everything that moves with it: one file of columns answers every
// filter at once, and the server's own page follows for the words. Past a hundred thousand attacks there
// is no such file, and the server counts what is seen. What is asked stands in the address. Without
// network the page stays as the server made it.
import { words, type Island } from "../island.ts";
import { ANY, counts, find, idOf, readColumns, type Asked, type Columns } from "../atlas/columns.ts";
import { cells } from "../atlas/cells.ts";
import { marks, type Mark, type Marks, type Plane, type Window } from "../atlas/clusters.ts";

const SVG = "http://www.w3.org/2000/svg";
const DAY_MS = 86_400_000;
/** Closer than this a drawing of provinces says nothing. */
const CLOSEST = 1 / 64;
/** Parts of the page that the server words anew. */
const WORDED = [".result-line", ".active-filters", ".hero__figures", ".chart", ".atlas__list"];

function drawn<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Record<string, string | number>,
): SVGElementTagNameMap[K] {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

function asked(form: HTMLFormElement, columns: Columns): Asked {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? "");
  const day = (name: string, otherwise: number) => {
    const at = Date.parse(text(name));
    return Number.isNaN(at) ? otherwise : Math.floor(at / DAY_MS);
  };
  // A value the dataset does not hold finds nothing.
  const position = (list: string[], name: string) => (text(name) ? (list.indexOf(text(name)) + 256) % 256 : ANY);
  const claimed = text("claimed");
  return {
    from: day("from", 0),
    to: day("to", 65_535),
    province: position(columns.provinces, "province"),
    type: position(columns.types, "type"),
    target: position(columns.targets, "target"),
    place: position(columns.places, "place"),
    claimed: claimed === "yes" || claimed === "no" ? claimed : "",
  };
}

const THINGS = ["province", "type", "target", "place"] as const;
type Thing = (typeof THINGS)[number];
/** How many each value of a thing would find. */
type Found = (thing: Thing, value: string) => number;

/** Writes how many each choice would find into the form. */
function count(form: HTMLFormElement, found: Found): void {
  for (const name of THINGS) {
    const select = form.elements.namedItem(name);
    if (!(select instanceof HTMLSelectElement)) continue;
    for (const option of select.options) {
      if (!option.value) continue;
      option.textContent = `${(option.textContent ?? "").replace(/ \(\d+\)$/, "")} (${found(name, option.value)})`;
    }
  }
}

/** How many a choice would find among rows that are here. */
function foundHere(columns: Columns, what: Asked): Found {
  const lists = { province: columns.provinces, type: columns.types, target: columns.targets, place: columns.places };
  const counted = new Map(THINGS.map((thing) => [thing, counts(columns, what, thing)]));
  return (thing, value) => counted.get(thing)?.[lists[thing].indexOf(value)] ?? 0;
}

/** The same as the server counts it. */
async function foundThere(query: string): Promise<Found> {
  const asked = new URLSearchParams(query);
  asked.set("facets", "yes");
  asked.set("limit", "0");
  const answer = await fetch(`/data/incidents.json?${asked}`);
  if (!answer.ok) throw new Error(`${answer.status}`);
  const { facets } = (await answer.json()) as { facets: Record<Thing, Record<string, number>> };
  return (thing, value) => facets[thing][value] ?? 0;
}

function planeOf(svg: SVGSVGElement): Plane {
  const number = (name: string) => Number(svg.getAttribute(`data-${name}`));
  const { width, height } = svg.viewBox.baseVal;
  return { lon: number("lon"), lat: number("lat"), x: number("x"), y: number("y"), metre: number("metre"), width, height };
}

class Drawing {
  #seen: Window;
  #marks: Marks = () => [];
  #turn = 0;
  readonly #layer = drawn("g", { class: "sketch__marks" });
  readonly #plane: Plane;

  constructor(
    readonly svg: SVGSVGElement,
    readonly say: (count: number) => string,
  ) {
    this.#plane = planeOf(svg);
    this.#seen = { x: 0, y: 0, width: this.#plane.width };
    for (const dot of svg.querySelectorAll("a:has(.sketch__dot)")) dot.remove();
    svg.append(this.#layer);
    svg.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    this.#drag();
  }

  show(marks: Marks): void {
    this.#marks = marks;
    this.draw();
  }

  /** Half as wide, or twice, around a point of the drawing. */
  zoom(factor: number, x = this.#seen.x + this.#seen.width / 2, y = this.#middle()): void {
    const { width } = this.#plane;
    const wide = Math.min(width, Math.max(width * CLOSEST, this.#seen.width * factor));
    const share = wide / this.#seen.width;
    this.#place(x - (x - this.#seen.x) * share, y - (y - this.#seen.y) * share, wide);
  }

  draw(): void {
    const { x, y, width } = this.#seen;
    const height = (width * this.#plane.height) / this.#plane.width;
    this.svg.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
    this.svg.classList.toggle("sketch--near", width < this.#plane.width);
    const turn = ++this.#turn;
    const put = (all: Mark[]) => turn === this.#turn && this.#put(all, width / this.#plane.width);
    // Overtaken, or without network: what was drawn stays.
    Promise.resolve(this.#marks(this.#plane, this.#seen)).then(put).catch(() => undefined);
  }

  #put(all: Mark[], unit: number): void {
    this.#layer.replaceChildren(...all.map((mark) => (mark.count > 1 ? this.#many(mark, unit) : this.#one(mark, unit))));
  }

  #middle(): number {
    return this.#seen.y + (this.#seen.width * this.#plane.height) / this.#plane.width / 2;
  }

  #place(x: number, y: number, width: number): void {
    const high = (width * this.#plane.height) / this.#plane.width;
    this.#seen = {
      x: Math.min(this.#plane.width - width, Math.max(0, x)),
      y: Math.min(this.#plane.height - high, Math.max(0, y)),
      width,
    };
    this.draw();
  }

  #one({ id, ...mark }: Mark, unit: number): SVGElement {
    const link = drawn("a", { href: `/incidents/${id}`, tabindex: -1, "aria-label": id });
    const circle = drawn("circle", { class: "sketch__dot", cx: mark.x, cy: mark.y, r: Math.max(mark.radius, 4 * unit) });
    const title = drawn("title", {});
    title.textContent = document.querySelector(`#${CSS.escape(id)} h3`)?.textContent ?? id;
    circle.append(title);
    link.append(circle);
    return link;
  }

  #many(mark: Mark, unit: number): SVGElement {
    const group = drawn("g", { class: "sketch__cluster", role: "img", "aria-label": this.say(mark.count) });
    const size = (9 + 2.5 * Math.log2(mark.count)) * unit;
    const number = drawn("text", { x: mark.x, y: mark.y + 4 * unit, "text-anchor": "middle" });
    number.style.fontSize = `${11 * unit}px`;
    number.textContent = String(mark.count);
    group.append(drawn("circle", { cx: mark.x, cy: mark.y, r: Math.min(size, 26 * unit) }), number);
    group.addEventListener("click", () => this.zoom(0.5, mark.x, mark.y));
    return group;
  }

  #at(event: MouseEvent): [number, number] {
    const box = this.svg.getBoundingClientRect();
    const unit = this.#seen.width / box.width;
    return [this.#seen.x + (event.clientX - box.left) * unit, this.#seen.y + (event.clientY - box.top) * unit];
  }

  /** A page that is scrolled must not stop at the map: the wheel zooms with Ctrl alone. */
  #wheel(event: WheelEvent): void {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.zoom(event.deltaY > 0 ? 1.25 : 0.8, ...this.#at(event));
  }

  #drag(): void {
    let from: [number, number] | null = null;
    this.svg.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "mouse" && this.#seen.width < this.#plane.width) from = this.#at(event);
    });
    this.svg.addEventListener("pointermove", (event) => {
      if (!from) return;
      const [x, y] = this.#at(event);
      this.#place(this.#seen.x + from[0] - x, this.#seen.y + from[1] - y, this.#seen.width);
    });
    for (const end of ["pointerup", "pointerleave"] as const) this.svg.addEventListener(end, () => (from = null));
  }
}

function addButtons(element: HTMLElement, drawing: Drawing, isCounted: boolean): void {
  const bar = document.createElement("p");
  bar.className = "atlas__tools row";
  const button = (name: string, act: () => void) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button button--small";
    made.textContent = words(element, name);
    made.addEventListener("click", act);
    bar.append(made);
  };
  button("closer", () => drawing.zoom(0.5));
  button("farther", () => drawing.zoom(2));
  // The large map is fetched by whoever asks for it, and is not for as many as cells are.
  const map = document.querySelector<HTMLElement>("[data-map-later]");
  if (!map || isCounted) return void element.append(bar);
  button("detailed", () => {
    map.hidden = false;
    element.hidden = true;
    void import("./map.ts").then((island) => island.start(map));
  });
  element.append(bar);
}

function queryOf(form: HTMLFormElement): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) query.append(name, String(value));
  return query;
}

/** The address of what the form asks for. */
function addressOf(form: HTMLFormElement): string {
  const text = queryOf(form).toString();
  return `${new URL(form.action).pathname}${text ? `?${text}` : ""}`;
}

/** Has the server word what is shown, and puts its words in place; the last one asked for wins. */
function worder(): (address: string) => Promise<void> {
  let running: AbortController | null = null;
  return async (address) => {
    running?.abort();
    running = new AbortController();
    const answer = await fetch(address, { signal: running.signal });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of WORDED) {
      const [here, there] = [document.querySelector(part), page.querySelector(part)];
      if (here && there) here.replaceWith(there);
      else here?.replaceChildren();
    }
    // The chart's own script held on to the one that is gone.
    const chart = document.querySelector<HTMLElement>(".chart[data-island]");
    if (chart) (await import("./timeline.ts")).start(chart);
  };
}

/** Shows what the form asks for of rows that are here. */
function shownHere(form: HTMLFormElement, drawing: Drawing, columns: Columns): () => void {
  return () => {
    // Words are looked for by the server; until then the map shows what the rest of the form says.
    if (new FormData(form).get("q")) return;
    const what = asked(form, columns);
    const found = find(columns, what);
    count(form, foundHere(columns, what));
    drawing.show((plane, seen) => marks(columns, found, (row) => idOf(columns, row), plane, seen));
  };
}

/** The same of what the server counts. */
function shownThere(form: HTMLFormElement, drawing: Drawing): () => void {
  let last = "";
  return () => {
    const query = queryOf(form).toString();
    last = query;
    drawing.show(cells(query));
    const write = (found: Found) => last === query && count(form, found);
    foundThere(query).then(write).catch(() => undefined);
  };
}

export const start: Island = async (element) => {
  const svg = element.querySelector<SVGSVGElement>("svg.sketch");
  const form = document.getElementById("filters");
  if (!svg || !(form instanceof HTMLFormElement)) return;
  const answer = await fetch(element.dataset.src ?? "/data/columns.bin");
  element.dataset.ready = "true";
  if (!answer.ok && answer.status !== 404) return;
  const drawing = new Drawing(svg, (count) => words(element, "cluster").replace("{count}", String(count)));
  const show = answer.ok ? shownHere(form, drawing, readColumns(await answer.arrayBuffer())) : shownThere(form, drawing);
  const word = worder();
  addButtons(element, drawing, !answer.ok);
  show();
  form.addEventListener("change", () => {
    show();
    const address = addressOf(form);
    history.replaceState(null, "", address);
    // Overtaken by the next change, by leaving, or without network: the form can still be sent.
    word(address).catch(() => undefined);
  });
};
