// Drawing what is covered, on the still or on the recording as it stands. Every region is a row of
// the form, and the row's text is all there is: drawing writes it, typing redraws it.
import { type Box, type Spot, boxBetween, isBox } from "../geometry/box.ts";
import { nudged, placeAt, readTrack, withKey, withoutKey, writeTrack } from "../geometry/track.ts";
import { make, words } from "../island.ts";
import { fill } from "../reading/words.ts";
import { Transport } from "../redact/transport.ts";

type Media = HTMLImageElement | HTMLVideoElement;

/** One press of an arrow key moves by this fraction of the picture; with Alt by a fifth of it. */
const STEP = 0.01;

const text = (row: Element, part: string) =>
  row.querySelector<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(`[data-region="${part}"]`);

class Redactor {
  private readonly layer = make("div", "redact__layer");
  private readonly how = make("p", "soft");
  private readonly transport: Transport | null;
  private readonly moves: boolean;
  private media: Media | null = null;
  private current: Element | null = null;
  private from: Spot | null = null;
  private held: { box: Box; from: Spot } | null = null;
  private readonly sizes = new ResizeObserver(() => this.place());

  constructor(
    private readonly element: HTMLElement,
    private readonly rowBox: HTMLElement,
  ) {
    this.moves = element.dataset.kind === "video";
    this.transport = this.moves ? new Transport(element, () => this.draw()) : null;
    this.how.setAttribute("role", "status");
    this.element.querySelector(".media")?.after(...(this.transport ? [this.transport.bar] : []), this.how);
    this.layer.addEventListener("pointerdown", (event) => this.begin(event));
    this.layer.addEventListener("pointermove", (event) => this.drag(event));
    this.layer.addEventListener("pointerup", (event) => this.end(event));
    this.layer.addEventListener("pointercancel", () => this.let());
    for (const name of ["input", "change", "cairn:rows"]) rowBox.addEventListener(name, () => this.draw());
    rowBox.addEventListener("focusin", (event) => this.choose((event.target as Element).closest("[data-feature-row]")));
    this.transport?.onMark((end) => this.mark(end));
    this.transport?.onRemove(() => this.removeKey());
    // The picture may come and go: it is covered until somebody chooses to look.
    new MutationObserver(() => this.find()).observe(element, { childList: true, subtree: true });
    this.find();
  }

  private rows(): Element[] {
    return [...this.rowBox.querySelectorAll("[data-feature-row]")];
  }

  private track(row: Element) {
    return readTrack(text(row, "track")?.value ?? "");
  }

  private now(): number {
    return this.media instanceof HTMLVideoElement ? this.media.currentTime : 0;
  }

  private find(): void {
    const stage = this.element.querySelector(".media__stage");
    const media = stage?.querySelector<Media>("img:not(.media__cover), video") ?? null;
    if (media === this.media) return;
    this.sizes.disconnect();
    this.layer.remove();
    this.media = media;
    // A contact sheet is not the recording: nothing is drawn on it.
    const isDrawn = media && (this.moves ? media instanceof HTMLVideoElement : true);
    this.transport?.attach(isDrawn && media instanceof HTMLVideoElement ? media : null);
    this.how.textContent = words(this.element, isDrawn ? "how" : "show");
    if (!media || !isDrawn) return;
    if (media instanceof HTMLImageElement) media.draggable = false;
    media.after(this.layer);
    this.sizes.observe(media);
    media.addEventListener(media instanceof HTMLVideoElement ? "loadedmetadata" : "load", () => this.place());
    this.place();
  }

  private place(): void {
    if (!this.media) return;
    const { style } = this.layer;
    style.left = `${this.media.offsetLeft}px`;
    style.top = `${this.media.offsetTop}px`;
    style.width = `${this.media.offsetWidth}px`;
    style.height = `${this.media.offsetHeight}px`;
    this.draw();
  }

  private spot(event: PointerEvent): Spot {
    const frame = this.layer.getBoundingClientRect();
    return { x: event.clientX - frame.left, y: event.clientY - frame.top };
  }

  private begin(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    this.layer.setPointerCapture(event.pointerId);
    this.transport?.pause();
    const spot = this.spot(event);
    const row = this.rowOf(event.target as Element);
    const box = row && placeAt(this.track(row), this.now());
    if (row && box) {
      this.choose(row);
      this.held = { box, from: spot };
    } else this.from = spot;
  }

  private rowOf(target: Element): Element | undefined {
    const shape = target.closest<HTMLElement>(".redact__shape");
    return shape ? this.rows()[Number(shape.dataset.number) - 1] : undefined;
  }

  /** What the hand is at: a new box, or the held one moved. */
  private boxTo(event: PointerEvent): Box | null {
    const { width, height } = this.layer.getBoundingClientRect();
    const spot = this.spot(event);
    if (this.from) return boxBetween(this.from, spot, width, height);
    if (!this.held) return null;
    const { box, from } = this.held;
    return nudged(box, { x: (spot.x - from.x) / width, y: (spot.y - from.y) / height });
  }

  private drag(event: PointerEvent): void {
    const box = this.boxTo(event);
    if (box) this.draw(box);
  }

