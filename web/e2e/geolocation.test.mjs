// Where something was recorded, by two people who do not see each other's answer. Three feature pairs
// are drawn and joined; a second place within their precision agrees; one two kilometres off is
// disputed until a lead says which holds. Once by hand on the map, once by form in a browser without
// WebGL.
import assert from "node:assert/strict";
import test from "node:test";

import { Person, launch, launchHardened } from "./browser.mjs";
import { makeSamples } from "./samples.mjs";
import { serveTeam } from "./server.mjs";
import { ANA, BEN, KAAJ, LEA, TEAM, claim, fillPlace, findInQueue, inOrder, intakeDone, moveWithReason, openIncident, sendOn, showNext, signedIn, stage, submit, triage } from "./story.mjs";

const COURT = { ...TEAM, projects: TEAM.projects.map((project) => ({ ...project, workflow: "court" })) };
const FEATURES = ["The minaret left of the gate", "The wall along the canal", "The blue gate"];

/** The first place; one 24 m north of it; one two kilometres north. */
const FIRST = "34.498500, 69.064530";
const NEAR = "34.498716, 69.064530";
const FAR = "34.516500, 69.064530";

for (const [name, start, byHand] of [["on the map", launch, true], ["by form, without WebGL", launchHardened, false]]) {
  test(`a place and its blind second, ${name}`, async (t) => {
    const [instance, samples, browser] = await Promise.all([serveTeam(COURT), makeSamples(), start()]);
    const { url } = instance;
    const windows = [];
    const open = async (person) => {
      windows.push(await person);
      return windows.at(-1);
    };
    t.after(async () => {
      await browser.close();
      await instance.stop();
      await samples.remove();
    });
    const step = inOrder(t, () => windows);
    let ana, ben, agreed, disputed;

    await step("two pictures are ready to be placed", async () => {
      ana = await open(signedIn(browser, url, ANA));
      await submit(ana, { files: [samples.street], what: "The street from the corner" });
      await submit(ana, { files: [samples.copy], what: "The street once more" });
      await ana.go("/projects/AFG/incidents/new");
      await ana.audit("the form for an incident");
      const incident = await openIncident(ana.page, KAAJ);
      await ana.ready();
      await ana.audit("an incident");
      agreed = await findInQueue(ana, "The street from the corner");
      disputed = await findInQueue(ana, "The street once more");
      for (const item of [agreed, disputed]) {
        await intakeDone(ana, item);
        await claim(ana, item);
        await ana.audit("the workspace at triage");
        assert.equal(await triage(ana, { incident }), 200);
      }
    });

    await step("a reference says whose it is; without terms its picture is not kept", async () => {
      await claim(ana, agreed);
      const { page } = ana;
      await page.getByText("Add a reference").click();
      const form = page.locator("#reference-form");
      await form.getByLabel("Provider").fill("Example Imagery");
      await form.getByLabel("Imagery from").fill("2022-09");
      await form.getByLabel("Picture", { exact: true }).setInputFiles(samples.copy);
      assert.equal(await ana.press("Add the reference", form), 422);
      await ana.audit("a reference without terms");
      assert.equal(await form.getByLabel("Provider").inputValue(), "Example Imagery");
      await form.getByLabel("Licence and attribution").fill("CC BY 4.0, Example Imagery");
      await form.getByLabel("Picture", { exact: true }).setInputFiles(samples.copy);
      assert.equal(await ana.press("Add the reference", form), 200);
      await page.getByRole("heading", { name: "1: Example Imagery, 2022-09" }).waitFor();
      await ana.audit("the workspace with a reference");
    });

    await step("three features of the picture are found on the map and on the reference", async () => {
      const { page } = ana;
      const form = await fillPlace(ana, { camera: FIRST, precision: "30", features: FEATURES });
      await form.getByLabel("Angle of view").fill("62");
      await form.locator(`[name="feature-0-kind"]`).selectOption({ label: "Minaret or dome" });
      if (byHand) await drawByHand(ana);
      else await drawByForm(ana);
      await takesBack(ana, form);
      if (byHand) await linksToView(ana);
      const value = (field) => page.locator(`[name="feature-${field}"]`).inputValue();
      assert.equal(await value("0-on"), "map");
      assert.match(await value("0-at"), /^34\.\d+, 69\.\d+$/);
      assert.equal(await value("1-shape"), "line");
      assert.equal((await value("1-at")).split(";").length, 2);
      assert.equal(await value("2-on"), "picture:1");
      for (const field of ["0-x", "1-y", "2-w", "2-ah"]) assert.notEqual(await value(field), "", field);
      assert.equal(await ana.press("Record the finding", form), 200);
      await ana.audit("the workspace with three pairs");
      const finding = page.locator(".finding");
      assert.match(await finding.innerText(), /Minaret or dome · The minaret left of the gate/);
      assert.match(await finding.innerText(), /Found on Example Imagery, 2022-09/);
    });

    await step("the proof is one picture: both sides, three numbers twice, three lines", async () => {
      const link = ana.page.getByRole("link", { name: "The proof as one picture" });
      const svg = await ana.context.request.get(await link.getAttribute("href"));
      assert.equal(svg.headers()["content-type"], "image/svg+xml; charset=utf-8");
      const drawn = await svg.text();
      assert.equal(drawn.match(/class="proof__link"/g).length, 3);
      assert.equal(drawn.match(/class="proof__badge"/g).length, 6);
      assert.match(drawn, /CC BY 4\.0, Example Imagery/);
      const png = await ana.context.request.get(await ana.page.getByRole("link", { name: "as PNG" }).getAttribute("href"));
      assert.deepEqual([...(await png.body()).subarray(1, 4)], [..."PNG"].map((letter) => letter.charCodeAt(0)));
    });

    await step("the second verifier sees no trace, and is told so", async () => {
      assert.equal(await sendOn(ana, "Send to a second geolocation"), 200);
      await place(ana, disputed, FIRST);
      assert.equal(await sendOn(ana, "Send to a second geolocation"), 200);
      ben = await open(signedIn(browser, url, BEN));
      await claim(ben, agreed);
      await ben.audit("the workspace of the second verifier");
      const source = await ben.page.content();
      for (const trace of ["34.4985", "69.0645", "Example Imagery", ...FEATURES]) assert.ok(!source.includes(trace), trace);
      assert.match(await ben.page.locator("#findings").innerText(), /kept from you/i);
    });

    await step("within their precision they agree, and the item moves on by itself", async () => {
      const form = await fillPlace(ben, { camera: NEAR, precision: "50", features: FEATURES });
      assert.equal(await ben.press("Record the finding", form), 200);
      await ben.audit("the workspace with two places that agree");
      assert.equal(await stage(ben), "Chronolocation");
      const said = await ben.page.locator("[data-agreement=agrees]").innerText();
      assert.match(said, /Ana and Ben placed it 24 m apart, within 30 m and 50 m\. They agree/);
    });

    await step("two kilometres apart they disagree, and a lead has to decide", async () => {
      await place(ben, disputed, FAR);
      await ben.audit("the workspace with two places that disagree");
      assert.equal(await stage(ben), "Disputed place");
      assert.match(await ben.page.locator("[data-agreement=disagrees]").innerText(), /1997 m apart|1996 m apart/);
      const lea = await open(signedIn(browser, url, LEA));
      await lea.go(disputed);
      await lea.audit("the workspace of a lead who has to decide");
      const settle = lea.page.locator("#form-settle-geolocation");
      await settle.getByRole("radio", { name: /34\.4985/ }).check();
      await settle.getByRole("textbox").fill("The canal lies south of the gate, as Ana has it.");
      assert.equal(await lea.press("Decide", settle), 200);
      await lea.audit("the workspace with a dispute decided");
      await moveWithReason(lea, "place_settled", "Ana's place holds.");
      await lea.audit("the workspace after a dispute");
      assert.equal(await stage(lea), "Chronolocation");
      const findings = await lea.page.locator("#findings").innerText();
      assert.match(findings, /A lead decided for this/);
      assert.match(findings, /34\.516/, "the dissent stays");
    });

    await step("nothing went wrong behind any page", async () => {
      for (const person of windows) await person.leave();
    });
  });
}

