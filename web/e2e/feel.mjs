// How long a key takes until the page has reacted, in a heavy workspace: a recording of two hours, nineteen
// photos beside it, and an open match for each of 27 smaller copies of every photo. `make feel`; takes
// some minutes, nearly all of it intake. Measured twice, with the map drawn by WebGL and without. Prints what
// is on the page and one line a key; ends with an error if the middle of any is over 100 ms.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { launch, launchHardened } from "./browser.mjs";
import { serveTeam } from "./server.mjs";
import { ANA, TEAM, claim, findInQueue, showNext, signedIn, submit } from "./story.mjs";

const PHOTOS = Number(process.env.PHOTOS ?? 19);
const COPIES = Number(process.env.COPIES ?? 27);
const HOURS = Number(process.env.HOURS ?? 2);
const TIMES = 15;
const LIMIT_MS = 100;
const INTAKE_MS = 1_800_000;
const QUIET_LOOKS = 4;

const directory = await mkdtemp(join(tmpdir(), "cairn-feel-"));
const [instance, drawing, plain] = await Promise.all([serveTeam(TEAM), launch(), launchHardened()]);
try {
  const { film, photos, copies } = await footage();
  const ana = await signedIn(drawing, instance.url, ANA);
  await handIn(ana, film, photos, copies);
  const item = await findInQueue(ana, "Two hours");
  await untilMatched(ana, item);
  await claim(ana, item);
  const open = await ana.page.locator("article[id^=match-]").count();
  console.log(`${HOURS} hours, ${open} matches on the page`);
  assert.ok(open >= PHOTOS * COPIES, `fewer matches than the ${PHOTOS * COPIES} copies`);
  const slow = await measure(ana, "with the map drawn by WebGL");
  await ana.context.close();
  const again = await signedIn(plain, instance.url, ANA);
  await again.go(item);
  slow.push(...(await measure(again, "without WebGL, the map drawn by the server")));
  assert.deepEqual(slow, [], `over ${LIMIT_MS} ms`);
} finally {
  await Promise.all([drawing.close(), plain.close()]);
  await instance.stop();
  await rm(directory, { recursive: true, force: true });
}

/** A picture of rectangles like no other, as PPM. */
function picture(seed) {
  const [width, height] = [480, 270];
  const pixels = Buffer.alloc(width * height * 3);
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  const random = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  for (let rectangle = 0; rectangle < 40; rectangle += 1) {
    const [x, y] = [Math.floor(random() * width), Math.floor(random() * height)];
    const [w, h] = [20 + Math.floor(random() * 160), 15 + Math.floor(random() * 120)];
    const colour = [random() * 255, random() * 255, random() * 255];
    for (let row = y; row < Math.min(y + h, height); row += 1) {
      for (let column = x; column < Math.min(x + w, width); column += 1) pixels.set(colour, (row * width + column) * 3);
    }
  }
  return Buffer.concat([Buffer.from(`P6 ${width} ${height} 255\n`), pixels]);
}

async function run(...words) {
  const child = spawn("ffmpeg", ["-hide_banner", "-loglevel", "error", "-y", ...words], { stdio: ["ignore", "inherit", "inherit"] });
  assert.equal((await once(child, "close"))[0], 0, words.join(" "));
}

/** The film, in which every picture stands for as long as the others; the pictures as photos; their copies. */
async function footage() {
  const named = (name) => join(directory, name);
  for (let at = 0; at < PHOTOS; at += 1) await writeFile(named(`${String(at).padStart(4, "0")}.ppm`), picture(at + 1));
  const source = ["-framerate", String(PHOTOS / (HOURS * 3_600)), "-i", named("%04d.ppm")];
  const film = named("film.mp4");
  await run(...source, "-r", "5", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", film);
  await run("-i", named("%04d.ppm"), "-q:v", "2", named("photo-%04d.jpg"));
  for (let copy = 0; copy < COPIES; copy += 1) {
    await run("-i", named("%04d.ppm"), "-vf", `scale=${470 - 6 * copy}:-2`, "-q:v", String(4 + (copy % 10)), named(`copy-${copy}-%04d.jpg`));
  }
  const numbers = Array.from({ length: PHOTOS }, (_, at) => String(at + 1).padStart(4, "0"));
  const copies = Array.from({ length: COPIES }, (_, copy) => numbers.map((number) => named(`copy-${copy}-${number}.jpg`)));
  return { film, photos: numbers.map((number) => named(`photo-${number}.jpg`)), copies };
}

async function handIn(person, film, photos, copies) {
  await submit(person, { files: [film, ...photos], what: "Two hours" });
  for (const [copy, files] of copies.entries()) await submit(person, { files, what: `Copies ${copy + 1}` });
}

/** Until no more matches come for a while. */
async function untilMatched(person, item) {
  const until = Date.now() + INTAKE_MS;
  for (let [before, same] = [-1, 0]; same < QUIET_LOOKS; ) {
    await person.go(item);
    const found = await person.page.locator("article[id^=match-]").count();
    same = found > 0 && found === before ? same + 1 : 0;
    before = found;
    assert.ok(Date.now() < until, `matches still come after ${INTAKE_MS / 60_000} minutes`);
    await person.page.waitForTimeout(5_000);
  }
}

/** From the key until the next picture of the page, as the browser itself measures it. Says which are slow. */
async function measure(person, where) {
  const { page } = person;
  const figure = page.locator("figure.media").first();
  await showNext(figure);
  await showNext(figure);
  await page.evaluate(() => {
    globalThis.taken = [];
    const note = (list) => globalThis.taken.push(...list.getEntries().filter((entry) => entry.name === "keydown").map((entry) => entry.duration));
    new PerformanceObserver(note).observe({ type: "event", durationThreshold: 16, buffered: false });
  });
  const results = [];
  // Escape covers every picture, so the list of keys comes last.
  const keys = [[".", figure, null], [",", figure, null], ["t", null, "t"], ["1", null, null], ["c", null, null], ["?", null, "Escape"]];
  for (const [key, field, back] of keys) {
    const all = [];
    for (let time = 0; time < TIMES; time += 1) {
      if (field) await field.locator("video").focus();
      else await page.evaluate(() => document.activeElement?.blur());
      await page.evaluate(() => (globalThis.taken = []));
      await page.keyboard.press(key);
      await page.waitForTimeout(250);
      // What takes less than 16 ms the browser does not report.
      all.push(await page.evaluate(() => Math.max(16, ...globalThis.taken)));
      if (back) await page.keyboard.press(back);
    }
    all.sort((a, b) => a - b);
    results.push({ key, median: all[Math.floor(TIMES / 2)], worst: all.at(-1) });
  }
  console.log(where);
  for (const { key, median, worst } of results) console.log(`${key.padEnd(8)} median ${Math.round(median)} ms, worst ${Math.round(worst)} ms`);
  return results.filter(({ median }) => median > LIMIT_MS).map((one) => ({ where, ...one }));
}
