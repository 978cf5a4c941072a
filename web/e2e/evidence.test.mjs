// When something was recorded: a shadow measured on the picture, kept as evidence, taken together with a
// time of upload; a third piece that cannot hold is named as a contradiction and nothing is recorded.
import assert from "node:assert/strict";
import test from "node:test";

import { Person, launch } from "./browser.mjs";
import { makeSamples } from "./samples.mjs";
import { cairn, serveTeam } from "./server.mjs";
import { ANA, BEN, KAAJ, TEAM, claim, findInQueue, geolocate, inOrder, intakeDone, notice, openIncident, sendOn, showNext, signedIn, stage, submit, triage } from "./story.mjs";

test("time from evidence and shadows", async (t) => {
  const [instance, samples, browser] = await Promise.all([serveTeam(TEAM), makeSamples(), launch()]);
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
  let ana, ben, item;

  await step("an item with an established place", async () => {
    const someone = await open(Person.open(browser, url));
    await submit(someone, { files: [samples.street], what: "A street in the morning" });
    ana = await open(signedIn(browser, url, ANA));
    item = await findInQueue(ana, "A street in the morning");
    await intakeDone(ana, item);
    await ana.go("/projects/AFG/incidents/new");
    await ana.audit("the form for an incident");
    const incident = await openIncident(ana.page, KAAJ);
    await ana.page.waitForSelector("html[data-islands=ready]", { state: "attached" });
    await ana.audit("an incident");
    await claim(ana, item);
    await ana.audit("the workspace at triage");
    assert.equal(await triage(ana, { incident }), 200);
    await ana.audit("the workspace before geolocation");
    await claim(ana, item);
    await ana.audit("the workspace at geolocation");
    assert.equal(await geolocate(ana), 200);
    await ana.audit("the workspace with a place");
    assert.equal(await sendOn(ana, "Send to chronolocation"), 200);
    assert.equal(await stage(ana), "Chronolocation");
    await ana.audit("the workspace before chronolocation");
  });

  await step("the sun goes through a day on the map, by keyboard", async () => {
    const { page } = ana;
    await ana.mapReady();
    await page.locator(".sun-day summary").focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("Day", { exact: true }).fill("2022-09-30");
    const said = page.locator(".sun-day__words");
    await said.getByText("Sunrise 05:47, sunset 17:39.").waitFor();
    const slider = page.getByLabel("Time of day (Asia/Kabul)");
    await slider.focus();
    for (let minute = 0; minute < 30; minute += 1) await page.keyboard.press("ArrowRight");
    assert.match(await said.innerText(), /Sun towards 119\.0°, 31\.3° high\. Shadows fall towards 299\.0° and are 1\.65 times/);
    assert.match(await said.innerText(), /In the picture shadows point towards the camera\./);
    assert.match(await slider.getAttribute("aria-valuetext"), /^08:30, 04:00 UTC\. Sun towards/);
    assert.ok((await page.locator(".map__label--hour").count()) >= 10, "the hours stand along the sun's way");
    assert.ok(await page.locator(".map__label--line").getByText("shadow").isVisible());
    await ana.audit("the sun over the map");
    await page.keyboard.press("Home");
    await said.getByText("The sun is down: there are no shadows of it.").waitFor();
    assert.equal(await page.locator(".map__label--line").count(), 0, "no lines at night");
  });

  await step("the shadow is drawn on the picture with three clicks", async () => {
    ben = await open(signedIn(browser, url, BEN));
    await claim(ben, item);
    await ben.audit("the workspace at chronolocation");
    assert.equal(await ben.leadsOn(() => ben.page.getByRole("link", { name: "Time from a shadow" }).click()), 200);
    await ben.audit("the shadow page");
    const draw = ben.page.getByRole("button", { name: "Draw on the picture" });
    await draw.click();
    await ben.page.getByText("Show a file first").waitFor();
    const figure = ben.page.locator("figure.media");
    for (let at = 0; at < 3; at += 1) await showNext(figure);
    await draw.click();
    const layer = ben.page.locator(".shadow-layer");
    const box = await layer.boundingBox();
    for (const [x, y] of [[0.3, 0.7], [0.3, 0.4], [0.7, 0.7]]) await ben.page.mouse.click(box.x + x * box.width, box.y + y * box.height);
    await ben.page.getByText("Drawn. The form holds it").waitFor();
    assert.equal(await layer.locator("line").count(), 2);
    assert.match(await ben.page.getByLabel("Drawn on the picture").inputValue(), /^([\d.]+, ){5}[\d.]+$/);
    await measureOnTheMap(ben);
    await ben.page.getByLabel("First day").fill("2022-09-30");
    await ben.page.getByLabel("Last day").fill("2022-09-30");
    await ben.page.getByLabel("Direction of the sun").fill("110");
    await ben.page.getByLabel("Give or take, degrees").fill("40");
    assert.equal(await ben.press("Find the times"), 200);
    await ben.audit("the times that fit");
    assert.match(await ben.page.locator("#answer").innerText(), /One time fits, on one of 1 days\./);
    await ben.page.getByText("A shadow of 1.", { exact: false }).first().waitFor();
  });

  await step("at a known time the same shadow leaves places, which a record lets anybody find again", async () => {
    const other = await ben.context.newPage();
    await other.goto(`${item}/shadow/where`);
    await other.getByLabel("When the shadow fell").fill("2022-09-30 07:30");
    await other.getByLabel("Length of the shadow").fill("2.5");
    await other.getByRole("button", { name: "Find the places" }).click();
    await other.getByText("km² fit.").waitFor();
    await other.waitForSelector(".map[data-ready]", { timeout: 60_000 });
    await ben.auditTab(other, "the places that fit");
    await other.getByRole("button", { name: "Globe or flat map" }).click();
    await other.getByRole("button", { name: "Keep this as evidence" }).click();
    await other.getByText("The run is kept").waitFor();
    const record = await other.request.get(await other.getByRole("link", { name: "record of the run" }).getAttribute("href"));
    const again = JSON.parse(await cairn(["shadow", "rerun", "-"], await record.text()));
    assert.equal(again.same, true, JSON.stringify(again));
    await ben.auditTab(other, "a run of places that was kept");
    await other.close();
  });

  await step("the run is kept and cited, and a time of upload bounds it", async () => {
    assert.equal(await ben.press("Keep this as evidence"), 200);
    await ben.audit("a run that was kept");
    assert.match(await notice(ben), /The run is kept/);
    assert.equal(await ben.leadsOn(() => ben.page.getByRole("link", { name: "To the evidence of time" }).click()), 200);
    await fill(ben, 0, ["Between", "Length of a shadow", "", "The pole and its shadow"]);
    await ben.page.locator('[name="bound-0-run"]').selectOption({ label: "Run 2" });
    await fill(ben, 1, ["Not after", "Put online", "2022-09-30 12:00", "The upload's own time"]);
    assert.equal(await ben.press("See what the evidence leaves"), 200);
    await ben.audit("the evidence drawn");
    assert.match(await ben.page.locator("#timeline").innerText(), /Taken together: 30 Sep 2022/);
  });

  await step("a third piece that cannot hold is named, and nothing is recorded", async () => {
    await fill(ben, 2, ["Not before", "Weather", "2022-10-02", "Rain in view"]);
    await decide(ben);
    assert.equal(await ben.press("Record the finding", ben.page.locator("#chronolocation-form")), 422);
    await ben.audit("a contradiction");
    const shown = await ben.page.locator("#timeline").innerText();
    assert.match(shown, /Evidence 1 and evidence 3 cannot both hold/);
    assert.match(shown, /Evidence 2 and evidence 3 cannot both hold/);
    assert.equal(await ben.page.locator(".finding").count(), 1, "only the place");
  });

  await step("corrected, it is recorded with what follows from it", async () => {
    await fill(ben, 2, ["Not before", "Weather", "2022-09-29", "Rain the day before"]);
    assert.equal(await ben.press("Record the finding", ben.page.locator("#chronolocation-form")), 200);
    await ben.audit("a time that follows from evidence");
    const finding = ben.page.locator(".finding").filter({ hasText: "The pole and its shadow" });
    assert.match(await finding.innerText(), /with a run of the shadow solver/);
    assert.equal(await finding.locator(".evidence-line svg").count(), 1);
  });

  await step("nothing went wrong behind any page", async () => {
    for (const person of windows) await person.leave();
  });
});