async function place(person, item, camera) {
  await claim(person, item);
  const form = await fillPlace(person, { camera, precision: "30", features: FEATURES });
  assert.equal(await person.press("Record the finding", form), 200);
  await person.audit("the workspace with a place");
}

/** Draws with the mouse: boxes on the picture, a spot and a line on the map, a box on the reference. */
async function drawByHand(person) {
  const { page } = person;
  const figure = page.locator("figure.media").first();
  for (let at = 0; at < 3; at += 1) await showNext(figure);
  const frame = figure.locator(".annotate__layer");
  for (const [index, box] of [[0.1, 0.2, 0.3, 0.6], [0.4, 0.3, 0.6, 0.5], [0.7, 0.5, 0.9, 0.8]].entries()) {
    await page.locator(`[name="feature-${index}-words"]`).focus();
    await dragOver(page, frame, box);
  }
  await person.mapReady();
  const tool = (name) => page.locator(".map__tools").getByRole("button", { name }).click();
  const canvas = page.locator(".map canvas");
  const click = async (x, y) => {
    const box = await canvas.boundingBox();
    await page.mouse.click(box.x + x * box.width, box.y + y * box.height);
  };
  await page.locator(`[name="feature-0-words"]`).focus();
  await tool("Feature: point");
  await canvas.scrollIntoViewIfNeeded();
  await click(0.55, 0.45);
  await page.locator(`[name="feature-1-words"]`).focus();
  await tool("Feature: line");
  await canvas.scrollIntoViewIfNeeded();
  await click(0.4, 0.6);
  await click(0.6, 0.65);
  await tool("Camera");
  await page.locator(`[name="feature-2-words"]`).focus();
  const reference = page.locator("#reference-1 .annotate__layer");
  await reference.scrollIntoViewIfNeeded();
  await dragOver(page, reference, [0.2, 0.2, 0.5, 0.6]);
  assert.equal(await page.locator(".map__number").count(), 2);
  assert.equal(await page.getByLabel("Where the camera stood").inputValue(), FIRST, "the camera stays where it was");
}

