// The API under schemathesis (PyPI), which reads its OpenAPI document and asks each operation what it says it
// answers, and what it does not: with a token that reads and one that hands in, against the real server with the demo project.
//
//   node scripts/check-api.mjs [words for schemathesis run…]
//
// CAIRN_DEMO_DIR names a demo project made before. What was found is a failure.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { serveDemo } from "../web/e2e/server.mjs";
import { Member } from "../web/faults/people.mjs";

const VERSION = "4.32.5";
const VENV = fileURLToPath(new URL(`../target/schemathesis-${VERSION}`, import.meta.url));
const EXAMPLES = process.env.EXAMPLES ?? "25";

// It keeps what it found in a folder where it runs.
async function run(program, words, cwd = tmpdir()) {
  const child = spawn(program, words, { stdio: "inherit", cwd });
  const [code] = await once(child, "close");
  return code;
}

async function install() {
  if (existsSync(`${VENV}/bin/schemathesis`)) return;
  assert.equal(await run("python3", ["-m", "venv", VENV]), 0, "a Python with venv");
  assert.equal(await run(`${VENV}/bin/pip`, ["install", "--quiet", `schemathesis==${VERSION}`]), 0, "schemathesis from PyPI");
}

async function token(member, scope) {
  const page = await member.get("/account");
  const project = /<select[^>]*name="project"[\s\S]*?<option[^>]*value="([^"]+)"/.exec(page)?.[1];
  const made = await member.post("/account/tokens", { project, scope, "token-name": `schemathesis ${scope}`, days: "1" });
  const found = /cairn_[0-9A-Za-z_-]+/.exec(made.text)?.[0];
  assert.ok(found, `a token: ${made.status} ${made.text.slice(0, 2_000)}`);
  return found;
}

/** What no schema can say: whether what is handed in was uploaded before, and whether there is a file or a link at all. */
const BESIDE_THE_SCHEMA = `[[operations]]
include-path = "/api/v1/projects/{code}/items"
include-method = "POST"
checks.positive_data_acceptance.expected-statuses = ["2xx", 401, 404, 422, 429]
`;

/** Names of things that are there: without them, all that is asked for is unknown. */
async function known(url, bearer) {
  const answer = await fetch(`${url}/api/v1/projects/AFG/items`, { headers: { Authorization: `Bearer ${bearer}` } });
  const text = await answer.text();
  const short = /\bAFG-([0-9A-Z]{6})\b/.exec(text)?.[1];
  assert.ok(short, `an item: ${answer.status} ${text.slice(0, 500)}`);
  return `[parameters]\n"path.code" = "AFG"\n"path.short" = "${short}"\n`;
}

await install();
const server = await serveDemo();
const directory = await mkdtemp(join(tmpdir(), "cairn-api-"));
try {
  const member = await new Member(server.url, "lead").signIn();
  const [invented, there] = [join(directory, "invented.toml"), join(directory, "there.toml")];
  await writeFile(invented, BESIDE_THE_SCHEMA);
  for (const scope of ["read", "submit"]) {
    const bearer = await token(member, scope);
    if (scope === "read") await writeFile(there, (await known(server.url, bearer)) + BESIDE_THE_SCHEMA);
    const words = [`${server.url}/api/openapi.json`, "--header", `Authorization: Bearer ${bearer}`, "--max-examples", EXAMPLES, "--seed", "1", "--request-timeout", "60"];
    // Once with names that it makes up, once with those of things that are there.
    for (const config of [invented, there]) {
      const failed = await run(`${VENV}/bin/schemathesis`, ["--config-file", config, "run", ...words, ...process.argv.slice(2)], directory);
      process.exitCode ||= failed;
    }
  }
} finally {
  await server.stop();
  await rm(directory, { recursive: true });
}
