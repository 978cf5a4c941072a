// Renders docs/ into docs/book/ in the order of SUMMARY.md, and fails on a dead link, a missing
// heading or a missing picture. The layout is mdBook's; decision 0003 says why the tool is not.
//
//   DOCS_DRAFT=1   pictures may be missing (they are taken by the end-to-end tests)
import { createRequire } from "node:module";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, normalize, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const docs = join(root, "docs");
const book = join(docs, "book");
const draft = process.env.DOCS_DRAFT === "1";
const require = createRequire(join(root, "web", "package.json"));
const loaded = require("markdown-it");
const markdown = (loaded.default ?? loaded)({ html: false, linkify: false, typographer: false });

// Pages beside docs/ whose links are checked though they are read on a forge and not in the book.
const besides = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"];
const external = /^(https?:|mailto:)/;

let passed = 0;
const failures = [];
const check = (holds, complaint) => (holds ? (passed += 1) : failures.push(complaint));

/** A heading's anchor, as mdBook and forges make it. */
const anchor = (text) =>
  text.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "").trim().replace(/\s/g, "-");

const plain = (inline) => inline.children.map((t) => t.content).join("");

/** Parses one page once: its tokens, title, anchors, links and pictures. */
function parse(file) {
  const tokens = markdown.parse(readFileSync(file, "utf8"), {});
  const page = { file, tokens, title: "", anchors: new Set(), links: [], pictures: [] };
  tokens.forEach((token, at) => {
    if (token.type === "heading_open") {
      const text = plain(tokens[at + 1]);
      page.title ||= text;
      let id = anchor(text);
      for (let n = 1; page.anchors.has(id); n += 1) id = `${anchor(text)}-${n}`;
      page.anchors.add(id);
      token.attrSet("id", id);
    }
    for (const child of token.children ?? []) {
      if (child.type === "link_open") page.links.push(child);
      if (child.type === "image") page.pictures.push(child);
    }
  });
  return page;
}

const pages = new Map();
const pageAt = (file) => {
  if (!pages.has(file)) pages.set(file, parse(file));
  return pages.get(file);
};

/** Checks one link of a page; inside the book it is turned towards the rendered page. */
function follow(page, token, inBook) {
  const target = token.attrGet("href");
  const name = relative(root, page.file);
  if (external.test(target)) return;
  const [path, fragment] = target.split("#");
  const file = path === "" ? page.file : normalize(join(dirname(page.file), decodeURI(path)));
  if (!existsSync(file)) return check(false, `${name}: ${target} leads nowhere`);
  if (inBook && !file.startsWith(docs + sep)) return check(false, `${name}: ${target} leaves the book`);
  if (fragment && file.endsWith(".md") && !pageAt(file).anchors.has(fragment))
    return check(false, `${name}: ${target} names no heading`);
  check(true);
  if (inBook) token.attrSet("href", target.replace(/\.md(?=#|$)/, ".html"));
}

/** Checks one picture and carries it into the book. */
function carry(page, token, inBook) {
  const source = token.attrGet("src");
  const name = relative(root, page.file);
  check(token.content.trim() !== "", `${name}: ${source} has no words for those who cannot see it`);
  if (external.test(source)) return check(false, `${name}: ${source} is not ours to load`);
  const file = normalize(join(dirname(page.file), source));
  const there = existsSync(file);
  if (there || !draft) check(there, `${name}: the picture ${source} is missing`);
  if (!there || !inBook) return;
  const copy = join(book, relative(docs, file));
  mkdirSync(dirname(copy), { recursive: true });
  copyFileSync(file, copy);
}

/** The links of SUMMARY.md in reading order: { title, file, depth } or { part } for a heading. */
function contents() {
  const summary = join(docs, "SUMMARY.md");
  const entries = [];
  let depth = 0;
  const tokens = markdown.parse(readFileSync(summary, "utf8"), {});
  tokens.forEach((token, at) => {
    if (token.type === "bullet_list_open") depth += 1;
    if (token.type === "bullet_list_close") depth -= 1;
    if (token.type === "heading_open" && at > 0) entries.push({ part: plain(tokens[at + 1]) });
    if (token.type !== "inline") return;
    const link = token.children.find((child) => child.type === "link_open");
    if (!link) return;
    const file = normalize(join(docs, link.attrGet("href")));
    const there = existsSync(file);
    check(there, `SUMMARY.md: ${link.attrGet("href")} does not exist`);
    if (there) entries.push({ title: plain(token), file, depth });
  });
  return entries;
}

/** Every written page under docs/, so that none is left out of the contents. */
function written(folder = docs) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return path === book ? [] : written(path);
    return entry.name.endsWith(".md") && entry.name !== "SUMMARY.md" ? [path] : [];
  });
}

