// A bad line: two files are chosen, one is paused, the tab is closed, and another day it goes on where
// it stopped. The device remembers no name of a file.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import test from "node:test";

import { PHONE_SIZE, Person, launch } from "./browser.mjs";
import { makeSamples } from "./samples.mjs";
import { serveTeam } from "./server.mjs";
import { inOrder, onASlowLine, receiptWords } from "./story.mjs";

const BIG = 6_000_000;

test("an upload outlives the tab", async (t) => {
  const [instance, samples, browser] = await Promise.all([
    serveTeam({ projects: [{ code: "AFG", name: "Attacks in Afghanistan" }], people: [] }),
    makeSamples(),
    launch(),
  ]);
  t.after(async () => {
    await browser.close();
    await instance.stop();
    await samples.remove();
  });
  const big = samples.gate.replace("gate.jpg", "VID_of_my_street.jpg");
  await writeFile(big, Buffer.concat([await readFile(samples.gate), randomBytes(BIG)]));
  const person = await Person.open(browser, instance.url, { viewport: PHONE_SIZE, hasTouch: true });
  const step = inOrder(t, () => [person]);
  const row = (name) => person.page.locator(".transfer").filter({ hasText: name });
  const pieces = [];
  person.context.on("request", (request) => {
    if (request.method() === "PATCH") pieces.push(Number(request.headers()["upload-offset"]));
  });

  await step("two files are chosen and begin at once; one is paused", async () => {
    await person.go("/submit");
    await onASlowLine(person, async () => {
      await person.page.setInputFiles("#files", [samples.lone, big]);
      await row("lone.jpg").getByText(/^Arrived/).waitFor();
      const bar = row("VID_of_my_street.jpg").getByRole("progressbar");
      await person.page.waitForFunction((one) => one.value > 1_000_000, await bar.elementHandle());
      await row("VID_of_my_street.jpg").getByRole("button", { name: "Pause VID_of_my_street.jpg" }).click();
    });
    await row("VID_of_my_street.jpg").getByText(/^Paused at [\d.]+ MB of 6(\.\d)? MB/).waitFor();
    await person.audit("files that arrive, one of them paused");
    await person.auditDark("files that arrive, one of them paused");
  });

  await step("sending waits, and says what for", async () => {
    await person.page.getByRole("radio", { name: "Publish it" }).check();
    await person.page.getByRole("button", { name: "Send", exact: true }).click();
    await person.page.getByRole("heading", { name: /Not everything has arrived. Paused or stopped: 1/ }).waitFor();
    await person.audit("a form that cannot be sent yet");
  });

  await step("the device remembers neither a name nor a size, and says so", async () => {
    await person.page.getByText(/this device remembers a code for each file/).waitFor();
    const kept = await person.page.evaluate(() => JSON.stringify({ ...localStorage }));
    assert.match(kept, /cairn-upload:[0-9a-f]{64}/);
    assert.doesNotMatch(kept, /VID_of|lone|jpg|\b6\d{6}\b/);
  });

  await step("another tab, the same file: it goes on where it stopped", async () => {
    await person.page.close();
    person.page = await person.context.newPage();
    pieces.length = 0;
    await person.go("/submit");
    await person.page.setInputFiles("#files", [big, samples.lone]);
    await row("VID_of_my_street.jpg").getByText(/^Arrived/).waitFor();
    await row("lone.jpg").getByText(/^Arrived/).waitFor();
    assert.ok(pieces.length > 0 && pieces.every((offset) => offset > 500_000), `nothing is sent again: ${pieces}`);
    await row("VID_of_my_street.jpg").getByText("Fingerprint (SHA-256)").click();
    await row("VID_of_my_street.jpg").getByText("Computed on your device and on the server: the same.").waitFor();
    await person.audit("files that have arrived");
  });

  await step("the receipt names what was sent, and the device has forgotten", async () => {
    await person.page.getByRole("radio", { name: "Publish it" }).check();
    assert.equal(await person.press("Send"), 200);
    const words = await receiptWords(person);
    assert.equal(await person.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("cairn-upload")).length), 0);
    await person.go("/receipt");
    await person.audit("the question for the receipt");
    await person.page.getByLabel("The seven words").fill(words);
    assert.equal(await person.press("Show how it stands"), 200);
    const sums = await Promise.all([big, samples.lone].map(async (path) => createHash("sha256").update(await readFile(path)).digest("hex")));
    const page = await person.page.content();
    for (const sum of sums) assert.ok(page.includes(sum));
    await person.audit("how a submission stands");
  });

  await step("one more file to the same submission, over the same kind of line", async () => {
    await person.page.setInputFiles("#files", [samples.gate]);
    await row("gate.jpg").getByText(/^Arrived/).waitFor();
    assert.equal(await person.press("Send these too"), 200);
    const sum = createHash("sha256").update(await readFile(samples.gate)).digest("hex");
    await person.page.getByText(sum).waitFor({ state: "attached" });
    assert.equal(new URL(person.page.url()).pathname + new URL(person.page.url()).search, "/receipt", "the words stand in no address");
    await person.audit("a submission that was added to");
  });

  await step("a file that is not taken is refused at once, in words", async () => {
    const page = samples.gate.replace("gate.jpg", "page.mp4");
    await writeFile(page, "<html>".repeat(2_000));
    await person.go("/submit");
    await person.page.setInputFiles("#files", [page]);
    await row("page.mp4").getByText(/not a photo, video or sound that Cairn knows/).waitFor();
    await person.audit("a file that is not taken");
    await row("page.mp4").getByRole("button", { name: "Remove page.mp4" }).click();
    assert.equal(await person.page.locator(".transfer").count(), 0);
  });

  await step("nothing went wrong behind any page", () => person.leave());
});
