// The demo project as people meet it: full lists, full maps. Every page in light, in dark, and right
// to left on a phone; and the guide's pictures, which are written when they are missing or asked for
// (UPDATE_SCREENSHOTS=1), so that an ordinary run leaves them alone.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { PHONE_SIZE, PSEUDO_RTL, Person, launch } from "./browser.mjs";
import { readMarkup } from "./markup.mjs";
import { serveDemo } from "./server.mjs";
import { fillPlace, fillSubmission, fillTime, inOrder, receiptWords, showNext, signIn } from "./story.mjs";

const PASSWORD = "cairn-demo-please-change";
const IMAGES = fileURLToPath(new URL("../../docs/guide/images/", import.meta.url));
const NAMES = ["submit", "receipt", "queue", "workspace", "geolocation", "chronolocation", "redaction", "sign-off", "release", "public-map", "incident"];
const MOST_BYTES = 400_000;
const run = promisify(execFile);

const member = async (browser, url, name) => {
  const person = await Person.open(browser, url);
  person.name = name;
  await person.go("/login");
  await person.audit("the sign-in page");
  assert.equal(await signIn(person, `${name}@demo.example`, PASSWORD), 200);
  await person.audit("the projects of a member");
  return person;
};

test("the demo project in every light, and the guide's pictures", async (t) => {
  const [instance, browser] = await Promise.all([serveDemo(), launch()]);
  const scratch = await mkdtemp(join(tmpdir(), "cairn-e2e-pictures-"));
  const windows = [];
  const open = async (person) => {
    windows.push(await person);
    return windows.at(-1);
  };
  t.after(async () => {
    await browser.close();
    await instance.stop();
    await rm(scratch, { recursive: true, force: true });
  });
  const step = inOrder(t, () => windows);
  const { url } = instance;
  let reader, verifier, lead, admin;
  const pages = {};

  /** Keeps the page's picture if the guide needs one, and audits the page in light and dark. */
  async function meet(person, what, picture) {
    if (picture) await keep(person, picture);
    await person.audit(what);
    await person.auditDark(what);
  }

  async function keep(person, name) {
    const path = join(IMAGES, `${name}.png`);
    if (existsSync(path) && !process.env.UPDATE_SCREENSHOTS) return;
    const raw = join(scratch, `${name}.png`);
    await person.page.mouse.move(0, 0);
    await person.page.screenshot({ path: raw, animations: "disabled", caret: "hide" });
    // A palette of 256 colours is enough for a page and keeps the repository small.
    const palette = "split[a][b];[a]palettegen=stats_mode=full[p];[b][p]paletteuse=dither=none";
    await run("ffmpeg", ["-hide_banner", "-loglevel", "error", "-y", "-i", raw, "-vf", palette, "-fflags", "+bitexact", path]);
  }

  await step("the public pages", async () => {
    reader = await open(Person.open(browser, url));
    await reader.go("/");
    await reader.mapReady();
    await reader.page.locator("figure.chart").evaluate((chart) => chart.scrollIntoView());
    await meet(reader, "the public map", "public-map");
    const [shown, total] = /(\d+) of (\d+) attacks/.exec(await reader.page.locator(".result-line").innerText()).slice(1).map(Number);
    assert.ok(shown === total && total > 30, `${shown} of ${total} attacks`);
    await reader.go("/incidents?q=Kaaj");
    await meet(reader, "the public list");
    assert.equal(await reader.leadsOn(() => reader.page.locator("[data-rows] a.id").first().click()), 200);
    pages.incident = new URL(reader.page.url()).pathname;
    await reader.mapReady();
    await meet(reader, "the public page of an incident", "incident");
    for (const path of ["/dataset", "/releases/1", "/methodology", "/about", "/receipt"]) {
      await reader.go(path);
      await meet(reader, path);
    }
  });

  await step("the public pages as markup", async () => {
    await readMarkup(url, ["/", "/incidents", "/incidents?view=list", pages.incident, "/analysis", "/claims", "/dataset", "/releases/1", "/methodology", "/about", "/submit", "/receipt", "/embed/map"]);
  });

  await step("handing in, as far as the receipt", async () => {
    await reader.go("/submit");
    const still = join(scratch, "still.jpg");
    await run("ffmpeg", ["-hide_banner", "-loglevel", "error", "-y", "-f", "lavfi", "-i", "testsrc=size=640x480", "-frames:v", "1", still]);
    await fillSubmission(reader, {
      files: [still],
      links: "https://example.org/posts/1",
      what: "Smoke over the market, seen from a roof",
      place: "Near the blue mosque",
      time: "Friday, shortly after noon",
    });
    await reader.page.locator("#submit").evaluate((form) => form.scrollIntoView());
    await meet(reader, "the submission form", "submit");
    assert.equal(await reader.press("Send"), 200);
    await receiptWords(reader);
    // Nobody's real words belong in a picture.
    const sample = ["river", "lantern", "apple", "copper", "window", "north", "paper"];
    await reader.page.locator("#receipt-words li").evaluateAll((all, words) => all.forEach((one, at) => (one.textContent = words[at])), sample);
    await meet(reader, "the receipt", "receipt");
  });

  await step("a verifier's queue and workspaces", async () => {
    verifier = await open(member(browser, url, "verifier"));
    await verifier.go("/projects/AFG/queue");
    await meet(verifier, "the queue", "queue");
    pages.geolocation = await takeFirst(verifier, "geolocation");
    await meet(verifier, "a workspace at geolocation");
    await markFeature(verifier);
    await meet(verifier, "the geolocation form filled in", "geolocation");
    pages.chronolocation = await takeFirst(verifier, "chronolocation");
    await meet(verifier, "a workspace at chronolocation", "workspace");
    await verifier.page.locator("#sun_at").fill("2022-09-30T07:30");
    assert.equal(await verifier.press("Show the sun"), 200);
    await verifier.mapReady();
    await fillTime(verifier, { earliest: "2022-09-30T07:20", latest: "2022-09-30T07:52" });
    await verifier.page.locator("#chronolocation").evaluate((section) => section.scrollIntoView());
    await meet(verifier, "the sun beside the chronolocation form", "chronolocation");
  });

  await step("covering a face in a copy, and somebody else's look", async () => {
    await verifier.go(pages.geolocation);
    const cover = verifier.page.getByRole("link", { name: "Cover faces, plates or sound in a copy" }).last();
    assert.equal(await verifier.leadsOn(() => cover.click()), 200);
    pages.redaction = new URL(verifier.page.url()).pathname;
    await meet(verifier, "the editor before anybody has looked");
    await drawRegion(verifier);
    await meet(verifier, "the editor with a region", "redaction");
    assert.equal(await verifier.press("Make the redacted copy"), 200);
    await until(verifier, pages.redaction, "Waits for somebody else’s look");
    await meet(verifier, "the copy as its author sees it");
    const other = await open(member(browser, url, "verifier2"));
    await other.go(pages.redaction);
    await meet(other, "the copy before it is confirmed");
    assert.equal(await other.press("Confirm this copy"), 422);
    await meet(other, "the confirmation of a copy nobody looked at");
    await other.page.locator("#looked").check();
    assert.equal(await other.press("Confirm this copy"), 200);
    await other.page.getByText("looked at this copy from start to end").first().waitFor();
    await meet(other, "a confirmed copy");
  });

  await step("a lead's desks", async () => {
    lead = await open(member(browser, url, "lead"));
    await lead.go("/projects/AFG/sign-off");
    await meet(lead, "the sign-off desk");
    const waits = lead.page.getByRole("row").filter({ has: lead.page.locator(".chip", { hasText: "Sign-off" }) }).first();
    assert.equal(await lead.leadsOn(() => waits.getByRole("link").first().click()), 200);
    pages.dossier = new URL(lead.page.url()).pathname;
    await meet(lead, "the dossier", "sign-off");
    await lead.go("/projects/AFG/releases");
    await meet(lead, "the release desk", "release");
    await lead.go("/projects/AFG/incidents");
    await meet(lead, "the incidents");
    assert.equal(await lead.leadsOn(() => lead.page.locator("[data-rows] a.id").first().click()), 200);
    await meet(lead, "an incident");
    await lead.go("/my/submissions");
    await meet(lead, "what a member handed in");
    admin = await open(member(browser, url, "admin"));
    await admin.go("/projects/AFG/members");
    await meet(admin, "the members");
  });

  await step("right to left on a phone", async () => {
    const phone = { viewport: PHONE_SIZE, hasTouch: true };
    const strange = await open(Person.open(browser, url, phone));
    for (const path of ["/", "/incidents", pages.incident, "/dataset", "/about", "/submit", "/receipt", "/login"]) await rtl(strange, path);
    const team = ["/projects", "/my/submissions", "/projects/AFG/queue", pages.geolocation, pages.chronolocation, pages.redaction, "/projects/AFG/incidents", "/projects/AFG/incidents/new"];
    const desks = ["/projects/AFG/sign-off", pages.dossier, "/projects/AFG/releases"];
    for (const [person, paths] of [[verifier, team], [lead, desks]]) {
      await person.page.setViewportSize(PHONE_SIZE);
      for (const path of paths) await rtl(person, path);
    }
  });

  await step("every picture of the guide is there and small", async () => {
    for (const name of NAMES) {
      const { size } = await stat(join(IMAGES, `${name}.png`));
      assert.ok(size < MOST_BYTES, `${name}.png has ${size} bytes`);
    }
  });

  await step("nothing went wrong behind any page", async () => {
    for (const one of windows) await one.leave();
  });
});

