// What Lighthouse says of the public start page of the demo: its four categories, out of 100, each of
// which has to reach 95. `make lighthouse`; the address of another page may be given. Search engines are
// let in, which a demonstration does not do by itself.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { findChromium } from "./browser.mjs";
import { serveDemo } from "./server.mjs";

const LEAST = 95;
const PROGRAM = process.env.LIGHTHOUSE; // put there by scripts/lighthouse
const FLAGS = "--headless=new --no-sandbox --disable-background-networking";

async function measure(url) {
  const words = [url, "--quiet", "--output=json", "--output-path=stdout", `--chrome-flags=${FLAGS}`, "--no-enable-error-reporting"];
  const environment = { ...process.env, CHROME_PATH: findChromium() };
  const { stdout } = await promisify(execFile)(PROGRAM, words, { env: environment, maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout);
}

const instance = process.argv[2] ? undefined : await serveDemo(process.env.CAIRN_DEMO_DIR, "hide_from_robots = false\n");
try {
  const { categories, audits } = await measure(process.argv[2] ?? instance.url);
  for (const { id, score, auditRefs } of Object.values(categories)) {
    const points = Math.round(score * 100);
    console.log(`${String(points).padStart(3)} ${id}`);
    if (points < LEAST) process.exitCode = 1;
    const lost = auditRefs.filter(({ id: audit, weight }) => weight > 0 && (audits[audit].score ?? 1) < 0.9);
    for (const { id: audit } of lost) console.log(`      ${audit}: ${audits[audit].displayValue ?? audits[audit].title}`);
  }
} finally {
  await instance?.stop();
}
