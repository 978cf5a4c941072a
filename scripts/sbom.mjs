// The bill of materials of the program as CycloneDX 1.6 on standard output: every library that is linked into
// `cairn` or bundled into its pages, with version, licence and digest, from the two lock files.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const read = (path) => readFileSync(join(root, path), "utf8");
const cargo = (...words) => execFileSync("cargo", words, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });

/** `name version` → SHA-256, as the lock file has it. */
function digests() {
  const found = new Map();
  for (const block of read("Cargo.lock").split("[[package]]").slice(1)) {
    const of = (key) => block.match(new RegExp(`^${key} = "(.*)"$`, "m"))?.[1];
    if (of("checksum")) found.set(`${of("name")} ${of("version")}`, of("checksum"));
  }
  return found;
}

/** Ids of everything that is linked into the program: no tests, no build scripts. */
function linked(metadata) {
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
  const first = metadata.packages.find((one) => one.name === "cairn").id;
  const [seen, waiting] = [new Set(), [first]];
  while (waiting.length > 0) {
    const id = waiting.pop();
    if (seen.has(id)) continue;
    seen.add(id);
    const linked = nodes.get(id).deps.filter((dep) => dep.dep_kinds.some((kind) => kind.kind === null));
    waiting.push(...linked.map((dep) => dep.pkg));
  }
  return seen;
}

/** An expression of SPDX, or the words that stand there. */
const licence = (words) => [words ? { expression: words.replaceAll("/", " OR ") } : { license: { name: "not said" } }];

function crates() {
  const host = execFileSync("rustc", ["-vV"], { encoding: "utf8" }).match(/^host: (.*)$/m)[1];
  const metadata = JSON.parse(cargo("metadata", "--format-version", "1", "--offline", "--locked", "--filter-platform", host));
  const [ids, sums] = [linked(metadata), digests()];
  const theirs = metadata.packages.filter((one) => one.source && ids.has(one.id));
  return theirs.map((one) => ({
    type: "library",
    "bom-ref": `pkg:cargo/${one.name}@${one.version}`,
    name: one.name,
    version: one.version,
    purl: `pkg:cargo/${one.name}@${one.version}`,
    hashes: [{ alg: "SHA-256", content: sums.get(`${one.name} ${one.version}`) }],
    licenses: licence(one.license),
  }));
}

/** What is installed to build and to bundle; what is optional is for other machines. */
function packages() {
  const all = Object.entries(JSON.parse(read("web/package-lock.json")).packages);
  const there = all.filter(([path, one]) => path !== "" && !one.optional);
  const parts = there.map(([path, one]) => {
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    const purl = `pkg:npm/${name.replace("@", "%40")}@${one.version}`;
    const content = Buffer.from(one.integrity.replace("sha512-", ""), "base64").toString("hex");
    return {
      type: "library",
      "bom-ref": purl,
      name,
      version: one.version,
      purl,
      hashes: [{ alg: "SHA-512", content }],
      licenses: licence(one.license),
    };
  });
  return [...new Map(parts.map((part) => [part.purl, part])).values()];
}

const version = read("Cargo.toml").match(/^version = "(.*)"$/m)[1];
const components = [...crates(), ...packages()].sort((a, b) => (a.purl < b.purl ? -1 : 1));
const bill = {
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  version: 1,
  metadata: { component: { type: "application", "bom-ref": "cairn", name: "cairn", version, licenses: [{ license: { id: "AGPL-3.0-or-later" } }] } },
  components,
};
console.log(JSON.stringify(bill, null, 2));
