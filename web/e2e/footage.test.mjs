// A recording frame by frame in a real browser: what the player says is on screen is on screen, for
// even and uneven rates, after a cut and with a late start; what is kept is that very frame.
import assert from "node:assert/strict";
import test from "node:test";

import { Person, launch } from "./browser.mjs";
import { makeNumbered, readsNumbers, scattered } from "./numbered.mjs";
import { serveTeam } from "./server.mjs";
import { ANA, TEAM, claim, fillPlace, findInQueue, inOrder, intakeDone, showNext, signIn, signedIn, submit, triage } from "./story.mjs";

/** Frames that are tried; `make samples` takes all of them. */
const TRIED = process.env.CAIRN_SAMPLES === "all" ? 60 : 15;
/** Of what is cut or late, which is a matter of all frames or none. */
const TRIED_FEWER = TRIED / 3;
const KEPT = 6;

test("a recording frame by frame", async (t) => {
  const [instance, browser, numbered] = await Promise.all([serveTeam(TEAM), launch(), makeNumbered()]);
  const windows = [];
  t.after(async () => {
    await browser.close();
    await instance.stop();
    await numbered.remove();
  });
  const step = inOrder(t, () => windows);
  const { clips } = numbered;
  let ana, href;

  await step("four clips are handed in and examined", async () => {
    const someone = await Person.open(browser, instance.url);
    windows.push(someone);
    await submit(someone, { files: clips.map((clip) => clip.path), what: "Four numbered clips" });
    ana = await signedIn(browser, instance.url, ANA);
    windows.push(ana);
    await ana.page.addInitScript(readsNumbers);
    href = await findInQueue(ana, "Four numbered clips");
    await intakeDone(ana, href);
    await ana.audit("a workspace with recordings");
  });

  for (const [index, clip] of clips.entries()) {
    const tried = index < 2 ? TRIED : TRIED_FEWER;
    await step(`${clip.name}: ${tried} frames by the player`, async () => {
      const figure = await uncover(ana, index);
      const targets = scattered(tried, 1_000);
      const { right, wrong } = await figure.evaluate(walk, { first: clip.first, targets });
      const byRate = await figure.evaluate(walkByRate, { first: clip.first, targets });
      console.log(`${clip.name}: player ${right}/${tried}, by 1/fps ${byRate}/${tried}`);
      assert.deepEqual(wrong, []);
      assert.equal(right, tried);
    });
  }

  await step("keys, loop, view and sound", async () => {
    const figure = await uncover(ana, 0);
    const frame = () => figure.evaluate((one) => Number(one.dataset.frame));
    const settle = (wanted) => ana.page.waitForFunction(([id, at]) => document.getElementById(id).dataset.frame === String(at), [idOf(0), wanted]);
    await figure.locator(".player").focus();
    await ana.page.keyboard.press("Home");
    await settle(0);
    for (let n = 0; n < 5; n += 1) await ana.page.keyboard.press(".");
    await settle(5);
    await ana.page.keyboard.press("ArrowLeft");
    await settle(4);
    await ana.page.keyboard.press("i");
    for (let n = 0; n < 4; n += 1) await ana.page.keyboard.press("ArrowRight");
    await settle(8);
    await ana.page.keyboard.press("o");
    assert.equal(await figure.locator(".player__loop").isVisible(), true);
    await ana.page.keyboard.press("+");
    assert.equal(await figure.locator("video").evaluate((video) => video.playbackRate), 1.5);
    await ana.page.keyboard.press("Space");
    await ana.page.waitForTimeout(600);
    assert.equal(await figure.locator("video").evaluate((video) => video.paused), false);
    await ana.page.keyboard.press("k");
    assert.ok((await frame()) <= 10, "it stayed between A and B");
    assert.equal(await figure.locator("video").evaluate((video) => video.muted), true, "muted until sound is chosen");
    await ana.page.keyboard.press("z");
    await ana.page.keyboard.press("r");
    assert.match(await figure.locator("video").evaluate((video) => video.style.transform), /scale\(.+\) rotate\(90deg\)/);
    await ana.audit("the player");
    await ana.auditDark("the player");
    await figure.getByRole("button", { name: "As it was recorded" }).click();
  });

  await step(`${KEPT} frames are kept, and each is the one that was on screen`, async () => {
    const figure = await uncover(ana, 1);
    for (const [n, target] of scattered(KEPT, 240).entries()) {
      await figure.evaluate(goTo, target);
      await figure.locator(".player").focus();
      await ana.page.keyboard.press("s");
      await ana.page.waitForFunction(([id, count]) => document.querySelectorAll(`#${id}-kept li`).length === count, [idOf(1), n + 1]);
    }
    const links = await ana.page.locator("#file-2-kept li a").evaluateAll((all) => all.map((one) => one.href));
    const read = await ana.page.evaluate(readPictures, links);
    assert.deepEqual(read, scattered(KEPT, 240).toSorted((a, b) => a - b));
    await ana.audit("a workspace with kept frames");
  });

  await step("boxes are drawn on a kept frame, and the finding says which", async () => {
    await claim(ana, href);
    assert.equal(await triage(ana, {}), 200);
    await claim(ana, href);
    const form = await fillPlace(ana);
    const link = ana.page.locator("#file-2-kept li a").nth(2);
    const picture = await link.getAttribute("data-picture");
    await link.click();
    await ana.page.getByText("Choose the step without sound first").waitFor();
    assert.equal(await ana.page.locator("#file-2 .media__shown").count(), 0, "the rating covered it again");
    await uncover(ana, 1);
    await link.click();
    const layer = ana.page.locator("#file-2 .annotate__layer");
    await layer.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await layer.boundingBox();
    await ana.page.mouse.move(x + width * 0.2, y + height * 0.2);
    await ana.page.mouse.down();
    await ana.page.mouse.move(x + width * 0.5, y + height * 0.6, { steps: 4 });
    await ana.page.mouse.up();
    assert.equal(await ana.page.locator("#file-2 .annotate__box").count(), 1);
    assert.equal(await ana.page.locator("#file-1 .annotate__layer").count(), 0);
    await ana.audit("a box on a kept frame");
    assert.equal(await ana.press("Record the finding", form), 200);
    const facts = await ana.page.locator(".finding .facts").first().innerText();
    assert.ok(facts.includes(picture), facts);
    await uncover(ana, 0);
  });

  await step("Escape covers everything, the player with it", async () => {
    await ana.page.keyboard.press("Escape");
    assert.equal(await ana.page.locator(".player").count(), 0);
    assert.equal(await ana.page.locator(".media__stage video").count(), 0);
  });

  await step("without script a frame is kept by its number", async () => {
    const plain = await Person.open(browser, instance.url, { javaScriptEnabled: false });
    windows.push(plain);
    await plain.go("/login");
    await plain.audit("the sign-in page");
    assert.equal(await signIn(plain, ANA.email, ANA.password), 200);
    await plain.audit("the projects of a member");
    await plain.go(href);
    await plain.page.locator("#file-1").locator("xpath=..").getByText("Keep a frame by its number").click();
    await plain.page.locator("#file-1-frame").fill("100");
    assert.equal(await plain.leadsOn(() => plain.page.locator("#file-1-frame").press("Enter")), 200);
    assert.match(await plain.page.locator("#file-1-kept").innerText(), /Frame 100, 0:03\.300/);
    await plain.audit("a workspace with a kept frame");
  });

  await step("nothing went wrong behind any page", async () => {
    for (const one of windows) await one.leave();
  });
});

