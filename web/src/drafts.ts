// Where typed words wait until a form went through: this tab's own storage, gone when it closes. Browsers
// write such a storage to disk to give tabs back, so the words are sealed with a key that came with the page,
// is good for one session and is stored nowhere.
import type { Values } from "./form-values.ts";

interface Kept {
  /** Twelve bytes and what they sealed, in base64. */
  sealed: string;
  /** The form is on its way. */
  sent: boolean;
}

const PREFIX = "cairn-draft:";
const NONCE_BYTES = 12;

/** One draft for each form on each page. */
export function draftKey(form: HTMLFormElement): string {
  return `${PREFIX}${location.pathname}#${form.id}`;
}

/** The session's key, if the page has one and the browser can use it; both only over a safe connection. */
async function sessionKey(): Promise<CryptoKey | null> {
  const hex = document.body.dataset.draftKey;
  if (!hex || !globalThis.crypto?.subtle) return null;
  return importKey(hex);
}

const importKey = (hex: string): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", fromHex(hex), "AES-GCM", false, ["encrypt", "decrypt"]);

const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (two) => Number.parseInt(two, 16));

/** Values as text that says nothing without the key. */
export async function seal(key: CryptoKey, values: Values): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const plain = new TextEncoder().encode(JSON.stringify(values));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain));
  return btoa([...iv, ...sealed].map((byte) => String.fromCharCode(byte)).join(""));
}

/** What was sealed; nothing if it was not with this key. */
export async function unseal(key: CryptoKey, text: string): Promise<Values | null> {
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const iv = bytes.slice(0, NONCE_BYTES);
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, bytes.slice(NONCE_BYTES));
    return JSON.parse(new TextDecoder().decode(plain)) as Values;
  } catch {
    return null;
  }
}

function read(key: string): Kept | null {
  try {
    const text = sessionStorage.getItem(key);
    return text ? (JSON.parse(text) as Kept) : null;
  } catch {
    return null;
  }
}

function write(key: string, kept: Kept): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // A full or forbidden storage loses the draft, not the form.
  }
}

export async function loadDraft(key: string): Promise<Values | null> {
  const [kept, session] = [read(key), await sessionKey()];
  return kept && session ? unseal(session, kept.sealed) : null;
}

/** How often each draft was kept or dropped: sealing takes a moment, and the last word counts. */
const turns = new Map<string, number>();

function takeTurn(key: string): number {
  const turn = (turns.get(key) ?? 0) + 1;
  turns.set(key, turn);
  return turn;
}

export async function saveDraft(key: string, values: Values, sent: boolean): Promise<void> {
  const turn = takeTurn(key);
  // The page may be left before the words are sealed again; that the form was sent is known at once.
  const before = read(key);
  if (before) write(key, { ...before, sent });
  const session = await sessionKey();
  const sealed = session && (await seal(session, values));
  const isLast = turns.get(key) === turn && document.body.dataset.draftKey !== undefined;
  if (sealed && isLast) write(key, { sealed, sent });
}

export function dropDraft(key: string): void {
  takeTurn(key);
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

/** Whether this page says that the last form was refused. */
function cameBackRefused(): boolean {
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return (entry?.responseStatus ?? 200) >= 400 || document.querySelector(".error-summary") !== null;
}

function keptKeys(): string[] {
  try {
    return Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

/** On every page: a form that was sent and did not come back refused is done with. */
export function settleDrafts(): void {
  const refused = cameBackRefused();
  for (const key of keptKeys()) {
    const kept = read(key);
    if (!kept?.sent) continue;
    if (refused) write(key, { ...kept, sent: false });
    else dropDraft(key);
  }
}
