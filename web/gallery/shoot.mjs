// Photographs the gallery: wide and narrow, light and dark, left-to-right and right-to-left, and
// audits it with axe. Usage: node gallery/shoot.mjs OUTPUT-DIR [page …]
import { mkdir, readFile } from "node:fs/promises";
import { chromium } from "playwright-core";
import { serve } from "./serve.mjs";

const [out = "e2e/output/gallery", ...only] = process.argv.slice(2);
const axe = await readFile(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const SHOTS = [
  ["index", 1440, "light", "ltr"], ["index", 1440, "dark", "ltr"], ["index", 390, "light", "ltr"], ["index", 1440, "light", "rtl"],
  ["workspace", 1440, "light", "ltr"], ["workspace", 1440, "dark", "ltr"], ["workspace", 390, "light", "ltr"],
  ["public", 1440, "light", "ltr"], ["public", 1440, "dark", "ltr"], ["public", 390, "light", "ltr"], ["public", 1440, "light", "rtl"],
  ["submit", 390, "light", "ltr"], ["submit", 390, "dark", "rtl"],
  ["map", 1440, "light", "ltr"], ["map", 1440, "dark", "ltr"],
];

await mkdir(out, { recursive: true });
const { url, stop } = await serve();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--enable-unsafe-swiftshader", "--use-angle=swiftshader"],
});
let problems = 0;
const report = (...words) => {
  problems += 1;
  console.log(...words);
};

for (const [name, width, theme, dir] of SHOTS) {
  if (only.length > 0 && !only.includes(name)) continue;
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: theme, bypassCSP: false });
  page.on("console", (line) => line.type() === "error" && report(`${name}: ${line.text()}`));
  page.on("pageerror", (error) => report(`${name}: ${error.message}`));
  await page.goto(`${url}/gallery/${name}.html`);
  if (dir === "rtl") await page.evaluate(() => (document.documentElement.dir = "rtl"));
  await page.waitForSelector("html[data-islands=ready]");
  const began = Date.now();
  for (const map of await page.$$("[data-island~=map]")) {
    await map.scrollIntoViewIfNeeded();
    await page.waitForFunction((one) => one.dataset.ready || one.dataset.failed, map, { timeout: 120_000 });
  }
  const label = `${name}-${width}-${theme}-${dir}`;
  if ((await page.$$("[data-island~=map]")).length > 0) console.log(`${label}: maps idle after ${Date.now() - began} ms`);
  await page.evaluate(() => scrollTo(0, 0));
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (overflow > 0) report(`${label}: ${overflow} px wider than the window`);
  await page.screenshot({ path: `${out}/${label}.png`, fullPage: name !== "workspace" || width < 1000 });
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  for (const one of violations) report(`${label}: axe ${one.id}: ${one.nodes.map((node) => node.target.join(" ")).slice(0, 4).join("; ")}`);
  await page.close();
}
await browser.close();
stop();
if (problems > 0) process.exitCode = 1;
