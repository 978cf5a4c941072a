// How the picture is looked at: closer, turned, mirrored, brighter. Nothing of it touches the file;
// it is gone when the picture is covered.

const STEPS = [1, 1.5, 2, 3, 4, 6, 8] as const;

export class View {
  brightness = 1;
  contrast = 1;
  private zoom = 0;
  private turn = 0;
  private isFlipped = false;
  private pan = { x: 0, y: 0 };
  private dragged: { x: number; y: number } | null = null;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly stage: HTMLElement,
  ) {
    video.addEventListener("pointerdown", this.begin);
    video.addEventListener("pointermove", this.drag);
    video.addEventListener("pointerup", this.end);
    video.addEventListener("pointercancel", this.end);
  }

  closer(steps: number): void {
    this.zoom = Math.min(STEPS.length - 1, Math.max(0, this.zoom + steps));
    if (this.zoom === 0) this.pan = { x: 0, y: 0 };
    this.draw();
  }

  rotate(): void {
    this.turn = (this.turn + 90) % 360;
    this.draw();
  }

  flip(): void {
    this.isFlipped = !this.isFlipped;
    this.draw();
  }

  reset(): void {
    [this.zoom, this.turn, this.isFlipped, this.pan] = [0, 0, false, { x: 0, y: 0 }];
    [this.brightness, this.contrast] = [1, 1];
    this.draw();
  }

  get scale(): number {
    return STEPS[this.zoom] ?? 1;
  }

  draw(): void {
    const { style, offsetWidth: width, offsetHeight: height } = this.video;
    // Lying on its side it must still fit where it stood.
    const lies = this.turn % 180 !== 0;
    const fit = lies ? Math.min(this.stage.clientWidth / height, height / width, 1) : 1;
    const scale = this.scale * fit;
    const across = this.isFlipped ? -scale : scale;
    style.transform = `translate(${this.pan.x}px, ${this.pan.y}px) scale(${across}, ${scale}) rotate(${this.turn}deg)`;
    style.filter = this.brightness === 1 && this.contrast === 1 ? "" : `brightness(${this.brightness}) contrast(${this.contrast})`;
    this.video.classList.toggle("is-near", this.zoom > 0);
  }

  private begin = (event: PointerEvent): void => {
    if (event.button !== 0 || this.zoom === 0) return;
    event.preventDefault();
    this.video.setPointerCapture(event.pointerId);
    this.dragged = { x: event.clientX - this.pan.x, y: event.clientY - this.pan.y };
  };

  private drag = (event: PointerEvent): void => {
    if (!this.dragged) return;
    const reach = (size: number) => (size * (this.scale - 1)) / 2;
    const within = (value: number, most: number) => Math.min(most, Math.max(-most, value));
    this.pan = {
      x: within(event.clientX - this.dragged.x, reach(this.video.offsetWidth)),
      y: within(event.clientY - this.dragged.y, reach(this.video.offsetHeight)),
    };
    this.draw();
  };

  private end = (): void => {
    this.dragged = null;
  };
}
