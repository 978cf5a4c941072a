// What a signed-in page leaves in the browser goes when its session ends: what was being typed at once when
// somebody signs out, and the page itself when time is up, whether or not the server can be reached.
import { make, words } from "./island.ts";

/** When another tab of this browser last asked something of the server, in milliseconds. */
const LAST_USE = "cairn-last-use";

/** The part of a storage that is cleared. */
export interface Shelf {
  readonly length: number;
  key(at: number): string | null;
  removeItem(key: string): void;
}

/** Everything of Cairn's that a storage holds of one's work. */
export function forget(shelf: Shelf): void {
  const keys = Array.from({ length: shelf.length }, (_, at) => shelf.key(at) ?? "");
  for (const key of keys) if (key.startsWith("cairn")) shelf.removeItem(key);
}

/** What the page was told of its session when it was drawn. */
export interface Ends {
  drawnMs: number;
  idleMs: number;
  leftMs: number;
}

/** Milliseconds until the session has ended for certain; 0 or less when it has. */
export function left(ends: Ends, lastUseMs: number, nowMs: number): number {
  const idle = Math.max(ends.drawnMs, lastUseMs) + ends.idleMs;
  return Math.min(idle, ends.drawnMs + ends.leftMs) - nowMs;
}

function lastUse(): number {
  try {
    return Number(localStorage.getItem(LAST_USE) ?? 0) || 0;
  } catch {
    return 0;
  }
}

/** The server was asked something just now, so the session goes on. */
export function used(): void {
  try {
    localStorage.setItem(LAST_USE, String(Date.now()));
  } catch {
    // Without it each tab counts for itself.
  }
}

function forgetTab(): void {
  try {
    forget(sessionStorage);
  } catch {
    // Nothing was kept.
  }
}

/** Takes away what the page shows; what the server kept of it comes back after signing in. */
function end(body: HTMLElement): void {
  const main = make("main", "page page--read");
  const way = make("a", "button", words(body, "log-in"));
  way.href = `/login?next=${encodeURIComponent(location.pathname)}`;
  main.append(make("h1", "", words(body, "ended")), make("p", "", words(body, "ended-why")), way);
  body.replaceChildren(main);
  delete body.dataset.idleS;
  delete body.dataset.draftKey;
  // Last: a field that is taken away while it is typed in has its form kept once more.
  forgetTab();
}

/** On every page of somebody who is signed in. */
export function watchSession(): void {
  const { body } = document;
  for (const form of document.querySelectorAll('form[action="/logout"]')) form.addEventListener("submit", forgetTab);
  if (!body.dataset.idleS) return;
  const ends = { drawnMs: Date.now(), idleMs: Number(body.dataset.idleS) * 1000, leftMs: Number(body.dataset.leftS) * 1000 };
  used();
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    clearTimeout(waiting);
    if (!body.dataset.idleS) return;
    const ms = left(ends, lastUse(), Date.now());
    if (ms <= 0) end(body);
    else waiting = setTimeout(look, ms);
  };
  look();
  // A device that slept wakes with its timers late.
  document.addEventListener("visibilitychange", look);
  addEventListener("pageshow", look);
}
