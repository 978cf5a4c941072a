// The same photo comes back smaller: it is found, compared, answered with a key, taken back, and asked for
// with a file that is not kept. A recording is compared with a part of itself.
import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import test from "node:test";
import { promisify } from "node:util";

import { PHONE_SIZE, Person, launch } from "./browser.mjs";
import { makeSamples } from "./samples.mjs";
import { serveTeam } from "./server.mjs";
import { ANA, LEA, TEAM, findInQueue, inOrder, intakeDone, showNext, signedIn, submit } from "./story.mjs";

const run = promisify(execFile);

test("the same footage is found and judged", async (t) => {
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
  const part = samples.clip.replace("clip.mp4", "part.mp4");
  await run("ffmpeg", ["-v", "error", "-y", "-ss", "1", "-i", samples.clip, "-t", "1.8", "-vf", "scale=320:-2", "-c:a", "copy", part]);
  let ana, older, newer, pair;

  await step("a photo and a clip, then a smaller copy of one and a part of the other", async () => {
    const someone = await open(Person.open(browser, url));
    await submit(someone, { files: [samples.street, samples.clip], what: "First to arrive" });
    ana = await open(signedIn(browser, url, ANA));
    older = await findInQueue(ana, "First to arrive");
    await intakeDone(ana, older);
    await ana.page.getByText(/Nothing like it found among 0 other files/).first().waitFor();
    await submit(someone, { files: [samples.copy, part], what: "Came back" });
    newer = await findInQueue(ana, "Came back");
    await intakeDone(ana, newer);
  });

  await step("the copy is found, and why", async () => {
    await ana.go(newer);
    await ana.audit("a workspace with matches");
    const match = ana.page.locator("[id^=match-]").first();
    assert.match(await match.innerText(), /Same footage, \d+ % sure/);
    assert.equal(await ana.press("Compare", match), 200);
    pair = new URL(ana.page.url()).pathname;
    await ana.page.getByText(/of 256 bits of the nearest hashes differ/).waitFor();
    await ana.audit("a pair, covered");
  });

  await step("they are laid over each other once both were chosen to be seen", async () => {
    await ana.page.getByRole("button", { name: "Difference", exact: true }).click();
    await ana.page.getByText("Show both files first").waitFor();
    for (const side of ["newer", "older"]) {
      const figure = ana.page.locator(`#${side}`);
      for (let steps = 0; steps < 3; steps += 1) await showNext(figure);
    }
    const stage = ana.page.locator("[data-laid]");
    await stage.waitFor();
    // The same picture subtracted from itself is dark nearly everywhere.
    await ana.page.waitForFunction(() => document.querySelector(".compare-laid__newer")?.style.transform.startsWith("matrix3d"));
    assert.ok(brightness(await stage.screenshot()) < 40, "little is left of the difference");
    for (const mode of ["Blink", "Overlay"]) {
      await ana.page.getByRole("button", { name: mode, exact: true }).click();
      await ana.audit(`two photos, ${mode}`);
    }
    await ana.auditDark("two photos, overlay");
    await ana.page.keyboard.press("Escape");
    await stage.waitFor({ state: "hidden" });
    assert.equal(await ana.page.locator(".media__shown").count(), 0);
  });

  await step("a key answers, and the answer can be taken back", async () => {
    await ana.leadsOn(() => ana.page.keyboard.press("1"));
    await ana.page.locator(".verdict[aria-pressed=true]").filter({ hasText: "Same footage" }).waitFor();
    await ana.page.getByRole("heading", { name: "Known to be the same footage" }).waitFor();
    await ana.audit("a pair that was answered");
    assert.equal(await ana.press("Take the answer back"), 200);
    assert.equal(await ana.page.locator(".verdict[aria-pressed=true]").count(), 0);
  });

  await step("the desk, and what only a lead may agree on", async () => {
    await ana.go("/projects/AFG/duplicates");
    await ana.audit("the desk of duplicates");
    assert.ok((await ana.page.locator("[data-rows] tr").count()) >= 2, "the photos and the clips");
    assert.equal(await ana.page.getByLabel("From what score, in per cent").count(), 0);
    const lea = await open(signedIn(browser, url, LEA));
    await lea.go("/projects/AFG/duplicates");
    await lea.page.getByLabel("From what score, in per cent").fill("60");
    assert.equal(await lea.press("Save"), 200);
    await lea.page.getByRole("checkbox").first().check();
    await lea.audit("pairs that can be confirmed together");
    await lea.auditDark("pairs that can be confirmed together");
    assert.equal(await lea.press("Confirm what is ticked"), 200);
    await lea.page.getByText("The pairs are confirmed.").waitFor();
  });

  await step("on a phone: a file is asked with, and not kept", async () => {
    const phone = await open(Person.open(browser, url, { viewport: PHONE_SIZE, storageState: await ana.context.storageState() }));
    await phone.go("/projects/AFG/seen-before");
    await phone.audit("asking with a file");
    await phone.page.setInputFiles("#files", [samples.copy]);
    assert.equal(await phone.press("Look for it"), 200);
    await phone.page.getByText("Byte for byte the same file.").waitFor();
    await phone.audit("what was found");
    await phone.page.setInputFiles("#files", [samples.lone]);
    assert.equal(await phone.press("Look for it"), 200);
    await phone.page.getByText(/Nothing like it among the \d+ files/).waitFor();
    await phone.go(pair);
    await phone.audit("a pair on a phone");
  });

  await step("nothing went wrong behind any page", async () => {
    for (const person of windows) await person.leave();
  });
});

/** Mean brightness of a screenshot, 0-255. */
function brightness(png) {
  const words = ["-v", "error", "-i", "pipe:0", "-vf", "scale=64:48,format=gray", "-f", "rawvideo", "pipe:1"];
  const { stdout } = spawnSync("ffmpeg", words, { input: png });
  return stdout.reduce((sum, byte) => sum + byte, 0) / stdout.length;
}
