// Builds web/dist: hashed assets, base map data, a manifest from logical to hashed names, and a
// gzip beside each file worth it. `--tests` bundles the unit tests instead.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { feature, mesh } from "topojson-client";

process.chdir(import.meta.dirname ?? new URL(".", import.meta.url).pathname);
const target = ["es2022", "chrome100", "firefox102", "safari15.4"];
const manifest = {};

/** Writes bytes under a name that carries their hash, and notes it in the manifest. */
async function emit(folder, logical, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  const extension = extname(logical);
  const path = `${folder}/${basename(logical, extension)}-${hash}${extension}`;
  await mkdir(`dist/${folder}`, { recursive: true });
  await writeFile(`dist/${path}`, bytes);
  manifest[logical] = path;
  return path;
}

/** Countries and the lines between them; what draws nothing is left out. */
async function worldMap() {
  const atlas = JSON.parse(await readFile("node_modules/world-atlas/countries-50m.json", "utf8"));
  delete atlas.objects.land;
  for (const country of atlas.objects.countries.geometries) delete country.id;
  // Fails the build, not the reader's page, if the shape of the package ever changes.
  if (feature(atlas, atlas.objects.countries).features.length < 200) throw new Error("world-atlas");
  mesh(atlas, atlas.objects.countries, (a, b) => a !== b);
  return JSON.stringify(atlas);
}

async function geography() {
  await emit("geo", "world.json", await worldMap());
  for (const name of ["afghanistan-provinces", "afghanistan-border", "afghanistan-places"]) {
    const text = await readFile(`geo/${name}.geojson`, "utf8");
    await emit("geo", `${name}.json`, JSON.stringify(JSON.parse(text)));
  }
}

const common = { bundle: true, minify: true, target, write: false, legalComments: "eof", logLevel: "warning" };

async function scripts() {
  const worker = await build({
    ...common,
    entryPoints: ["node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs"],
    format: "esm",
  });
  await emit("assets", "map-worker.js", worker.outputFiles[0].contents);
  const hashing = await build({ ...common, entryPoints: ["src/uploads/hash-worker.ts"], format: "esm" });
  await emit("assets", "hash-worker.js", hashing.outputFiles[0].contents);
  const theme = await build({ ...common, entryPoints: ["src/theme.ts"], format: "iife" });
  await emit("assets", "theme.js", theme.outputFiles[0].contents);
  // Chunks find workers and the base map beside themselves, wherever the server mounts them.
  const fetched = Object.entries(manifest).filter(([name, path]) => path.startsWith("geo/") || name.endsWith("-worker.js"));
  const beside = Object.fromEntries(fetched.map(([name, path]) => [name, `../${path}`]));
  await build({
    ...common,
    write: true,
    entryPoints: { app: "src/app.ts" },
    format: "esm",
    splitting: true,
    outdir: "dist/assets",
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    define: { ASSETS: JSON.stringify(beside) },
  });
  const entry = (await readdir("dist/assets")).find((name) => /^app-[A-Z0-9]+\.js$/.test(name));
  manifest["app.js"] = `assets/${entry}`;
}

async function styles() {
  const out = await build({ ...common, entryPoints: ["styles/app.css"] });
  await emit("assets", "app.css", out.outputFiles[0].contents);
  await emit("assets", "icon.svg", await readFile("styles/icon.svg"));
}

async function compress(folder) {
  for (const name of await readdir(folder)) {
    const bytes = await readFile(join(folder, name));
    if (bytes.length > 1024) await writeFile(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
}

async function buildTests() {
  const found = await readdir("src", { recursive: true });
  const outdir = "node_modules/.cache/cairn-tests";
  await rm(outdir, { recursive: true, force: true });
  await build({
    entryPoints: found.filter((name) => name.endsWith(".test.ts")).map((name) => `src/${name}`),
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    outdir,
    outbase: "src",
    outExtension: { ".js": ".mjs" },
    entryNames: "[name]",
    sourcemap: "inline",
    logLevel: "warning",
  });
}

async function buildAll() {
  for (const name of ["dist/assets", "dist/geo"]) await rm(name, { recursive: true, force: true });
  await geography();
  await styles();
  await scripts();
  await compress("dist/assets");
  await compress("dist/geo");
  const sorted = Object.fromEntries(Object.entries(manifest).sort());
  await writeFile("dist/manifest.json", `${JSON.stringify(sorted, null, 2)}\n`);
}

await (process.argv.includes("--tests") ? buildTests() : buildAll());