async function rtl(person, path) {
  assert.equal(await person.go(`${path}?lang=${PSEUDO_RTL}`), 200);
  assert.equal(await person.page.getAttribute("html", "dir"), "rtl");
  await person.audit(`${path} right to left on a phone`);
}

/** Looks at the photo in colour, draws an ellipse with the mouse and moves it with the keyboard. */
async function drawRegion(person) {
  const figure = person.page.locator("figure.media").first();
  const next = figure.getByRole("button", { name: /^Show:/ });
  while (await next.isVisible()) await showNext(figure);
  await person.page.locator("#region-0-shape").selectOption("ellipse");
  await person.page.locator("#region-0-words").fill("The man at the gate");
  const layer = figure.locator(".redact__layer");
  await layer.scrollIntoViewIfNeeded();
  const box = await layer.boundingBox();
  await person.page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.4);
  await person.page.mouse.down();
  await person.page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.7, { steps: 4 });
  await person.page.mouse.up();
  const track = () => person.page.locator("#region-0-track").inputValue();
  const drawn = (await track()).split(" ").map(Number);
  assert.equal(drawn.length, 4, "left, top, width, height");
  await person.page.keyboard.press("ArrowRight");
  await person.page.keyboard.press("Shift+ArrowDown");
  const [left, , , high] = (await track()).split(" ").map(Number);
  assert.ok(Math.abs(left - drawn[0] - 1) < 0.02 && Math.abs(high - drawn[3] - 1) < 0.02, await track());
}

