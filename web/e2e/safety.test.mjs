// People who must be kept safe: whoever looks sees no more than they chose, whoever handed something
// in is asked and answers without being known. With script and without.
import assert from "node:assert/strict";
import test from "node:test";

import { PHONE_SIZE, Person, launch } from "./browser.mjs";
import { makeSamples } from "./samples.mjs";
import { serveTeam } from "./server.mjs";
import { ANA, BEN, TEAM, claim, findInQueue, inOrder, intakeDone, signedIn, standing, submit } from "./story.mjs";

const TITLE = "Smoke behind the market";
const QUESTION = "From which floor did you record this?";
const ANSWER = "From the third floor.";
const PLAIN = { javaScriptEnabled: false };
/** Escape has to cover within this time. */
const COVERED_MS = 100;

test("viewers and submitters are kept safe", async (t) => {
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
  let phone, ana, ben, plain, words, item;
  const figure = (person) => person.page.locator("figure.media").first();
  const shown = (person) => person.page.locator(".media__shown");

  await step("somebody without an account hands in a photo and a clip, without script", async () => {
    phone = await open(Person.open(browser, url, { ...PLAIN, viewport: PHONE_SIZE }));
    words = await submit(phone, { files: [samples.street, samples.clip], what: TITLE });
    ana = await open(signedIn(browser, url, ANA));
    item = await findInQueue(ana, TITLE);
    await intakeDone(ana, item);
  });

  await step("without script each step of looking is a form, and the page holds no more than was chosen", async () => {
    const state = await ana.context.storageState();
    plain = await open(Person.open(browser, url, { ...PLAIN, storageState: state }));
    await plain.go(item);
    assert.equal(await shown(plain).count(), 0);
    const addresses = async () => new Set((await plain.page.content()).match(/\/media\/[0-9a-f]{64}/g)).size;
    const covers = await addresses();
    // The drawn loudness of the clip shows nothing of what is seen in it.
    assert.equal(await plain.page.locator("[data-waveform^='/']").count(), 1);
    assert.equal(covers, 2 + 1, "one cover a file, and the sound of the clip as a line");
    for (const [index, name] of ["Small and grey", "Large and grey", "In colour"].entries()) {
      assert.equal(await plain.press(`Show: ${name}`, figure(plain)), 200);
      assert.equal(await figure(plain).locator(".media__shown").getAttribute("alt"), name);
      assert.equal(await addresses(), covers + index + 1);
    }
    await plain.audit("the workspace without script, a photo shown");
  });

  await step("what Ana uncovered stays so for her and for nobody else", async () => {
    await ana.go(item);
    assert.equal(await shown(ana).count(), 1);
    ben = await open(signedIn(browser, url, BEN));
    await ben.go(item);
    assert.equal(await shown(ben).count(), 0);
  });

  await step("Escape and B cover everything at once, and it stays covered", async () => {
    const clip = ana.page.locator("figure.media").filter({ hasText: "Video" });
    for (const key of ["Escape", "b"]) {
      await clip.getByRole("button", { name: "Show: Sheet of small grey frames" }).click();
      await clip.getByRole("button", { name: "Show: The recording, without sound" }).click();
      const video = clip.locator("video");
      await video.waitFor();
      assert.deepEqual(await video.evaluate((one) => [one.autoplay, one.loop, one.muted, one.paused]), [false, false, true, true]);
      const told = ana.page.waitForResponse((answer) => answer.url().endsWith("/cover"));
      const ms = await ana.page.evaluate((pressed) => {
        const began = performance.now();
        document.body.dispatchEvent(new KeyboardEvent("keydown", { key: pressed, bubbles: true }));
        const left = document.querySelectorAll(".media__shown").length;
        return left === 0 ? performance.now() - began : Infinity;
      }, key);
      assert.ok(ms < COVERED_MS, `${key}: ${ms} ms`);
      await told;
      await ana.go(item);
      assert.equal(await shown(ana).count(), 0, "the server knows");
    }
  });

  await step("a verifier notes what is in the clip when, and the next viewer reads it first", async () => {
    await claim(ana, item);
    const form = ana.page.locator("#triage-form");
    await form.getByRole("radio", { name: /^Graphic/ }).check();
    await form.getByLabel("Note 1 begins at").fill("0:01");
    await form.getByLabel("Note 1 ends at").fill("0:02");
    await form.getByLabel("What note 1 is about").selectOption({ label: "Blood" });
    assert.equal(await ana.press("Save", form), 200);
    await ben.go(item);
    const clip = ben.page.locator("figure.media").filter({ hasText: "Video" });
    assert.match(await clip.locator(".media__words").innerText(), /Blood/);
    assert.match(await ben.page.locator(".ranges").innerText(), /0:01–0:02\s+Blood/);
    await ben.audit("the workspace with notes on a recording");
  });

  await step("a question goes out without a name, the answer comes back", async () => {
    await ana.go(item);
    const asking = ana.page.locator("#submitter");
    await asking.getByText("Ask the submitter").click();
    await asking.getByLabel("Your question to the submitter").fill(QUESTION);
    assert.equal(await ana.press("Send to the submitter", asking), 422, "not by mistake");
    assert.equal(await asking.getByLabel("Your question to the submitter").inputValue(), QUESTION);
    await asking.getByRole("checkbox").check();
    assert.equal(await ana.press("Send to the submitter", asking), 200);
    await ana.audit("the workspace with a question to the submitter");

    await standing(phone, words);
    const talk = phone.page.locator("#talk");
    await talk.getByText(QUESTION).waitFor();
    assert.doesNotMatch(await phone.page.locator("main").innerText(), /\bAna\b/);
    await talk.getByLabel("Your answer").fill(ANSWER);
    assert.equal(await phone.press("Send the answer"), 200);
    await phone.audit("the receipt with a conversation");
    await talk.getByLabel("Tell the team something").fill("It was a Friday.");
    assert.equal(await phone.press("Send the note"), 200);
    await phone.page.setInputFiles("#files", samples.gate);
    assert.equal(await phone.press("Send these too"), 200);
    assert.match(await phone.page.locator("#talk").innerText(), /You added 1 file/);

    await intakeDone(ana, item);
    assert.match(await ana.page.locator("#submitter").innerText(), /third floor.*Friday.*added 1 file/s);
    assert.doesNotMatch(await ana.page.locator("#comments").innerText(), /third floor/);
    assert.equal(await ana.page.locator("figure.media").count(), 3);
  });

  await step("a page takes itself away when its session has ended, and signing out forgets what was typed", async () => {
    const kept = (person) => person.page.evaluate(() => JSON.stringify({ ...sessionStorage }));
    const typedIn = async (person) => (await kept(person)).includes("cairn-draft:");
    const comment = (person) => person.page.locator('#comments textarea, form[action$="/comment"] textarea').first();
    const think = async (person) => {
      await person.go(item);
      await comment(person).fill("half a thought");
      await person.page.waitForFunction(() => JSON.stringify({ ...sessionStorage }).includes("cairn-draft:"));
      assert.ok(!(await kept(person)).includes("half a thought"), "sealed, as a browser may write it to disk");
      await person.page.reload();
      await person.page.waitForFunction(() => document.querySelector('form[action$="/comment"] textarea').value !== "");
      assert.equal(await comment(person).inputValue(), "half a thought", "given back to the same session");
    };
    await think(ben);
    await ben.page.locator(".topbar .menu summary").click();
    await ben.press("Sign out");
    assert.ok(!(await typedIn(ben)), "gone with the session");

    // Two hours later, without a request: the clock of the browser is what moves.
    await ana.page.clock.install();
    await think(ana);
    await ana.page.clock.fastForward("02:00:01");
    await ana.page.getByRole("heading", { name: "Your session has ended" }).waitFor();
    assert.equal(await ana.page.locator("img, video, textarea").count(), 0);
    assert.doesNotMatch(await ana.page.locator("body").innerText(), /Smoke behind the market|third floor/);
    assert.ok(!(await typedIn(ana)));
    await ana.audit("a page whose session has ended");
  });

  await step("nothing was fetched from elsewhere and nothing went wrong in the page", async () => {
    for (const person of windows) assert.deepEqual(person.problems, []);
  });
});
