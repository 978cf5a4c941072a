// Drawing numbered boxes on a picture: a photo, or a frame of a recording that was kept; the form says
// which. Each box belongs to one row of the form, which holds it in
// four inputs as fractions of the frame; those inputs are the keyboard's way to the same thing.
import { make, words } from "../island.ts";
import { fill } from "../reading/words.ts";
import { type Box, type Spot, boxBetween, isBox, readBox } from "../geometry/box.ts";

const SIDES = ["x", "y", "w", "h"] as const;

function input(row: Element, side: string): HTMLInputElement | null {
  return row.querySelector<HTMLInputElement>(`[data-box="${side}"]`);
}

function boxOf(row: Element): Box | null {
  const [x = "", y = "", w = "", h = ""] = SIDES.map((side) => input(row, side)?.value ?? "");
  return readBox(x, y, w, h);
}

function writeBox(row: Element, box: Box): void {
  for (const side of SIDES) {
    const field = input(row, side);
    if (field) field.value = String(box[side]);
  }
  row.dispatchEvent(new Event("input", { bubbles: true }));
}

class Annotator {
  private readonly layer = make("div", "annotate__layer");
  private image: HTMLImageElement | null = null;
  private from: Spot | null = null;
  private current: Element | null = null;
  private readonly sizes = new ResizeObserver(() => this.place());
  private readonly choice: HTMLSelectElement | null;

  constructor(
    private readonly element: HTMLElement,
    private readonly rowBox: HTMLElement,
  ) {
    this.choice = rowBox.closest("form")?.querySelector<HTMLSelectElement>("select[name=drawn_on]") ?? null;
    this.choice?.addEventListener("change", () => this.find());
    this.layer.addEventListener("pointerdown", (event) => this.begin(event));
    this.layer.addEventListener("pointermove", (event) => this.drag(event));
    this.layer.addEventListener("pointerup", (event) => this.end(event));
    this.layer.addEventListener("pointercancel", () => this.cancel());
    rowBox.addEventListener("input", () => this.draw());
    rowBox.addEventListener("change", () => this.draw());
    rowBox.addEventListener("cairn:rows", () => this.draw());
    rowBox.addEventListener("focusin", (event) => {
      this.current = (event.target as Element).closest("[data-feature-row]");
      this.draw();
    });
    // The picture may come and go: it is covered until somebody chooses to look.
    new MutationObserver(() => this.find()).observe(element, { childList: true, subtree: true });
    this.find();
  }

  private rows(): Element[] {
    return [...this.rowBox.querySelectorAll("[data-feature-row]")];
  }

  /** The picture on screen, if it is the one that the form says. */
  private chosen(): HTMLImageElement | null {
    const image = this.element.querySelector<HTMLImageElement>("img:not(.media__cover)");
    if (!this.choice) return image;
    const picture = image?.dataset.picture ?? this.element.dataset.picture;
    return picture === this.choice.value ? image : null;
  }

  private find(): void {
    const image = this.chosen();
    if (image === this.image) return;
    this.sizes.disconnect();
    this.layer.remove();
    this.image = image;
    if (!image) return;
    image.draggable = false;
    image.after(this.layer);
    this.sizes.observe(image);
    image.addEventListener("load", () => this.place());
    this.place();
  }

  private place(): void {
    if (!this.image) return;
    const { style } = this.layer;
    style.inset = "auto";
    style.left = `${this.image.offsetLeft}px`;
    style.top = `${this.image.offsetTop}px`;
    style.width = `${this.image.offsetWidth}px`;
    style.height = `${this.image.offsetHeight}px`;
    this.draw();
  }

  private spot(event: PointerEvent): Spot {
    const frame = this.layer.getBoundingClientRect();
    return { x: event.clientX - frame.left, y: event.clientY - frame.top };
  }

  private boxTo(event: PointerEvent): Box | null {
    const { width, height } = this.layer.getBoundingClientRect();
    return this.from && boxBetween(this.from, this.spot(event), width, height);
  }

  private begin(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    this.layer.setPointerCapture(event.pointerId);
    this.from = this.spot(event);
  }

  private drag(event: PointerEvent): void {
    const box = this.boxTo(event);
    if (box) this.draw(box);
  }

  private end(event: PointerEvent): void {
    const box = this.boxTo(event);
    this.from = null;
    if (box && isBox(box)) this.keep(box);
    else this.select(event);
  }

  private cancel(): void {
    this.from = null;
    this.draw();
  }

  /** A new box goes to the row that is being written, or to the first without one. */
  private keep(box: Box): void {
    const free = this.current && !boxOf(this.current) ? this.current : this.rows().find((row) => !boxOf(row));
    const row = free ?? this.addRow() ?? this.current;
    if (!row) return this.draw();
    writeBox(row, box);
    this.current = row;
    row.querySelector<HTMLElement>("input:not([type=hidden]):not([data-box]), textarea")?.focus();
    this.draw();
  }

  private addRow(): Element | null {
    const add = this.rowBox.querySelector<HTMLButtonElement>("[data-add-row]:not([hidden])");
    add?.click();
    return add ? (this.rows().pop() ?? null) : null;
  }

  private select(event: PointerEvent): void {
    const number = (event.target as Element).closest<HTMLElement>(".annotate__box")?.dataset.number;
    const under = number ?? this.boxUnder(event);
    const row = under ? this.rows()[Number(under) - 1] : undefined;
    row?.querySelector<HTMLElement>("input:not([type=hidden]):not([data-box]), textarea")?.focus();
    this.draw();
  }

  private boxUnder(event: PointerEvent): string | undefined {
    const found = document.elementsFromPoint(event.clientX, event.clientY);
    return found.find((one): one is HTMLElement => one.classList.contains("annotate__box"))?.dataset.number;
  }

  private draw(dragged?: Box): void {
    const drawn = this.rows().flatMap((row, index) => {
      const box = boxOf(row);
      return box ? [this.shape(box, index + 1, row === this.current)] : [];
    });
    if (dragged) drawn.push(this.shape(dragged, null, true));
    this.layer.replaceChildren(...drawn);
  }

  private shape(box: Box, number: number | null, isCurrent: boolean): HTMLElement {
    const shape = make("div", isCurrent ? "annotate__box is-current" : "annotate__box");
    shape.style.left = `${box.x * 100}%`;
    shape.style.top = `${box.y * 100}%`;
    shape.style.width = `${box.w * 100}%`;
    shape.style.height = `${box.h * 100}%`;
    if (number !== null) {
      shape.dataset.number = String(number);
      shape.title = fill(words(this.element, "box"), { n: number });
      shape.append(make("span", "annotate__number", String(number)));
    }
    return shape;
  }
}

export function start(element: HTMLElement): void {
  const rowBox = document.querySelector<HTMLElement>(element.dataset.rows ?? "");
  if (!rowBox) throw new Error("annotate needs data-rows");
  new Annotator(element, rowBox);
}
