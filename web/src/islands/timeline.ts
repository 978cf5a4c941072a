// A brush on the month bars the server drew: drag across months, and the filter form is sent with
// the first and the last day. Without script each bar can be a link.
import { words } from "../island.ts";
import { firstDay, inOrder, lastDay } from "../reading/months.ts";

const SVG = "http://www.w3.org/2000/svg";

function barUnder(bars: SVGGraphicsElement[], clientX: number): SVGGraphicsElement | null {
  const distance = (bar: SVGGraphicsElement) => {
    const { left, right } = bar.getBoundingClientRect();
    return clientX < left ? left - clientX : Math.max(0, clientX - right);
  };
  return bars.reduce<SVGGraphicsElement | null>(
    (best, bar) => (best === null || distance(bar) < distance(best) ? bar : best),
    null,
  );
}

export function start(figure: HTMLElement): void {
  const svg = figure.querySelector("svg");
  const form = document.getElementById(figure.dataset.form ?? "filters");
  if (!svg || !(form instanceof HTMLFormElement)) return;
  const bars = [...svg.querySelectorAll<SVGGraphicsElement>("[data-month]")];
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement | null;
  const [from, to] = [field(figure.dataset.from ?? "from"), field(figure.dataset.to ?? "to")];
  if (!from || !to || bars.length === 0) return;

  const brush = document.createElementNS(SVG, "rect");
  brush.setAttribute("class", "brush");
  brush.setAttribute("hidden", "");
  const title = document.createElementNS(SVG, "title");
  title.textContent = words(figure, "brush");
  brush.append(title);

  let began: SVGGraphicsElement | null = null;
  let hasMoved = false;

  const span = (a: SVGGraphicsElement, b: SVGGraphicsElement) => {
    const [one, two] = [a.getBBox(), b.getBBox()];
    const left = Math.min(one.x, two.x) - 1;
    brush.removeAttribute("hidden");
    brush.setAttribute("x", String(left));
    brush.setAttribute("y", "0");
    brush.setAttribute("width", String(Math.max(one.x + one.width, two.x + two.width) + 1 - left));
    brush.setAttribute("height", String(svg.viewBox.baseVal.height));
    if (!brush.isConnected) svg.append(brush);
  };

  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    began = barUnder(bars, event.clientX);
    hasMoved = false;
  });
  svg.addEventListener("pointermove", (event) => {
    const over = began && barUnder(bars, event.clientX);
    if (!began || !over || (over === began && !hasMoved)) return;
    hasMoved = true;
    svg.setPointerCapture(event.pointerId);
    span(began, over);
  });
  svg.addEventListener("pointerup", (event) => {
    const ended = began && barUnder(bars, event.clientX);
    const [a, b] = [began?.dataset.month, ended?.dataset.month];
    began = null;
    // A plain click on a bar that is a link is the link's own.
    if (!a || !b || (!hasMoved && (event.target as Element).closest("a"))) return;
    const [first, last] = inOrder(a, b);
    from.value = firstDay(first);
    to.value = lastDay(last);
    form.requestSubmit();
  });
  svg.addEventListener("pointercancel", () => {
    began = null;
    brush.setAttribute("hidden", "");
  });
  // A drag that began on a link must not follow it.
  svg.addEventListener("click", (event) => hasMoved && event.preventDefault(), { capture: true });
  svg.addEventListener("dragstart", (event) => event.preventDefault());
}