  private end(event: PointerEvent): void {
    const box = this.boxTo(event);
    const { held, from } = this;
    this.let();
    if (!box) return;
    const isMoved = held && (Math.abs(box.x - held.box.x) > 1e-4 || Math.abs(box.y - held.box.y) > 1e-4);
    if (isMoved && this.current) this.write(this.current, box);
    else if (from && isBox(box)) this.keep(box);
    if (held) this.focus(this.current);
  }

  /** A field that is left says that it changed, which draws all shapes anew: so it is left first. */
  private focus(row: Element | null): void {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    this.shapeOf(row)?.focus();
  }

  private let(): void {
    this.from = this.held = null;
    this.draw();
  }

  /** A new box belongs to the chosen region if it is nowhere yet, else to the first free row. */
  private keep(box: Box): void {
    const free = (row: Element) => this.track(row).length === 0;
    const row = this.current && free(this.current) ? this.current : (this.rows().find(free) ?? this.addRow());
    if (!row) return;
    this.choose(row);
    this.write(row, box);
    this.focus(row);
  }

  private addRow(): Element | null {
    const add = this.rowBox.querySelector<HTMLButtonElement>("[data-add-row]:not([hidden])");
    add?.click();
    return add ? (this.rows().pop() ?? null) : null;
  }

  private write(row: Element, box: Box): void {
    const keys = this.moves ? withKey(this.track(row), this.now(), box) : [{ t: 0, box }];
    this.put(row, "track", writeTrack(keys, this.moves));
  }

  private put(row: Element, part: string, value: string): void {
    const field = text(row, part);
    if (!field) return;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private mark(end: "from" | "to"): void {
    if (this.current) this.put(this.current, end, String(Number(this.now().toFixed(3))));
  }

  private removeKey(): void {
    if (!this.current) return;
    const keys = withoutKey(this.track(this.current), this.now());
    this.put(this.current, "track", writeTrack(keys, this.moves));
  }

  private choose(row: Element | null): void {
    if (!row || row === this.current) return;
    this.current = row;
    this.draw();
  }

  private key(event: KeyboardEvent, row: Element): void {
    const box = placeAt(this.track(row), this.now());
    const step = event.altKey ? STEP / 5 : STEP;
    const [across, down] = event.shiftKey ? (["w", "h"] as const) : (["x", "y"] as const);
    const by: Partial<Record<string, Partial<Box>>> = {
      ArrowLeft: { [across]: -step },
      ArrowRight: { [across]: step },
      ArrowUp: { [down]: -step },
      ArrowDown: { [down]: step },
    };
    const change = by[event.key];
    if (!box || !change) return;
    event.preventDefault();
    this.write(row, nudged(box, change));
    this.shapeOf(row)?.focus();
  }

  private shapeOf(row: Element | null): HTMLElement | null {
    const number = row ? this.rows().indexOf(row) + 1 : 0;
    return this.layer.querySelector(`.redact__shape[data-number="${number}"]`);
  }

  private draw(dragged?: Box): void {
    const now = this.now();
    const focused = this.layer.contains(document.activeElement)
      ? (document.activeElement as HTMLElement).dataset.number
      : undefined;
    const shapes = this.rows().flatMap((row, index) => {
      const isHeld = dragged && this.held && row === this.current;
      const box = isHeld ? dragged : placeAt(this.track(row), now);
      return box && isOn(row, now) ? [this.shape(row, box, index + 1)] : [];
    });
    if (dragged && this.from) shapes.push(this.outline(dragged));
    this.layer.replaceChildren(...shapes);
    if (focused) this.layer.querySelector<HTMLElement>(`[data-number="${focused}"]`)?.focus();
    this.transport?.show(this.current ? this.track(this.current).map((key) => key.t) : [], this.current !== null);
  }

  private shape(row: Element, box: Box, number: number): HTMLElement {
    const shape = this.outline(box);
    shape.classList.toggle("is-ellipse", text(row, "shape")?.value === "ellipse");
    shape.classList.toggle("is-current", row === this.current);
    shape.dataset.number = String(number);
    shape.tabIndex = 0;
    shape.setAttribute("role", "button");
    shape.setAttribute("aria-label", fill(words(this.element, "region"), { n: number }));
    shape.append(make("span", "annotate__number", String(number)));
    shape.addEventListener("focus", () => this.choose(row));
    shape.addEventListener("keydown", (event) => this.key(event, row));
    return shape;
  }

  private outline(box: Box): HTMLElement {
    const shape = make("div", "redact__shape");
    shape.style.left = `${box.x * 100}%`;
    shape.style.top = `${box.y * 100}%`;
    shape.style.width = `${box.w * 100}%`;
    shape.style.height = `${box.h * 100}%`;
    return shape;
  }
}

/** Whether a region is there at this second. */
function isOn(row: Element, now: number): boolean {
  const from = Number(text(row, "from")?.value || 0);
  const to = text(row, "to")?.value.trim();
  return now >= from - 1e-3 && (!to || now <= Number(to) + 1e-3);
}

export function start(element: HTMLElement): void {
  const rowBox = document.querySelector<HTMLElement>(element.dataset.rows ?? "");
  if (!rowBox) throw new Error("redact needs data-rows");
  new Redactor(element, rowBox);
}