async function fill(person, index, [effect, kind, value, words]) {
  const field = (name) => person.page.locator(`[name="bound-${index}-${name}"]`);
  await field("effect").selectOption({ label: effect });
  await field("kind").selectOption({ label: kind });
  await field("value").fill(value);
  await field("words").fill(words);
}

async function decide(person) {
  const form = person.page.locator("#chronolocation-form");
  await form.getByLabel("How finely it is known").selectOption({ label: "To the hour" });
  await form.getByRole("radio", { name: "Probable" }).check();
  await form.getByLabel("How do you know?").fill("The shadow falls so only then.");
}

/** Two points by keyboard give a bearing, which the form takes as the direction of the shadow; then it is emptied. */
async function measureOnTheMap({ page }) {
  await page.getByText("Measure a direction on the map", { exact: true }).click();
  await page.waitForSelector(".map[data-ready]", { timeout: 60_000 });
  await page.getByRole("button", { name: "Measure a distance and a bearing" }).click();
  await page.keyboard.press("Enter");
  for (let step = 0; step < 2; step += 1) await page.keyboard.press("ArrowRight");
  await page.getByText(/towards 90\.\d° from true north|towards 89\.\d° from true north/).waitFor();
  await page.waitForTimeout(500);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Use as direction of the shadow" }).click();
  assert.match(await page.getByLabel("Direction in which it falls").inputValue(), /^(89|90)\.\d$/);
  await page.getByLabel("Direction in which it falls").fill("");
}
