// The one script every page loads. It finds the islands on the page and fetches only those.
import { type Island } from "./island.ts";
import { settleDrafts } from "./drafts.ts";
import { watchSession } from "./session.ts";

const ISLANDS: Record<string, () => Promise<{ start: Island }>> = {
  annotate: () => import("./islands/annotate.ts"),
  atlas: () => import("./islands/atlas.ts"),
  compare: () => import("./islands/compare.ts"),
  copy: () => import("./islands/copy.ts"),
  draft: () => import("./islands/draft.ts"),
  "feature-rows": () => import("./islands/feature-rows.ts"),
  join: () => import("./islands/join.ts"),
  keys: () => import("./islands/keys.ts"),
  map: () => import("./islands/map.ts"),
  panes: () => import("./islands/panes.ts"),
  passkey: () => import("./islands/passkey.ts"),
  player: () => import("./islands/player.ts"),
  redact: () => import("./islands/redact.ts"),
  reveal: () => import("./islands/reveal.ts"),
  shadow: () => import("./islands/shadow.ts"),
  sun: () => import("./islands/sun.ts"),
  theme: () => import("./islands/theme.ts"),
  timeline: () => import("./islands/timeline.ts"),
  upload: () => import("./islands/upload.ts"),
};

/** An island that fails leaves the server's page as it was; one must not take the others along. */
async function start(element: HTMLElement, name: string): Promise<void> {
  try {
    const island = await ISLANDS[name]?.();
    await island?.start(element);
  } catch (error) {
    element.dataset.failed = "true";
    console.error(`island ${name}`, error);
  }
}

async function startAll(): Promise<void> {
  const found = [...document.querySelectorAll<HTMLElement>("[data-island]")];
  const pairs = found.flatMap((element) =>
    (element.dataset.island ?? "").split(/\s+/).map((name) => ({ element, name })),
  );
  const isDraft = (pair: { name: string }) => pair.name === "draft";
  // Drafts come last: they fill rows that another island may have to add first. Maps take long and
  // nothing waits for them.
  const early = pairs.filter((pair) => !isDraft(pair) && pair.name !== "map");
  const maps = pairs.filter((pair) => pair.name === "map").map((pair) => start(pair.element, pair.name));
  await Promise.all(early.map((pair) => start(pair.element, pair.name)));
  await Promise.all(pairs.filter(isDraft).map((pair) => start(pair.element, pair.name)));
  document.documentElement.dataset.islands = "ready";
  await Promise.all(maps);
}

settleDrafts();
watchSession();
document.querySelector<HTMLElement>(".error-summary")?.focus();
void startAll();
