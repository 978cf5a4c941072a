// The house rules of the stylesheet, and its contrast in both themes.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const files = readdirSync("styles").filter((name) => name.endsWith(".css"));
const read = (name: string) => readFileSync(`styles/${name}`, "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
const tokens = read("tokens.css");

function declared(block: string): Map<string, string> {
  return new Map([...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name as string, value as string]));
}

function blockAfter(opening: string): Map<string, string> {
  const from = tokens.indexOf(opening);
  assert.notEqual(from, -1, opening);
  return declared(tokens.slice(from, tokens.indexOf("}", from)));
}

const light = blockAfter(":root {\n  color-scheme: light");
const dark = blockAfter(':root[data-theme="dark"] {');

test("dark by the device and dark by choice are the same", () => {
  assert.deepEqual(blockAfter(':root:not([data-theme="light"]) {'), dark);
});

test("dark answers for every colour of light", () => {
  assert.deepEqual([...dark.keys()], [...light.keys()]);
});

const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** WCAG 2 contrast of two tokens. */
function contrast(theme: Map<string, string>, a: string, b: string): number {
  const [one, two] = [a, b].map((name) => luminance(theme.get(`--${name}`) ?? assert.fail(name)));
  const [bright, dim] = [Math.max(one ?? 0, two ?? 0), Math.min(one ?? 0, two ?? 0)];
  return (bright + 0.05) / (dim + 0.05);
}

const SURFACES = ["surface-page", "surface", "surface-sunken", "surface-hover", "accent-soft"];
const MEANINGS = ["needs", "settled", "refused", "sealed"];

for (const [name, theme] of [["light", light], ["dark", dark]] as const) {
  test(`${name}: text stands out 4.5:1 from every surface it is put on`, () => {
    const pairs = SURFACES.flatMap((surface) => ["text", "text-soft", "accent"].map((text) => [text, surface]));
    pairs.push(...["surface-page", "surface", "surface-sunken"].map((surface) => ["text-faint", surface]));
    pairs.push(...MEANINGS.flatMap((one) => [[`${one}-text`, `${one}-soft`], [`${one}-text`, "surface"], ["text", `${one}-soft`]]));
    pairs.push(["on-accent", "accent"], ["on-accent", "accent-strong"], ["on-cover", "cover"], ["map-label", "map-land"], ["map-label", "map-focus"], ["on-accent", "map-point"]);
    for (const [a = "", b = ""] of pairs) assert.ok(contrast(theme, a, b) >= 4.5, `${a} on ${b}: ${contrast(theme, a, b).toFixed(2)}`);
  });

  test(`${name}: marks and the edges of controls stand out 3:1`, () => {
    const pairs = MEANINGS.flatMap((one) => [[`${one}-mark`, `${one}-soft`], [`${one}-mark`, "surface"]]);
    pairs.push(["control", "surface"], ["control", "surface-page"], ["accent", "surface-page"], ["map-point", "map-focus"], ["map-sun", "map-focus"], ["map-shadow", "map-focus"]);
    for (const [a = "", b = ""] of pairs) assert.ok(contrast(theme, a, b) >= 3, `${a} on ${b}: ${contrast(theme, a, b).toFixed(2)}`);
  });
}

test("no colour stands outside the tokens", () => {
  for (const name of files.filter((one) => one !== "tokens.css")) {
    const found = read(name).match(/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(/gi);
    assert.equal(found, null, `${name}: ${found?.join()}`);
  }
});

test("only maps know left from right", () => {
  const physical = /(?:^|[\s;{])(?:(?:margin|padding|border)-(?:left|right)|left|right|float|text-align:\s*(?:left|right))\s*:|text-align:\s*(?:left|right)/gm;
  for (const name of files.filter((one) => one !== "map.css")) {
    const found = read(name).match(physical);
    assert.equal(found, null, `${name}: ${found?.join()}`);
  }
});

test("every token that is used exists", () => {
  const known = new Set([...tokens.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
  // Set where they are used: by a class on itself, or by an island.
  for (const name of ["--meaning", "--meaning-shape", "--pane-1", "--pane-2"]) known.add(name);
  for (const name of files) {
    for (const [, used] of read(name).matchAll(/var\((--[\w-]+)/g)) assert.ok(known.has(used), `${name}: ${used}`);
  }
});

test("nothing moves by itself", () => {
  for (const name of files) assert.doesNotMatch(read(name), /animation|@keyframes/, name);
});