async function dragOver(page, layer, [x1, y1, x2, y2]) {
  await layer.scrollIntoViewIfNeeded();
  const box = await layer.boundingBox();
  await page.mouse.move(box.x + x1 * box.width, box.y + y1 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + x2 * box.width, box.y + y2 * box.height, { steps: 4 });
  await page.mouse.up();
}

/** The same in numbers: what the form holds is all there is. */
async function drawByForm(person) {
  const { page } = person;
  const figure = page.locator("figure.media").first();
  for (let at = 0; at < 3; at += 1) await showNext(figure);
  await page.evaluate(() => document.querySelectorAll("#features details").forEach((fold) => (fold.open = true)));
  const fill = (field, value) => page.locator(`[name="feature-${field}"]`).fill(value);
  const box = async (prefix, sides) => {
    for (const [at, side] of ["x", "y", "w", "h"].entries()) await fill(`${prefix}${side}`, sides[at]);
  };
  await box("0-", ["0.1", "0.2", "0.2", "0.4"]);
  await box("1-", ["0.4", "0.3", "0.2", "0.2"]);
  await box("2-", ["0.7", "0.5", "0.2", "0.3"]);
  const on = (index, value) => page.locator(`[name="feature-${index}-on"]`).selectOption(value);
  await on(0, "map");
  await fill("0-at", "34.498900, 69.065100");
  await on(1, "map");
  await page.locator(`[name="feature-1-shape"]`).selectOption({ label: "A line" });
  await fill("1-at", "34.498100, 69.064000; 34.498300, 69.064400");
  await on(2, "picture:1");
  await box("2-a", ["0.2", "0.2", "0.3", "0.4"]);
}

/** What stands in the form, undone and done again: a word typed, a row added. */
async function takesBack(person, form) {
  const { page } = person;
  const rows = page.locator("#features [data-feature-row]");
  const precision = form.getByLabel("How precisely it is known");
  const [before, was] = [await rows.count(), await precision.inputValue()];
  const until = async (count, words) => {
    await page.waitForFunction((n) => document.querySelectorAll("#features [data-feature-row]").length === n, count);
    assert.equal(await precision.inputValue(), words);
  };
  // What comes without a pause is one step, so what was drawn before ends first.
  await page.waitForTimeout(600);
  await precision.fill("4711");
  await page.waitForTimeout(600);
  await page.getByRole("button", { name: "Add a feature" }).click();
  await page.waitForTimeout(600);
  await until(before + 1, "4711");
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press("u");
  await until(before, "4711");
  await page.keyboard.press("u");
  await until(before, was);
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press("Shift+U");
  await until(before, "4711");
  await form.getByRole("button", { name: "Undo" }).click();
  await until(before, was);
}

/** The address holds how the map is looked at, and a window opened with it looks the same way. */
async function linksToView(person) {
  const { page } = person;
  await page.getByRole("button", { name: "Zoom in" }).first().click();
  await page.waitForFunction(() => location.hash.includes("map="));
  await page.waitForTimeout(400);
  const shown = new URL(page.url()).hash;
  const other = await person.context.newPage();
  await other.goto(page.url());
  await other.locator(".map[data-ready]").first().waitFor();
  await other.getByRole("button", { name: "Zoom in" }).first().focus();
  await other.keyboard.press("Enter");
  const zoom = (hash) => Number(/map=([\d.]+)/.exec(hash)?.[1]);
  await other.waitForFunction((from) => location.hash.includes("map=") && location.hash !== from, shown);
  await other.waitForTimeout(400);
  assert.ok(Math.abs(zoom(new URL(other.url()).hash) - zoom(shown) - 1) < 0.05, `${shown} → ${other.url()}`);
  await other.close();
}
