// Places that the operator brings: a name in Persian letters becomes a point, with and without script;
// imported districts are named and drawn; layers of the three kinds are shown, and a provider is asked
// by a browser only once somebody turned that on.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";

import { PHONE_SIZE, Person, launch } from "./browser.mjs";
import { makeSamples } from "./samples.mjs";
import { PSEUDO, begin, cairn, teamDirectory } from "./server.mjs";
import { ANA, KAAJ, TEAM, claim, findInQueue, inOrder, intakeDone, openIncident, signedIn, submit, triage } from "./story.mjs";
import { VECTOR, areaTile, pmtiles, provider, tile } from "./tiles.mjs";

const OURS = [178, 34, 140];
const THEIRS = [24, 120, 60];
/** `--map-focus` and `--map-label` of the light theme. */
const FOCUS = [250, 250, 247];
const LABEL = [71, 82, 78];
const VILLAGES = [
  ["7", "Tara Khēl", "Tara Khel", "Tarakhel,تره خیل", "34.61234", "69.23456", "P", "PPL", "AF", "", "13", "", "", "", "900", "", "1800", "Asia/Kabul", "2026-01-01"],
  ["8", "Tara Khēl", "Tara Khel", "", "33.1", "68.4", "P", "PPL", "AF", "", "08", "", "", "", "0", "", "1800", "Asia/Kabul", "2026-01-01"],
];
const ring = (west, south, east, north) => [[west, south], [east, south], [east, north], [west, north], [west, south]];
const district = (name, ...edges) => ({ type: "Feature", properties: { name }, geometry: { type: "Polygon", coordinates: [ring(...edges)] } });
const DISTRICTS = { type: "FeatureCollection", features: [district("Dih Sabz", 69, 34.4, 69.5, 34.8), district("Bagrami", 69.5, 34.4, 70, 34.8)] };

/** Boundaries, names and three layers, brought as the operator's guide says. */
async function bring(directory, provided) {
  const place = ["--data-dir", directory];
  const [names, districts] = [join(directory, "AF.txt"), join(directory, "districts.geojson")];
  await mkdir(join(directory, "layers"));
  await writeFile(names, `${VILLAGES.map((cells) => cells.join("\t")).join("\n")}\n`);
  await writeFile(districts, JSON.stringify(DISTRICTS));
  await writeFile(join(directory, "layers", "town.pmtiles"), pmtiles(tile(OURS)));
  await writeFile(join(directory, "layers", "blocks.pmtiles"), pmtiles(areaTile(), VECTOR));
  await cairn(["place", "gazetteer", "import", names, ...place, "--source", "GeoNames", "--licence", "CC BY 4.0"]);
  await cairn(["place", "boundaries", "import", districts, ...place, "--level", "2", "--name-field", "name", "--source", "A survey", "--licence", "CC BY 4.0"]);
  const layer = (id, label, mode, kind, address) =>
    cairn(["place", "layer", "add", id, ...place, "--label", label, "--mode", mode, "--kind", kind, "--address", address, "--attribution", `Pictures by ${id}`, "--imagery-date", "May 2021", "--allow-private"]);
  await layer("town", "The town from above", "local", "pmtiles", "town.pmtiles");
  await layer("blocks", "Blocks of houses", "local", "pmtiles", "blocks.pmtiles");
  await layer("near", "Through the server", "proxied", "xyz", `${provided}/near/{z}/{x}/{y}.png`);
  await layer("far", "From the provider", "direct", "wmts", `${provided}/far/{TileMatrix}/{TileRow}/{TileCol}.png`);
}

/** The colour in the middle of a picture of the map. */
async function colourOfMap(person) {
  const box = await person.page.locator(".map__canvas").boundingBox();
  const clip = { x: box.x + box.width * 0.75, y: box.y + box.height * 0.75, width: 8, height: 8 };
  const picture = (await person.page.screenshot({ clip })).toString("base64");
  return person.page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(1, 1);
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 4, 4, 1, 1, 0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
  }, picture);
}

async function shows(person, colour, within = 12) {
  const isLike = (seen) => seen.every((part, index) => Math.abs(part - colour[index]) < within);
  const until = Date.now() + 20_000;
  let seen = await colourOfMap(person);
  while (!isLike(seen) && Date.now() < until) {
    await person.page.waitForTimeout(250);
    seen = await colourOfMap(person);
  }
  assert.ok(isLike(seen), `the map is ${seen}, not ${colour}`);
}

