// Measuring a shadow on a picture: three clicks, the foot of an object, its top, the tip of its shadow.
// The form holds them as numbers, in pixels of the picture; that field is the keyboard's way to the
// same thing.
import { make, makeButton, words } from "../island.ts";

type Spot = { x: number; y: number };
type Shown = HTMLImageElement | HTMLVideoElement;
const SVG = "http://www.w3.org/2000/svg";
const STEPS = ["foot", "top", "tip"] as const;

class Measure {
  private spots: Spot[] = [];
  private shown: Shown | null = null;
  private readonly layer = document.createElementNS(SVG, "svg");
  private readonly hint = make("p", "soft");

  constructor(
    private readonly element: HTMLElement,
    private readonly field: HTMLInputElement,
  ) {
    this.layer.setAttribute("class", "shadow-layer");
    this.layer.addEventListener("pointerdown", (event) => this.click(event));
    this.hint.setAttribute("role", "status");
    const button = makeButton("button button--small", words(element, "draw"), () => this.begin());
    element.querySelector("h2")?.after(button, this.hint);
    field.addEventListener("input", () => this.read());
    new MutationObserver(() => this.find()).observe(element, { childList: true, subtree: true });
    addEventListener("resize", () => this.place());
    this.find();
  }

  private find(): void {
    const shown = this.element.querySelector<Shown>(".media__shown");
    if (shown === this.shown) return;
    this.shown = shown;
    this.layer.remove();
    shown?.addEventListener("load", () => this.read());
    shown?.addEventListener("loadeddata", () => this.read());
    this.read();
  }

  private size(): [number, number] {
    const { shown } = this;
    if (shown instanceof HTMLVideoElement) return [shown.videoWidth, shown.videoHeight];
    return shown ? [shown.naturalWidth, shown.naturalHeight] : [0, 0];
  }

  private begin(): void {
    if (!this.shown || this.size()[0] === 0) {
      this.hint.textContent = words(this.element, "look-first");
      return;
    }
    this.spots = [];
    this.layer.dataset.drawing = "true";
    this.draw();
  }

  private click(event: PointerEvent): void {
    if (event.button !== 0 || !this.layer.dataset.drawing) return;
    event.preventDefault();
    const box = this.layer.getBoundingClientRect();
    const [width, height] = this.size();
    const at = (from: number, of: number, all: number) => Math.round((from / of) * all * 10) / 10;
    this.spots.push({ x: at(event.clientX - box.left, box.width, width), y: at(event.clientY - box.top, box.height, height) });
    if (this.spots.length === STEPS.length) {
      delete this.layer.dataset.drawing;
      this.field.value = this.spots.map(({ x, y }) => `${x}, ${y}`).join(", ");
      this.field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    this.draw();
  }

  /** What the field says, drawn. */
  private read(): void {
    const numbers = this.field.value.split(",").map(Number);
    const isWhole = numbers.length === 6 && numbers.every(Number.isFinite) && this.field.value.trim() !== "";
    this.spots = isWhole ? [0, 2, 4].map((at) => ({ x: numbers[at] ?? 0, y: numbers[at + 1] ?? 0 })) : [];
    this.draw();
  }

  private place(): void {
    const { shown, layer } = this;
    if (!shown) return;
    if (!layer.isConnected) shown.after(layer);
    for (const [side, px] of [["left", shown.offsetLeft], ["top", shown.offsetTop], ["width", shown.offsetWidth], ["height", shown.offsetHeight]] as const) {
      layer.style[side] = `${px}px`;
    }
  }

  private draw(): void {
    this.place();
    const [width, height] = this.size();
    this.layer.setAttribute("viewBox", `0 0 ${width || 1} ${height || 1}`);
    const [foot, top, tip] = this.spots;
    const marks = this.spots.map((spot) => this.dot(spot));
    const lines = [foot && top ? this.line(foot, top, "object") : null, foot && tip ? this.line(foot, tip, "shadow") : null];
    this.layer.replaceChildren(...lines.filter((line) => line !== null), ...marks);
    const step = STEPS[this.spots.length];
    if (this.layer.dataset.drawing) this.hint.textContent = step ? words(this.element, step) : "";
    else this.hint.textContent = this.spots.length === STEPS.length ? words(this.element, "drawn") : "";
  }

  private dot(spot: Spot): SVGElement {
    const dot = document.createElementNS(SVG, "circle");
    for (const [name, value] of [["cx", spot.x], ["cy", spot.y], ["r", this.size()[0] / 150]] as const) dot.setAttribute(name, String(value));
    return dot;
  }

  private line(from: Spot, to: Spot, kind: string): SVGElement {
    const line = document.createElementNS(SVG, "line");
    line.setAttribute("class", kind);
    for (const [name, value] of [["x1", from.x], ["y1", from.y], ["x2", to.x], ["y2", to.y]] as const) line.setAttribute(name, String(value));
    return line;
  }
}

export function start(element: HTMLElement): void {
  const form = document.getElementById(element.dataset.form ?? "");
  const field = form?.querySelector<HTMLInputElement>("[name=points]");
  if (!field) throw new Error("shadow needs a form with points");
  new Measure(element, field);
}
