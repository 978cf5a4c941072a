// Turns key presses into commands: single keys, `g` followed by a letter, Ctrl+K and Ctrl+Enter.

/** What a press of a key says, without the browser around it. */
export interface Press {
  key: string;
  ctrl: boolean;
  alt: boolean;
  typing: boolean;
  atMs: number;
}

export type Command =
  | { kind: "help" }
  | { kind: "jump" }
  | { kind: "cover" }
  | { kind: "next" }
  | { kind: "previous" }
  | { kind: "open" }
  | { kind: "go"; letter: string }
  /** Sends the form one is in. */
  | { kind: "send" }
  /** Whatever the page says that this key does. */
  | { kind: "press"; key: string };

/** A `g` waits this long for its letter. */
export const SEQUENCE_MS = 1_200;

const SINGLE: Record<string, Command> = {
  "?": { kind: "help" },
  b: { kind: "cover" },
  j: { kind: "next" },
  k: { kind: "previous" },
  o: { kind: "open" },
};

/** Remembers a `g` that waits. Keys typed into a field are text, all but Escape, Ctrl+K and Ctrl+Enter. */
export class KeyReader {
  private waitingSince = Number.NEGATIVE_INFINITY;

  read(press: Press): Command | null {
    const isOne = press.key.length === 1 && press.key !== " ";
    if (press.key === "Escape") return { kind: "cover" };
    if (press.ctrl && press.key.toLowerCase() === "k") return { kind: "jump" };
    if (press.ctrl && press.key === "Enter") return { kind: "send" };
    // With Alt the page's keys work from inside a field as well.
    if (press.alt && !press.ctrl && isOne) return { kind: "press", key: press.key };
    if (press.typing || press.ctrl || press.alt) return null;
    if (press.atMs - this.waitingSince <= SEQUENCE_MS) {
      this.waitingSince = Number.NEGATIVE_INFINITY;
      return /^[a-z]$/.test(press.key) ? { kind: "go", letter: press.key } : null;
    }
    if (press.key === "g") {
      this.waitingSince = press.atMs;
      return null;
    }
    return SINGLE[press.key] ?? (isOne ? { kind: "press", key: press.key } : null);
  }
}

/** Letters for `g`, by the last part of a link's path. */
const LETTERS: Record<string, string> = {
  queue: "q",
  incidents: "i",
  "sign-off": "s",
  signoff: "s",
  releases: "r",
  claims: "c",
  items: "e",
  team: "t",
  members: "t",
};

/** The letter that goes to a link, if it has one. */
export function letterFor(href: string): string | null {
  const last = href.split(/[?#]/)[0]?.replace(/\/+$/, "").split("/").pop() ?? "";
  return LETTERS[last] ?? null;
}

/** A record's id as people type it: `afg-7k3qxm`, `AFG7K3QXM` or, inside a project, `7k3qxm`. */
export function readItemId(text: string, project: string | null): { project: string; short: string } | null {
  const match = /^(?:([A-Z][A-Z0-9]{1,5})[-\s]?)?([2-9A-HJKMNP-TV-Z]{6})$/.exec(text.trim().toUpperCase());
  const code = match?.[1] ?? project;
  return match?.[2] && code ? { project: code, short: match[2] } : null;
}
