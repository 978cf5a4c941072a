// A browser without WebGL, and one without script: the server draws the map, and a place is recorded.
import assert from "node:assert/strict";
import test from "node:test";

import { PHONE_SIZE, Person, launchHardened } from "./browser.mjs";
import { makeSamples } from "./samples.mjs";
import { serveTeam } from "./server.mjs";
import { ANA, CAMERA, KAAJ, TEAM, claim, fillPlace, findInQueue, inOrder, intakeDone, openIncident, signedIn, submit, triage } from "./story.mjs";

const TITLE = "A street seen through a hardened browser";

test("a place is found and recorded where no map can be drawn", async (t) => {
  const [instance, samples, browser] = await Promise.all([serveTeam(TEAM), makeSamples(), launchHardened()]);
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
  const drawing = (person) => person.page.locator(".map svg.drawing");
  let ana, item;

  await step("the workspace says why there is no map, and shows one that the server drew", async () => {
    ana = await open(signedIn(browser, url, ANA));
    assert.equal(await ana.page.evaluate(() => document.createElement("canvas").getContext("webgl2")), null);
    await submit(ana, { files: [samples.street], what: TITLE });
    item = await findInQueue(ana, TITLE);
    await intakeDone(ana, item);
    await ana.go("/projects/AFG/incidents/new");
    await ana.audit("the form for an incident");
    const incident = await openIncident(ana.page, KAAJ);
    await ana.ready();
    await ana.audit("an incident");
    await claim(ana, item);
    await ana.audit("the workspace at triage");
    assert.equal(await triage(ana, { incident }), 200);
    await claim(ana, item);
    await ana.page.getByText("This browser cannot draw the map.").waitFor();
    assert.match(await drawing(ana).getAttribute("aria-label"), /No place is recorded yet/);
    assert.ok(await drawing(ana).isVisible());
    await ana.audit("the workspace with a drawn map");
    await ana.auditDark("the workspace with a drawn map");
  });

  await step("coordinates that are typed are drawn before anything is recorded", async () => {
    await ana.page.getByLabel("Where the camera stood").fill(CAMERA.dms);
    assert.equal(await ana.press("See how it is read"), 200);
    assert.match(await drawing(ana).getAttribute("aria-label"), /34\.4985.*69\.0645/);
    await isInTheMiddle(drawing(ana));
    await ana.audit("the workspace with coordinates read");
  });

  await step("the form records the place, and the drawing shows it with its view", async () => {
    const form = await fillPlace(ana);
    assert.equal(await ana.press("Record the finding", form), 200);
    const label = await drawing(ana).getAttribute("aria-label");
    assert.match(label, /34\.4985.*69\.0645/);
    assert.match(label, /The camera looked towards 140°/);
    await isInTheMiddle(drawing(ana));
    assert.equal(await drawing(ana).locator(".drawing__view").count(), 1);
    assert.ok((await drawing(ana).locator(".drawing__name").count()) > 0, "there are names around it");
    await ana.audit("the workspace with a place on a drawn map");
  });

  await step("the same without script, as wide as a phone", async () => {
    const state = await ana.context.storageState();
    const plain = await open(Person.open(browser, url, { javaScriptEnabled: false, storageState: state, viewport: PHONE_SIZE }));
    await plain.go(item);
    assert.ok(await drawing(plain).isVisible());
    await plain.audit("the workspace without script, with a drawn map");
  });

  await step("nothing went wrong behind any page", async () => {
    for (const person of windows) await person.leave();
  });
});

/** The pin stands in the middle of the drawing. */
async function isInTheMiddle(drawing) {
  const [frame, pin] = [await drawing.boundingBox(), await drawing.locator(".drawing__pin").boundingBox()];
  const off = (at, size) => frame[at] + frame[size] / 2 - (pin[at] + pin[size] / 2);
  assert.ok(Math.abs(off("x", "width")) < 2 && Math.abs(off("y", "height")) < 2, JSON.stringify({ frame, pin }));
}