const escape = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const address = (from, to) =>
  relative(dirname(from), to).split(sep).join("/").replace(/\.md$/, ".html");

const style = `
:root { color-scheme: light dark; font: 16px/1.55 system-ui, sans-serif }
body { margin: 0; display: grid; grid-template-columns: minmax(13rem, 18rem) minmax(0, 1fr) }
nav { padding: 1.5rem; border-inline-end: 1px solid color-mix(in srgb, currentColor 20%, transparent) }
nav ul { list-style: none; margin: 0; padding: 0 } nav li { margin-block: .25rem }
nav p { margin: 1.25rem 0 .25rem; font-size: .875rem; opacity: .75 } [aria-current] { font-weight: 600 }
main { padding: 1.5rem 2rem; max-width: 46rem } img { max-width: 100%; height: auto; border-radius: 4px }
pre { overflow-x: auto; padding: .75rem 1rem; background: color-mix(in srgb, currentColor 7%, transparent) }
code { font-size: .9em } table { border-collapse: collapse; display: block; overflow-x: auto }
th, td { text-align: start; vertical-align: top; padding: .3rem .75rem .3rem 0; border-block-end: 1px solid color-mix(in srgb, currentColor 20%, transparent) }
@media (max-width: 48rem) { body { display: block } nav { border: 0 } main { padding: 1rem } }
`;

function menu(entries, current) {
  const lines = entries.map((entry) => {
    if (entry.part) return `</ul><p>${escape(entry.part)}</p><ul>`;
    const here = entry.file === current ? ' aria-current="page"' : "";
    const indent = entry.depth > 1 ? ` style="padding-inline-start:${entry.depth - 1}rem"` : "";
    return `<li${indent}><a href="${address(current, entry.file)}"${here}>${escape(entry.title)}</a></li>`;
  });
  return `<ul>${lines.join("\n")}</ul>`.replace("<ul></ul>", "");
}

function render(page, entries) {
  const body = markdown.renderer.render(page.tokens, markdown.options, {});
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(page.title)} · Cairn</title><style>${style}</style></head>
<body><nav aria-label="Contents">${menu(entries, page.file)}</nav><main>
${body}</main></body></html>
`;
}

rmSync(book, { recursive: true, force: true });
const entries = contents();
const inBook = new Set(entries.filter((e) => e.file).map((e) => e.file));
for (const file of written()) check(inBook.has(file), `${relative(root, file)} is not in SUMMARY.md`);

for (const file of inBook) {
  const page = pageAt(file);
  check(page.title !== "", `${relative(root, file)} has no heading`);
  page.links.forEach((token) => follow(page, token, true));
  page.pictures.forEach((token) => carry(page, token, true));
  const out = join(book, relative(docs, file).replace(/\.md$/, ".html"));
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, render(page, entries));
}
const first = entries.find((entry) => entry.file);
if (first && !existsSync(join(book, "index.html")))
  writeFileSync(join(book, "index.html"), `<!doctype html><meta http-equiv="refresh" content="0;url=${address(join(docs, "index.md"), first.file)}"><title>Cairn</title>\n`);

for (const name of besides) {
  const page = pageAt(join(root, name));
  page.links.forEach((token) => follow(page, token, false));
  page.pictures.forEach((token) => carry(page, token, false));
}

failures.forEach((line) => console.error(`  ✗ ${line}`));
console.log(`docs: ${inBook.size} pages, ${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