test("places that the operator brings", async (t) => {
  const [{ directory, remove }, samples, browser, far] = await Promise.all([teamDirectory(TEAM), makeSamples(), launch(), provider(tile(THEIRS))]);
  await bring(directory, far.url);
  const { url, end } = await begin(directory, undefined, PSEUDO);
  const windows = [];
  const open = async (person) => {
    windows.push(await person);
    return windows.at(-1);
  };
  t.after(async () => {
    await browser.close();
    await end("SIGTERM");
    far.stop();
    await Promise.all([samples.remove(), remove()]);
  });
  const step = inOrder(t, () => windows);
  let ana, item;

  await step("an item to geolocate", async () => {
    const someone = await open(Person.open(browser, url));
    await submit(someone, { files: [samples.lone], what: "A village from afar" });
    ana = await open(signedIn(browser, url, ANA));
    item = await findInQueue(ana, "A village from afar");
    await intakeDone(ana, item);
    await ana.go("/projects/AFG/incidents/new");
    await ana.audit("the form for an incident");
    const incident = await openIncident(ana.page, KAAJ);
    await ana.page.waitForSelector("html[data-islands=ready]", { state: "attached" });
    await ana.audit("an incident");
    await claim(ana, item);
    await ana.audit("the workspace at triage");
    assert.equal(await triage(ana, { incident }), 200);
    await claim(ana, item);
    await ana.audit("the workspace with layers");
  });

  await step("a name in Persian letters becomes a point", async () => {
    const form = ana.page.locator("#geolocation-form");
    await form.getByLabel("Where the camera stood").fill("تره خیل");
    await form.getByLabel("How do you know?").fill("He says so.");
    assert.equal(await ana.press("See how it is read", form), 200);
    await ana.audit("places of a name");
    const places = ana.page.locator("#named");
    assert.match(await places.innerText(), /Dih Sabz, Kabul · 900 people · GeoNames/);
    assert.equal(await ana.press(/تره خیل/, places), 200);
    await ana.audit("the place that was chosen");
    assert.equal(await form.getByLabel("Where the camera stood").inputValue(), "34.612, 69.235");
    assert.equal(await form.getByLabel("How do you know?").inputValue(), "He says so.");
    assert.match(await ana.page.locator("#reading").innerText(), /In Dih Sabz district, .* by the boundaries of A survey \(not authoritative\)/);
  });

  await step("and without script too", async () => {
    const cookies = await ana.context.cookies();
    const plain = await open(Person.open(browser, url, { javaScriptEnabled: false }));
    await plain.context.addCookies(cookies);
    await plain.go(item);
    await plain.audit("the workspace without script");
    await plain.page.getByLabel("Where the camera stood").fill("Tara Khel");
    assert.equal(await plain.press("See how it is read"), 200);
    await plain.audit("places of a name without script");
    assert.equal(await plain.press(/Tara Kh/, plain.page.locator("#named li").nth(1)), 200);
    await plain.audit("the place that was chosen without script");
    assert.equal(await plain.page.getByLabel("Where the camera stood").inputValue(), "33.100, 68.400");
  });

  await step("a file of this machine is drawn, with whose it is", async () => {
    await ana.mapReady();
    await ana.page.locator(".map__layers summary").click();
    await ana.page.getByRole("radio", { name: "The town from above" }).check();
    await shows(ana, OURS);
    const credit = await ana.page.locator(".map__attribution").innerText();
    assert.match(credit, /Boundaries \(not authoritative\): A survey, CC BY 4\.0 · Pictures by town · Imagery: May 2021/);
    await ana.audit("the map with a layer");
    await ana.auditDark("the map with a layer");
    await ana.keepPicture("layers-wide");
    await ana.page.getByRole("slider", { name: "Opacity" }).fill("0.1");
    await ana.page.getByRole("checkbox", { name: "Boundaries" }).uncheck();
    assert.doesNotMatch(await ana.page.locator(".map__attribution").innerText(), /A survey/);
    await ana.page.getByRole("slider", { name: "Opacity" }).fill("1");
  });

  await step("areas of a vector file are drawn as plain fills", async () => {
    await ana.page.getByRole("radio", { name: "Base map alone" }).check();
    await shows(ana, FOCUS);
    await ana.page.getByRole("radio", { name: "Blocks of houses" }).check();
    await shows(ana, FOCUS.map((part, index) => part * 0.88 + LABEL[index] * 0.12), 6);
  });

  await step("the server asks for a tile without saying who looks", async () => {
    await ana.page.getByRole("radio", { name: "Through the server" }).check();
    await shows(ana, THEIRS);
    assert.ok(far.asked.length > 0);
    for (const { url: asked, headers } of far.asked) {
      assert.match(asked, /^\/near\/\d+\/\d+\/\d+\.png$/);
      assert.match(headers["user-agent"], /^Cairn\//);
      assert.equal(headers.referer ?? headers.cookie ?? headers.origin, undefined);
    }
  });

  await step("a browser asks a provider only once that was turned on in this tab", async () => {
    const before = far.asked.length;
    await ana.page.getByRole("radio", { name: "From the provider" }).check();
    const warning = `Tile requests tell ${new URL(far.url).host} which place you are looking at, your address and when.`;
    await ana.page.getByText(warning).waitFor();
    await ana.audit("the question before a provider is asked");
    await ana.page.waitForTimeout(500);
    assert.equal(far.asked.length, before, "nothing was asked yet");
    await ana.page.getByRole("button", { name: `Ask ${new URL(far.url).host} in this tab` }).click();
    await shows(ana, THEIRS);
    const asked = far.asked.slice(before);
    assert.ok(asked.every((one) => one.url.startsWith("/far/") && !one.headers.cookie && !one.headers.referer));
    const told = ana.problems.splice(0);
    assert.deepEqual([...new Set(told)], [`a request to ${far.url}`], "and nobody else was asked");
  });

  await step("on a phone, from right to left", async () => {
    await ana.page.setViewportSize(PHONE_SIZE);
    await ana.go(`${item}?lang=x-rtl`);
    await ana.page.evaluate(() => sessionStorage.clear());
    await ana.go(`${item}?lang=x-rtl`);
    await ana.mapReady();
    await ana.page.locator(".map__layers summary").click();
    await ana.audit("the map with layers on a phone");
    await ana.keepPicture("layers-phone");
    ana.problems = ana.problems.filter((one) => one !== `a request to ${far.url}`);
  });

  await step("nothing went wrong behind the pages", async () => {
    for (const one of windows) await one.leave();
  });
});
