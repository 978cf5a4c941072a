// The real program on a fresh data directory, set up with the commands that the operator's guide
// names and stopped with SIGTERM, as a service manager would.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const PROGRAM = process.env.CAIRN_BIN ?? fileURLToPath(new URL("../../target/debug/cairn", import.meta.url));
/** A start is quick; on a machine that others keep busy it must not be taken for a failure. */
const READY_MS = 180_000;
const STOPPED_MS = 20_000;

/** What a developer has set for their own instance must not reach this one. */
function cleanEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("CAIRN_")));
}

/** Runs one command to its end; gives back what it printed. */
export async function cairn(words, input = "") {
  // What is told nothing may have ended before it could hear.
  const child = spawn(PROGRAM, words, { env: cleanEnvironment(), stdio: [input ? "pipe" : "ignore", "pipe", "pipe"] });
  let printed = "";
  let complained = "";
  child.stdout.on("data", (chunk) => (printed += chunk));
  child.stderr.on("data", (chunk) => (complained += chunk));
  child.stdin?.end(input);
  const [code] = await once(child, "close");
  assert.equal(code, 0, `cairn ${words.join(" ")}: ${complained}`);
  return printed;
}

/** A data directory that goes away with `remove`. */
async function freshDirectory() {
  const directory = await mkdtemp(join(tmpdir(), "cairn-e2e-"));
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
}

/** What an instance finds set that is no demonstration and is looked at from right to left. */
export const PSEUDO = { environment: { CAIRN_PSEUDO_LOCALE: "1" } };

/**
 * An instance with projects and people: `projects` are codes, `people` have `email`, `name`,
 * `password` and `roles` (code → role). Gives `url` and `stop`.
 */
export async function serveTeam(team) {
  const { directory, remove } = await teamDirectory(team);
  return serve(directory, remove, PSEUDO);
}

/** The data directory alone, for whoever starts and stops the server. */
export async function teamDirectory({ projects, people, secondFactor = "none" }) {
  const { directory, remove } = await freshDirectory();
  const place = ["--data-dir", directory];
  await cairn(["security", "second-factor", ...place, "--roles", secondFactor]);
  for (const { code, name, workflow = "standard" } of projects) {
    await cairn(["project", "add", ...place, "--code", code, "--name", name, "--zone", "Asia/Kabul", "--workflow", workflow]);
  }
  for (const { email, name, password, roles } of people) {
    await cairn(["user", "add", ...place, "--email", email, "--name", name], `${password}\n`);
    for (const [code, role] of Object.entries(roles)) {
      await cairn(["user", "join", ...place, "--email", email, "--project", code, "--role", role]);
    }
  }
  return { directory, remove };
}

/**
 * An instance with the demo project, on a copy so that the given one stays as it was; `settings` are lines
 * of a TOML file.
 */
export async function serveDemo(made = process.env.CAIRN_DEMO_DIR, settings = "") {
  const { directory, remove } = await freshDirectory();
  if (made) await cp(made, directory, { recursive: true });
  else await cairn(["demo", "--data-dir", directory]);
  if (!settings) return serve(directory, remove);
  const file = join(directory, "settings.toml");
  await writeFile(file, settings);
  return serve(directory, remove, { options: ["--config", file] });
}

async function serve(directory, remove, how) {
  const { url, end } = await begin(directory, undefined, how);
  const stop = async () => {
    const { code, said } = await end("SIGTERM");
    await remove();
    assert.equal(code, 0, `the server ended with ${code}: ${said}`);
  };
  return { url, stop };
}

/**
 * Starts the server; `end` sends a signal and waits. `under` is a program with arguments that runs it,
 * `environment` what it finds set, `options` more words of the command.
 */
export async function begin(directory, listen = "127.0.0.1:0", { under = [], environment = {}, options = [] } = {}) {
  const [program, ...words] = [...under, PROGRAM, "serve", "--data-dir", directory, "--listen", listen, ...options];
  const child = spawn(program, words, { env: { ...cleanEnvironment(), ...environment }, stdio: ["ignore", "pipe", "pipe"] });
  const orphan = () => child.kill("SIGKILL");
  process.on("exit", orphan);
  let said = "";
  child.stderr.on("data", (chunk) => (said = (said + chunk).slice(-4_000)));
  const closed = once(child, "close");
  const url = await address(child, () => said).catch((error) => {
    // One that is late must not go on behind whoever gave it up.
    child.kill("SIGKILL");
    throw error;
  });
  const end = async (signal) => {
    child.kill(signal);
    const [code] = await within(closed, STOPPED_MS, () => `the server did not stop: ${said}`);
    process.off("exit", orphan);
    return { code, said };
  };
  return { url, pid: child.pid, closed, end };
}

/** Waits for the line that says where it listens. */
async function address(child, said) {
  const line = new Promise((resolve, reject) => {
    const lines = createInterface({ input: child.stdout });
    lines.on("line", (text) => {
      const found = /^listening on (http:\/\/\S+)$/.exec(text);
      if (found) resolve(found[1]);
    });
    child.once("close", (code) => reject(new Error(`the server ended with ${code}: ${said()}`)));
  });
  return within(line, READY_MS, () => `the server did not say that it listens: ${said()}`);
}

async function within(promise, limitMs, complaint) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(complaint())), limitMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