function idOf(index) {
  return `file-${index + 1}`;
}

/** Chooses to look at a recording, as far as its silent step, and waits for the player. */
async function uncover(person, index) {
  const figure = person.page.locator(`#${idOf(index)}`);
  if ((await figure.locator(".player").count()) === 0) {
    for (let steps = 0; steps < 4 && (await figure.locator("video").count()) === 0; steps += 1) {
      await showNext(figure);
    }
    await figure.locator(".player").waitFor();
    await person.page.waitForFunction((id) => document.getElementById(id).dataset.frame !== undefined, idOf(index));
  }
  await figure.locator("video").scrollIntoViewIfNeeded();
  return figure;
}

/** In the browser: goes to places on the line of time, then steps; compares what is said with what is seen. */
async function walk(figure, { first, targets }) {
  const video = figure.querySelector("video");
  const range = figure.querySelector(".player__range");
  const player = figure.querySelector(".player");
  const arrival = () => new Promise((resolve) => figure.addEventListener("cairn:frame", resolve, { once: true }));
  let right = 0;
  const wrong = [];
  for (const [n, target] of targets.entries()) {
    let arrived = arrival();
    range.value = String((target / 1_000) * (Number(range.max) - 200));
    range.dispatchEvent(new Event("input"));
    await arrived;
    const before = Number(figure.dataset.frame);
    arrived = arrival();
    player.dispatchEvent(new KeyboardEvent("keydown", { key: n % 2 ? "." : ",", bubbles: true }));
    await arrived;
    await window.painted();
    const said = Number(figure.dataset.frame);
    const seen = window.readNumber(video) - first;
    const stepped = Math.max(0, before + (n % 2 ? 1 : -1));
    if (said === seen && said === stepped) right += 1;
    else wrong.push({ before, said, seen });
  }
  return { right, wrong };
}

/** In the browser: the same number of frames by multiplying the mean rate, as players do. */
async function walkByRate(figure, { first, targets }) {
  const video = figure.querySelector("video");
  const count = Number(/of (\d+)/.exec(figure.querySelector(".player__where").textContent)[1]);
  const rate = count / video.duration;
  let right = 0;
  for (const target of targets) {
    const index = Math.floor((target / 1_000) * count);
    const arrived = new Promise((resolve) => video.addEventListener("seeked", resolve, { once: true }));
    video.currentTime = index / rate;
    await arrived;
    await window.painted();
    if (window.readNumber(video) - first === index) right += 1;
  }
  return right;
}

/** In the browser: goes to one frame by its number, by way of keys. */
async function goTo(figure, target) {
  const player = figure.querySelector(".player");
  const range = figure.querySelector(".player__range");
  const press = (key) =>
    new Promise((resolve) => {
      figure.addEventListener("cairn:frame", resolve, { once: true });
      player.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    });
  const arrived = new Promise((resolve) => figure.addEventListener("cairn:frame", resolve, { once: true }));
  range.value = String((target / 240) * Number(range.max));
  range.dispatchEvent(new Event("input"));
  await arrived;
  while (Number(figure.dataset.frame) !== target) await press(Number(figure.dataset.frame) < target ? "." : ",");
}

/** In the browser: the numbers on pictures behind these addresses. */
async function readPictures(links) {
  const numbers = [];
  for (const link of links) {
    const picture = new Image();
    picture.src = link;
    await picture.decode();
    numbers.push(window.readNumber(picture));
  }
  return numbers;
}
