// Drawing numbered boxes on a picture. On the evidence, a photo or a frame that was kept (the form says
// which), they say where a feature is; on a reference, where it was found. Each box belongs to one row
// of the form, which holds it in four inputs as fractions of the picture.
import { CurrentRow, type Side, addRow, boxOf, focusRow, foundOn, rowsOf, setFoundOn, writeBox } from "../features/rows.ts";
import { type Box, type Spot, boxBetween, isBox } from "../geometry/box.ts";
import { make, words } from "../island.ts";
import { fill } from "../reading/words.ts";

class Annotator {
  private readonly layer = make("div", "annotate__layer");
  private image: HTMLImageElement | null = null;
  private from: Spot | null = null;
  private readonly current: CurrentRow;
  private readonly side: Side;
  /** The reference that boxes are drawn on, as the rows name it; empty on the evidence. */
  private readonly on: string;
  private readonly sizes = new ResizeObserver(() => this.place());
  private readonly choice: HTMLSelectElement | null;

  constructor(
    private readonly element: HTMLElement,
    private readonly rowBox: HTMLElement,
  ) {
    this.side = element.dataset.side === "area" ? "area" : "box";
    this.on = element.dataset.on ?? "";
    const form = this.on === "" ? rowBox.closest("form") : null;
    this.choice = form?.querySelector<HTMLSelectElement>("select[name=drawn_on]") ?? null;
    this.choice?.addEventListener("change", () => this.find());
    this.layer.addEventListener("pointerdown", (event) => this.begin(event));
    this.layer.addEventListener("pointermove", (event) => this.drag(event));
    this.layer.addEventListener("pointerup", (event) => this.end(event));
    this.layer.addEventListener("pointercancel", () => this.cancel());
    this.current = new CurrentRow(rowBox, () => this.draw());
    // The picture may come and go: it is covered until somebody chooses to look.
    new MutationObserver(() => this.find()).observe(element, { childList: true, subtree: true });
    this.find();
  }

  private rows(): Element[] {
    return rowsOf(this.rowBox);
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

  /** The box of a row on this picture. */
  private boxOf(row: Element): Box | null {
    return this.on === "" || foundOn(row) === this.on ? boxOf(row, this.side) : null;
  }

  /** A new box goes to the row that is being written, or to the first without one. */
  private keep(box: Box): void {
    const { row: current } = this.current;
    const free = current?.isConnected && !this.boxOf(current) ? current : this.rows().find((row) => !this.boxOf(row));
    const row = free ?? addRow(this.rowBox) ?? current;
    if (!row) return this.draw();
    if (this.on !== "") setFoundOn(row, this.on);
    writeBox(row, this.side, box);
    this.current.row = row;
    focusRow(row);
    this.draw();
  }

  private select(event: PointerEvent): void {
    const number = (event.target as Element).closest<HTMLElement>(".annotate__box")?.dataset.number;
    const under = number ?? this.boxUnder(event);
    const row = under ? this.rows()[Number(under) - 1] : undefined;
    focusRow(row);
    this.draw();
  }

  private boxUnder(event: PointerEvent): string | undefined {
    const found = document.elementsFromPoint(event.clientX, event.clientY);
    return found.find((one): one is HTMLElement => one.classList.contains("annotate__box"))?.dataset.number;
  }

  private draw(dragged?: Box): void {
    const drawn = this.rows().flatMap((row, index) => {
      const box = this.boxOf(row);
      return box ? [this.shape(box, index + 1, row === this.current.row)] : [];
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