/** Opens a page again and again until it says something; the machine is at work. */
async function until(person, path, words) {
  for (let tries = 0; tries < 60; tries += 1) {
    if ((await person.page.getByText(words).count()) > 0) return;
    await person.page.waitForTimeout(500);
    await person.go(path);
  }
  assert.fail(`${path} never said: ${words}`);
}

/** Claims the first free photo of a stage; leaves its workspace open and gives its address. */
async function takeFirst(person, stage) {
  await person.go(`/projects/AFG/queue?stage=${stage}`);
  const free = person.page.getByRole("row").filter({ hasText: "Free to claim" }).filter({ hasText: "Photo" }).first();
  const href = await free.getByRole("link").first().getAttribute("href");
  await person.go(href);
  assert.equal(await person.press("Claim it"), 200);
  await person.go(href);
  await person.mapReady();
  return href;
}

/** Looks at the photo in grey, fills in a place and draws a box around a feature. */
async function markFeature(person) {
  const near = await person.page.locator(".map").evaluate((map) => `${map.dataset.lat}, ${map.dataset.lon}`);
  const features = ["The corner building, right of the road: its shutters and the ledge above them", "The pole at the left kerb with four wires"];
  await fillPlace(person, { camera: near, bearing: "115", features, reasoning: "The road bends only here, and the ledge is in the older pictures." });
  const figure = person.page.locator("figure.media").first();
  const next = figure.getByRole("button", { name: /^Show:/ });
  for (let step = 0; step < 2 && (await next.isVisible()); step += 1) await showNext(figure);
  const layer = figure.locator(".annotate__layer");
  if ((await layer.count()) > 0) {
    await person.page.locator('[name="feature-0-words"]').focus();
    const box = await layer.boundingBox();
    await person.page.mouse.move(box.x + box.width * 0.55, box.y + box.height * 0.2);
    await person.page.mouse.down();
    await person.page.mouse.move(box.x + box.width * 0.75, box.y + box.height * 0.7, { steps: 4 });
    await person.page.mouse.up();
  }
  await person.page.locator("#geolocation").evaluate((section) => section.scrollIntoView());
}
