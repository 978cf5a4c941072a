// What many strikes came to, kept in a file so that a long run can be stopped and gone on with: a line of
// JSON for every handful of strikes. TALLY names the file; without it nothing is kept.
//
//   TALLY=FILE node web/faults/tally.mjs     prints the sums
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FILE = process.env.TALLY;

function entries() {
  if (!FILE || !existsSync(FILE)) return [];
  return readFileSync(FILE, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
}

/** Notes some strikes of one kind: numbers are summed up, lists are joined. */
export function note(what, counts) {
  if (FILE) appendFileSync(FILE, `${JSON.stringify({ what, ...counts })}\n`);
}

/** How many of so many strikes are still to be made. */
export function remaining(what, count) {
  const made = entries().filter((entry) => entry.what === what);
  return Math.max(0, count - made.reduce((sum, { strikes }) => sum + strikes, 0));
}

/** The sums for every kind, in the order in which they came. */
export function sums() {
  const all = new Map();
  for (const { what, ...counts } of entries()) {
    const sum = all.get(what) ?? {};
    for (const [name, value] of Object.entries(counts)) {
      sum[name] = Array.isArray(value) ? [...(sum[name] ?? []), ...value] : (sum[name] ?? 0) + value;
    }
    all.set(what, sum);
  }
  return all;
}

/** Median and worst of some times. */
export function spread(times) {
  const sorted = times.toSorted((a, b) => a - b);
  return { median: sorted[sorted.length >> 1], worst: sorted.at(-1) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [what, { readyMs = [], ...counts }] of sums()) {
    const words = Object.entries(counts).map(([name, value]) => `${value} ${name}`);
    if (readyMs.length > 0) words.push(`ready in ${spread(readyMs).median.toFixed(0)} ms, at worst ${spread(readyMs).worst.toFixed(0)} ms`);
    console.log(`${what}: ${words.join(", ")}`);
  }
}
