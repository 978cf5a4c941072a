// Lets people set the widths of the three panes, and remembers them for the next item.
import { make, words } from "../island.ts";

const LEAST = 18;
const STEP = 2;

/** Shares of the first two panes in percent; the third takes the rest. */
type Shares = [number, number];

function load(key: string): Shares | null {
  try {
    const read = JSON.parse(localStorage.getItem(key) ?? "null") as unknown;
    const isPair = Array.isArray(read) && read.length === 2 && read.every((one) => typeof one === "number");
    return isPair ? (read as Shares) : null;
  } catch {
    return null;
  }
}

function save(key: string, shares: Shares): void {
  try {
    localStorage.setItem(key, JSON.stringify(shares));
  } catch {
    // The widths hold for this page then.
  }
}

/** Moves one edge; every pane keeps its least share. */
export function moved([first, second]: Shares, edge: number, to: number): Shares {
  const within = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
  if (edge === 0) {
    const width = within(to, LEAST, first + second - LEAST);
    return [width, first + second - width];
  }
  return [first, within(to - first, LEAST, 100 - LEAST - first)];
}

export function start(workspace: HTMLElement): void {
  const panes = [...workspace.querySelectorAll<HTMLElement>(":scope > .pane")];
  if (panes.length !== 3) return;
  const key = `cairn-panes-${workspace.dataset.panes ?? "item"}`;
  let shares: Shares = load(key) ?? [34, 33];
  const isRtl = getComputedStyle(workspace).direction === "rtl";

  const grips = [0, 1].map((edge) => {
    const grip = make("div", "pane__grip");
    grip.setAttribute("role", "separator");
    grip.setAttribute("aria-orientation", "vertical");
    grip.setAttribute("aria-label", words(workspace, "grip"));
    grip.tabIndex = 0;
    const set = (percent: number) => {
      shares = moved(shares, edge, percent);
      draw();
      save(key, shares);
    };
    grip.addEventListener("pointerdown", (event) => {
      grip.setPointerCapture(event.pointerId);
      grip.classList.add("is-dragging");
    });
    grip.addEventListener("pointermove", (event) => {
      if (!grip.hasPointerCapture(event.pointerId)) return;
      const frame = workspace.getBoundingClientRect();
      const from = isRtl ? frame.right - event.clientX : event.clientX - frame.left;
      set((from / frame.width) * 100);
    });
    grip.addEventListener("pointerup", () => grip.classList.remove("is-dragging"));
    grip.addEventListener("keydown", (event) => {
      const forward = isRtl ? "ArrowLeft" : "ArrowRight";
      const back = isRtl ? "ArrowRight" : "ArrowLeft";
      const step = event.key === forward ? STEP : event.key === back ? -STEP : 0;
      if (step === 0) return;
      event.preventDefault();
      set((edge === 0 ? shares[0] : shares[0] + shares[1]) + step);
    });
    return grip;
  });

  const draw = () => {
    workspace.style.setProperty("--pane-1", `${shares[0]}%`);
    workspace.style.setProperty("--pane-2", `${shares[1]}%`);
    place();
  };
  // The grid has least widths of its own, so the grips go where the panes really are.
  const place = () => {
    grips.forEach((grip, edge) => {
      const pane = panes[edge + 1];
      if (!pane) return;
      const start = isRtl ? workspace.clientWidth - pane.offsetLeft - pane.offsetWidth : pane.offsetLeft;
      grip.style.insetInlineStart = `${start}px`;
      const share = Math.round(edge === 0 ? shares[0] : shares[0] + shares[1]);
      grip.setAttribute("aria-valuenow", String(share));
    });
  };
  workspace.append(...grips);
  new ResizeObserver(place).observe(workspace);
  draw();
}
