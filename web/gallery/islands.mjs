// Uses every island in a real browser, on the gallery's static pages, and says what it found.
// Usage: node gallery/islands.mjs
import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { serve } from "./serve.mjs";

const { url, stop } = await serve();
const launch = (...more) =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", ...more],
  });
const browser = await launch("--enable-unsafe-swiftshader", "--use-angle=swiftshader");
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
const elsewhere = [];
context.on("request", (request) => request.url().startsWith(url) || elsewhere.push(request.url()));

async function open(name, where = context) {
  const page = await where.newPage();
  page.on("pageerror", (error) => assert.fail(`${name}: ${error.message}`));
  page.on("console", (line) => line.text().includes("Content Security Policy") && assert.fail(line.text()));
  await page.goto(`${url}/gallery/${name}.html`);
  await page.waitForSelector("html[data-islands=ready]");
  return page;
}

async function check(what, run) {
  const began = performance.now();
  await run();
  console.log(`ok  ${what} (${Math.round(performance.now() - began)} ms)`);
}

await check("reveal: step by step, and Escape covers within 100 ms", async () => {
  const page = await open("index");
  const figure = page.locator(".media").first();
  assert.equal(await figure.locator(".media__stage img:not(.media__cover)").count(), 0, "nothing is fetched before it is chosen");
  await figure.getByRole("button", { name: "Show: Small and grey" }).click();
  await figure.getByRole("button", { name: "Show: In colour" }).click();
  await figure.locator('.media__shown[src$="scene.svg"]').waitFor();
  assert.equal(await figure.getAttribute("data-step"), "2");
  assert.equal(await figure.locator(".media__cover").isVisible(), false);
  const tookMs = await page.evaluate(() => {
    const began = performance.now();
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    return document.querySelector(".media").dataset.step === "0" ? performance.now() - began : Infinity;
  });
  assert.ok(tookMs < 100, `${tookMs} ms`);
  assert.equal(await figure.locator(".media__cover").isVisible(), true);
  await figure.getByRole("button", { name: "Show: Small and grey" }).click();
  await figure.locator(".media__shown").waitFor();
  await page.locator("h1").click();
  await page.keyboard.press("b");
  assert.equal(await figure.getAttribute("data-step"), "0");
  await page.close();
});

await check("annotate: a drawn box lands in a new row, as fractions of the frame", async () => {
  const page = await open("index");
  const layer = page.locator(".annotate__layer");
  await layer.scrollIntoViewIfNeeded();
  assert.equal(await page.locator(".annotate__box").count(), 2);
  const box = await layer.boundingBox();
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.9);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.8, { steps: 4 });
  await page.mouse.up();
  assert.equal(await page.locator("[data-feature-row]").count(), 3);
  const value = (side) => page.locator(`[name=feature-3-${side}]`).inputValue().then(Number);
  for (const [side, want] of [["x", 0.5], ["y", 0.8], ["w", 0.2], ["h", 0.1]]) assert.ok(Math.abs((await value(side)) - want) < 0.005, `${side} ${await value(side)}`);
  assert.equal(await page.locator(".annotate__box").count(), 3);
  assert.equal(await page.evaluate(() => document.activeElement.name), "feature-3-words");
  await page.getByRole("button", { name: "Remove feature 1" }).click();
  assert.deepEqual(await page.locator("[data-feature-row] input:not([type=hidden])").evaluateAll((all) => all.map((one) => one.name)), ["feature-1-words", "feature-2-words"]);
  assert.equal(await page.locator("#feature-1-words").inputValue(), "Blue roof east of the gate");
  await page.close();
});

