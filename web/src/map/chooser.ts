// The list of layers on the map: one of them or the base alone, how opaque, boundaries or not; and the
// question that comes before a provider is asked.
import { make, makeButton, words } from "../island.ts";
import { noteShown, shownIn } from "../reading/address.ts";
import { type LayerChoice, isTurnedOn } from "./layer.ts";

/** What this tab remembers, and no other. */
const memory = {
  get(name: string): string {
    try {
      return sessionStorage.getItem(`cairn:layer:${name}`) ?? "";
    } catch {
      return "";
    }
  },
  set(name: string, value: string): void {
    try {
      sessionStorage.setItem(`cairn:layer:${name}`, value);
    } catch {
      // A browser that keeps nothing asks again on the next page.
    }
  },
};

interface Acts {
  show(layer: LayerChoice | null, opacity: number): void;
  showBoundaries(shown: boolean): void;
}

export class Chooser {
  readonly box = make("details", "map__layers");
  readonly #element: HTMLElement;
  readonly #layers: LayerChoice[];
  readonly #acts: Acts;
  readonly #question = make("div", "map__layers-question");
  readonly #failed: HTMLElement;
  readonly #opacity = make("input", "");
  readonly #slider: HTMLElement;
  readonly #radios = new Map<string, HTMLInputElement>();
  #chosen: LayerChoice | null = null;

  constructor(element: HTMLElement, layers: LayerChoice[], hasBoundaries: boolean, acts: Acts) {
    this.#element = element;
    this.#layers = layers;
    this.#acts = acts;
    const list = make("fieldset", "map__layers-list");
    list.setAttribute("aria-label", words(element, "layers"));
    for (const layer of [null, ...layers]) list.append(this.#radio(layer));
    this.#slider = this.#opacitySlider();
    this.#failed = make("p", "map__layers-failed", words(element, "layers-failed"));
    this.#failed.setAttribute("role", "status");
    this.#failed.hidden = true;
    this.#question.hidden = true;
    this.box.append(make("summary", "", words(element, "layers")), ...(layers.length > 0 ? [list] : []));
    if (hasBoundaries) this.box.append(this.#boundaries());
    this.box.append(this.#slider, this.#question, this.#failed);
  }

  /**
   * Shows what the address names, or else what this tab showed last. Nobody is asked by a link alone: a
   * layer that was not turned on in this tab gets its question.
   */
  begin(): void {
    const find = (id: string | null) => this.#layers.find((layer) => layer.id === id);
    const named = find(shownIn("layer"));
    const last = find(memory.get("chosen"));
    const isOn = last && isTurnedOn(last, memory.get("on"));
    if (named) this.box.open = !isTurnedOn(named, memory.get("on"));
    this.#choose(named ?? (isOn ? last : null));
  }

  /** Says that tiles did not come. */
  fail(): void {
    this.#failed.hidden = false;
  }

  #radio(layer: LayerChoice | null): HTMLElement {
    const label = make("label", "map__layers-choice");
    const radio = make("input", "");
    radio.type = "radio";
    radio.name = "map-layer";
    radio.addEventListener("change", () => {
      this.#choose(layer);
      noteShown("layer", layer?.id ?? "");
    });
    this.#radios.set(layer?.id ?? "", radio);
    label.append(radio, make("span", "", layer?.label ?? words(this.#element, "layers-base")));
    return label;
  }

  #opacitySlider(): HTMLElement {
    const label = make("label", "map__layers-opacity");
    this.#opacity.type = "range";
    this.#opacity.min = "0.1";
    this.#opacity.max = "1";
    this.#opacity.step = "0.1";
    this.#opacity.value = "1";
    this.#opacity.addEventListener("input", () => this.#show());
    label.append(make("span", "", words(this.#element, "layers-opacity")), this.#opacity);
    return label;
  }

  #boundaries(): HTMLElement {
    const label = make("label", "map__layers-choice");
    const box = make("input", "");
    box.type = "checkbox";
    box.checked = true;
    box.addEventListener("change", () => {
      this.#acts.showBoundaries(box.checked);
      this.#show();
    });
    label.append(box, make("span", "", words(this.#element, "layers-boundaries")));
    return label;
  }

  /** Chooses a layer; one that asks somebody is shown only once that was turned on in this tab. */
  #choose(layer: LayerChoice | null): void {
    const radio = this.#radios.get(layer?.id ?? "");
    if (radio) radio.checked = true;
    this.#failed.hidden = true;
    this.#question.hidden = true;
    memory.set("chosen", layer?.id ?? "");
    const isOn = layer === null || isTurnedOn(layer, memory.get("on"));
    if (layer && !isOn) this.#ask(layer);
    this.#chosen = isOn ? layer : null;
    this.#slider.hidden = this.#chosen === null;
    this.#show();
  }

  #ask(layer: LayerChoice): void {
    const named = (name: string) => words(this.#element, name).replace("{provider}", layer.asks);
    const turnOn = makeButton("button button--small", named("layers-turn-on"), () => {
      memory.set("on", `${memory.get("on")} ${layer.id}`.trim());
      this.#choose(layer);
      this.#radios.get(layer.id)?.focus();
    });
    const warning = make("p", "", named("layers-warning"));
    warning.setAttribute("role", "status");
    this.#question.replaceChildren(warning, turnOn);
    this.#question.hidden = false;
  }

  #show(): void {
    this.#acts.show(this.#chosen, Number(this.#opacity.value));
  }
}