await check("draft: typed words and added rows come back after a reload", async () => {
  const page = await open("index");
  await page.locator("[data-add-row]").click();
  await page.locator("#feature-3-words").fill("Bent lamp post");
  await page.locator("#why").fill("Typed and not sent");
  await page.reload();
  await page.waitForSelector("html[data-islands=ready]");
  assert.equal(await page.locator("#why").inputValue(), "Typed and not sent");
  assert.equal(await page.locator("#feature-3-words").inputValue(), "Bent lamp post");
  await page.getByText("What you typed here before is back.").first().waitFor();
  await page.close();
});

await check("keys: help, rows, jump to an item, nothing inside fields", async () => {
  const page = await open("index");
  await page.locator("h1").click();
  await page.keyboard.press("?");
  await page.getByRole("dialog").getByText("Go to Sign-off").waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.getByRole("dialog").count(), 0);
  await page.keyboard.press("j");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "AFG-4ZT8RD");
  await page.locator("#why").focus();
  await page.keyboard.type("?j");
  assert.equal(await page.getByRole("dialog").count(), 0);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("7k3qxm");
  assert.equal(await page.getByRole("link", { name: "Open item AFG-7K3QXM" }).getAttribute("href"), "/projects/AFG/items/7K3QXM");
  await page.keyboard.press("Escape");
  await page.locator("h1").click();
  await Promise.all([page.waitForURL("**/projects/AFG/incidents"), page.keyboard.press("g").then(() => page.keyboard.press("i"))]);
  await page.close();
});

await check("theme: chosen, kept, and there before the page is drawn", async () => {
  const page = await open("index");
  await page.locator(".menu > summary").click();
  await page.getByRole("button", { name: "Theme: as the device says" }).click();
  await page.getByRole("button", { name: "Theme: light" }).click();
  await page.reload();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  await page.evaluate(() => localStorage.clear());
  await page.close();
});

await check("panes: dragged, kept, moved by keys", async () => {
  const page = await open("workspace");
  const grip = page.getByRole("separator").first();
  const width = () => page.locator(".pane").first().evaluate((one) => one.offsetWidth);
  const before = await width();
  const box = await grip.boundingBox();
  await page.mouse.move(box.x + 4, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(box.x - 96, box.y + 200, { steps: 3 });
  await page.mouse.up();
  const dragged = await width();
  assert.ok(Math.abs(before - 100 - dragged) < 6, `${before} → ${dragged}`);
  await grip.focus();
  await page.keyboard.press("ArrowRight");
  assert.ok((await width()) > dragged);
  const kept = await width();
  await page.reload();
  await page.waitForSelector("html[data-islands=ready]");
  assert.ok(Math.abs((await width()) - kept) < 2);
  await page.close();
});

await check("map: a click fills the form, typing moves the pin", async () => {
  const page = await open("workspace");
  await page.waitForSelector(".map[data-ready]", { timeout: 60_000 });
  const box = await page.locator(".map").boundingBox();
  await page.mouse.click(box.x + box.width / 2 + 40, box.y + box.height / 2 + 120);
  const [lat, lon] = (await page.locator("#camera").inputValue()).split(", ").map(Number);
  assert.ok(lat < 34.5336 && lat > 34.3 && lon > 69.1925 && lon < 69.4, `${lat}, ${lon}`);
  await page.locator("#camera").fill("36.709, 67.1109");
  await page.locator("#camera").blur();
  await page.locator(".map__label:not(.map__label--far)", { hasText: "Mazar-i-Sharif" }).waitFor();
  await page.mouse.move(box.x + 30, box.y + 60);
  assert.match(await page.locator(".map__cursor").textContent(), /^36\.\d+, 6[67]\.\d+$/);
  await page.close();
});

await check("map: a point leads to its page", async () => {
  const page = await open("map");
  await page.waitForSelector("#public[data-ready]", { timeout: 60_000 });
  await page.locator("#public .map__cluster", { hasText: "2" }).first().click();
  const list = page.locator(".map__list");
  await list.waitFor();
  assert.equal(await list.getByRole("link").first().getAttribute("href"), "/gallery/public.html#attack-6");
  await page.close();
});

await check("upload: files go first and by themselves, problems beside what was typed, then on to the receipt", async () => {
  const page = await open("submit");
  const answers = [
    { status: 422, json: { title: "Some answers need another look", errors: [{ field: "links", code: "link-unreadable", message: "“htp:/x” is not a link." }] } },
    null,
    { status: 201, json: { location: "/gallery/public.html" } },
  ];
  const sent = [];
  await page.route("**/gallery/submit", (route) => {
    sent.push(route.request().postData() ?? "");
    const answer = answers.shift();
    return answer ? route.fulfill(answer) : route.abort("connectionreset");
  });
  let begun = 0;
  await page.route("**/gallery/uploads", (route) => {
    begun += 1;
    return route.fulfill({ status: 201, headers: { Location: `/gallery/uploads/token${begun}`, "Tus-Resumable": "1.0.0" } });
  });
  await page.route("**/gallery/uploads/*", (route) =>
    route.fulfill({ status: 204, headers: { "Upload-Offset": "1500000", "Tus-Resumable": "1.0.0" } }),
  );
  const files = ["a", "b"].map((name, at) => ({ name: `${name}.jpg`, mimeType: "image/jpeg", buffer: Buffer.alloc(1_500_000, at) }));
  await page.locator("#files").setInputFiles(files);
  await page.getByText("Arrived, 1.5 MB").nth(1).waitFor();
  assert.ok(!(await page.evaluate(() => JSON.stringify(localStorage))).includes("jpg"), "the device remembers no name");
  await page.locator("#links").fill("htp:/x");
  const send = page.getByRole("button", { name: "Send", exact: true });
  await send.click();
  await page.getByRole("link", { name: "“htp:/x” is not a link." }).waitFor();
  assert.equal(await page.locator("#links").inputValue(), "htp:/x");
  await send.click();
  await page.getByText("It did not arrive.").waitFor();
  assert.equal(await page.locator(".transfer").count(), 2, "chosen files stay chosen");
  await Promise.all([page.waitForURL("**/gallery/public.html"), send.click()]);
  assert.ok(sent.every((body) => body.includes("token1") && body.includes("token2")), "each time with both");
  assert.equal(await page.evaluate(() => Object.keys(sessionStorage).length), 0, "the draft is gone");
  assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("cairn-upload")).length), 0, "and so is what led back to the uploads");
  await page.close();
});

await check("timeline: a drag across months asks for them", async () => {
  const page = await open("public");
  const bars = page.locator("[data-month]");
  const centre = async (index) => {
    const box = await bars.nth(index).boundingBox();
    return [box.x + box.width / 2, box.y + box.height - 2];
  };
  await page.mouse.move(...(await centre(3)));
  await page.mouse.down();
  await page.mouse.move(...(await centre(7)), { steps: 4 });
  await Promise.all([page.waitForURL(/from=2021-11-01&to=2022-03-31/), page.mouse.up()]);
  await page.close();
});

await check("nothing was asked of anybody else", async () => assert.deepEqual(elsewhere, []));
await browser.close();

const plain = await launch("--disable-3d-apis");
await check("no WebGL: says so and leaves the words", async () => {
  const page = await open("map", await plain.newContext());
  await page.waitForSelector("#public[data-failed]");
  assert.ok(await page.getByText("Kabul, 11 attacks").isVisible());
  assert.ok(await page.getByText("This browser cannot draw the map. Everything it would show is listed here.").isVisible());
  await page.close();
});
await check("no script: steps are forms, maps are words", async () => {
  const page = await (await plain.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(`${url}/gallery/index.html`);
  assert.ok(await page.getByRole("button", { name: "Show: Small and grey" }).isVisible());
  await page.goto(`${url}/gallery/map.html`);
  assert.ok(await page.getByText("Kabul, 11 attacks").isVisible());
  await page.close();
});
await plain.close();
stop();
