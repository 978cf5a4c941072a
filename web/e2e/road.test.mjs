// The whole road of one item: from a volunteer's phone to the public map and, in the end, off it
// again. Real files, real pages, two verifiers and a lead.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import test from "node:test";

import { PHONE_SIZE, Person, launch } from "./browser.mjs";
import { PHONE, makeSamples } from "./samples.mjs";
import { serveTeam } from "./server.mjs";
import {
  ANA, BEN, CAMERA, KAAJ, LEA, TEAM,
  chronolocate, claim, fillPlace, fillSubmission, findInQueue, inOrder, intakeDone, moveWithReason, notice, onASlowLine,
  openIncident, receiptWords, sendOn, signRelease, signedIn, stage, standing, submit, triage,
} from "./story.mjs";

const TITLE = "Smoke behind the school";
const RETURNED = "The post is from 07:52, so it cannot have been later than that. Narrow it.";
const WITHDRAWN = "The family asked us to take it down.";

const sha256 = async (path) => createHash("sha256").update(await readFile(path)).digest("hex");

test("the whole road of one item", async (t) => {
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
  let words, copyWords, volunteer, ana, ben, lea, reader, item, copyItem, incident, download;

  await step("1. a volunteer without an account hands in two photos, a clip and a link, and gets seven words", async () => {
    volunteer = await open(Person.open(browser, url, { viewport: PHONE_SIZE, hasTouch: true }));
    await volunteer.go("/");
    await volunteer.audit("the start page before any release");
    assert.match(await volunteer.words(), /No release has been published yet/);
    await volunteer.go("/submit");
    await volunteer.audit("the submission form on a phone");
    await onASlowLine(volunteer, async () => {
      await fillSubmission(volunteer, {
        files: [samples.street, samples.gate, samples.clip],
        links: "https://example.org/posts/1",
        what: TITLE,
        place: "Dasht-e-Barchi",
        time: "around half past seven",
      });
      const sent = volunteer.press("Send");
      await volunteer.page.getByText(/as soon as the files are through: \d of 3 have arrived/).waitFor();
      assert.equal(await sent, 200);
    });
    words = await receiptWords(volunteer);
    await volunteer.go("/receipt/new");
    assert.equal(new URL(volunteer.page.url()).pathname, "/receipt", "the words are shown once");
  });

  await step("1. the receipt says in words how it stands, and which bytes were kept", async () => {
    assert.match(await standing(volunteer, words), /^(Received|Being verified)$/);
    await volunteer.page.getByText("Fingerprints of the files (SHA-256)").click();
    const kept = await volunteer.page.locator(".fingerprints code").allInnerTexts();
    const sent = await Promise.all([samples.street, samples.gate, samples.clip].map(sha256));
    assert.deepEqual(kept.sort(), sent.sort());
  });

  await step("1. the same without JavaScript: a copy that somebody forwarded", async () => {
    const plain = await open(Person.open(browser, url, { javaScriptEnabled: false, viewport: PHONE_SIZE }));
    copyWords = await submit(plain, { files: [samples.copy], what: "Forwarded to me", consent: "Keep it inside the team" });
    assert.match(await standing(plain, copyWords), /^(Received|Being verified)$/);
  });

  await step("3. a verifier signs in, finds it in the queue and claims it; others see who holds it", async () => {
    ana = await open(signedIn(browser, url, ANA));
    ben = await open(signedIn(browser, url, BEN));
    [item, copyItem] = [await findInQueue(ana, TITLE), await findInQueue(ana, "Forwarded to me")];
    await intakeDone(ana, copyItem);
    await intakeDone(ana, item);
    assert.equal(await stage(ana), "Triage");
    await ana.audit("an item that nobody holds");
    await claim(ana, item);
    await ana.audit("the workspace at triage");
    await ben.go("/projects/AFG/queue?stage=triage");
    await ben.audit("the queue of one stage");
    const row = ben.page.getByRole("row").filter({ hasText: TITLE });
    assert.match(await row.innerText(), /Ana is working on it/);
  });

  await step("3. media stay covered until chosen, nothing plays by itself, and Escape covers all", async () => {
    const fetched = mediaOf(ana, item).length;
    const figures = ana.page.locator("figure.media");
    assert.equal(await figures.count(), 3);
    assert.equal(fetched, 3, "the covers and nothing else");
    const photo = figures.nth(0);
    await photo.getByRole("button", { name: "Show: Small and grey" }).click();
    await photo.getByRole("button", { name: "Show: Large and grey" }).click();
    await photo.getByRole("button", { name: "Show: In colour" }).click();
    await photo.locator(".media__stage > img:not(.media__cover)").waitFor();
    const clip = figures.filter({ hasText: "Video" });
    await clip.getByRole("button", { name: "Show: Sheet of small grey frames" }).click();
    await clip.getByRole("button", { name: "Show: The recording, without sound" }).click();
    await watchStill(clip, { muted: true });
    await clip.getByRole("button", { name: "Show: With sound" }).click();
    await watchStill(clip, { muted: false });
    await ana.audit("the workspace with media shown");
    await ana.page.keyboard.press("Escape");
    for (const figure of await figures.all()) assert.equal(await figure.getAttribute("data-step"), "0");
    assert.equal(await ana.page.locator("video").count(), 0);
  });

  await step("2. what the machine found: statements of the file as claims, and the copy beside it", async () => {
    await ana.page.getByText("What the file says about itself").first().click();
    const file = ana.page.locator(".pane").first();
    await file.getByText(PHONE.make).waitFor();
    await file.getByText("claimed by the file").first().waitFor();
    const match = ana.page.getByRole("article").filter({ hasText: "Forwarded to me" });
    assert.match(await match.innerText(), /Same footage, \d+ % sure/);
    await match.getByRole("radio", { name: "Same footage" }).check();
    assert.equal(await ana.press("Remember this answer", match), 200);
    assert.match(await notice(ana), /remembered/);
    await ana.page.getByText("answered by Ana").waitFor();
    const [original] = await Promise.all([
      ana.page.waitForEvent("download"),
      ana.page.getByRole("link", { name: "Download the original" }).first().click(),
    ]);
    download = original.url();
    assert.equal(await sha256(await original.path()), await sha256(samples.street), "byte for byte what was sent");
  });

  await step("4. triage: an incident is opened, the item rated, linked and sent to geolocation", async () => {
    const [tab] = await Promise.all([
      ana.context.waitForEvent("page"),
      ana.page.getByRole("link", { name: "Open a new incident" }).click(),
    ]);
    await tab.waitForSelector("html[data-islands=ready]", { state: "attached" });
    await ana.auditTab(tab, "the form for an incident");
    incident = await openIncident(tab, KAAJ);
    await ana.auditTab(tab, "an incident");
    await tab.close();
    assert.equal(await triage(ana, { notes: ["Explosion or flash"], incident }), 200);
    assert.equal(await stage(ana), "Geolocation");
    await ana.page.getByRole("button", { name: "Claim it" }).waitFor();
  });

  await step("5. geolocation: coordinates in degrees, a click on the map, features in words and a box", async () => {
    await claim(ana, item);
    await ana.audit("the workspace at geolocation");
    await ana.mapReady();
    const form = await fillPlace(ana);
    const camera = form.getByLabel("Where the camera stood");
    await camera.blur();
    await ana.page.locator(".map__label", { hasText: "Kabul" }).first().waitFor({ state: "attached" });
    const map = await ana.page.locator(".map").boundingBox();
    await ana.page.mouse.click(map.x + map.width / 2 + 30, map.y + map.height / 2 - 40);
    const [lat, lon] = (await camera.inputValue()).split(", ").map(Number);
    assert.ok(Math.abs(lat - 34.4985) < 0.5 && Math.abs(lon - 69.0645) < 0.5, `the click is near what was typed: ${lat}, ${lon}`);
    await camera.fill(CAMERA.dms);
    // A box belongs to the feature that is being written.
    await form.locator('[name="feature-0-words"]').focus();
    await drawBox(ana);
    const side = (name) => form.locator(`[name="feature-0-${name}"]`).inputValue().then(Number);
    for (const [name, want] of [["x", 0.25], ["y", 0.25], ["w", 0.5], ["h", 0.25]]) {
      assert.ok(Math.abs((await side(name)) - want) < 0.02, `${name} is ${await side(name)}`);
    }
    await ana.audit("the geolocation form filled in");
    assert.equal(await ana.press("Record the finding", form), 200);
    assert.match(await notice(ana), /The place is recorded/);
    const finding = await ana.page.locator(".finding").innerText();
    for (const part of ["34.4985", "within 50 m", "140.0° from true north", "The minaret stands left of the blue gate", "Box from 25 % left", "Probable"]) {
      assert.ok(finding.includes(part), `${part} is in: ${finding}`);
    }
  });

  await step("5. a comment for whoever comes next, and on to chronolocation", async () => {
    const form = ana.page.locator("#comment-form");
    await form.getByLabel("Write a comment for the team").fill("The pole in the foreground throws a usable shadow.");
    assert.equal(await ana.press("Comment to the team", form), 200);
    assert.match(await ana.page.locator("#comments").innerText(), /Ana.*usable shadow/s);
    await ana.audit("the workspace with a place and a comment");
    assert.equal(await sendOn(ana, "Send to chronolocation"), 200);
    assert.equal(await stage(ana), "Chronolocation");
  });

  await step("6. another verifier asks where the sun stood and records when", async () => {
    await claim(ben, item);
    const sun = ben.page.locator("#sun");
    await sun.getByLabel("At (Asia/Kabul)").fill("2022-09-30T07:30");
    assert.equal(await ben.press("Show the sun", sun), 200);
    const [, azimuth, elevation] = /Azimuth\s+([\d.]+)°[\s\S]*Elevation\s+([\d.]+)°/.exec(await ben.page.locator("#sun").innerText()) ?? [];
    assert.ok(azimuth > 100 && azimuth < 112 && elevation > 18 && elevation < 26, `the morning sun: ${azimuth}, ${elevation}`);
    await ben.mapReady();
    await ben.audit("the workspace at chronolocation");
    assert.equal(await chronolocate(ben, { earliest: "2022-09-30T07:00", latest: "2022-09-30T09:00" }), 200);
    assert.match(await notice(ben), /The time is recorded/);
    await ben.page.getByRole("table", { name: "The sun at that place and time" }).first().waitFor();
    await ben.audit("the workspace with a time");
    assert.equal(await sendOn(ben, "Send to sign-off"), 200);
    assert.equal(await stage(ben), "Sign-off");
  });

  await step("7. the lead sends it back with a reason, and the verifier mends it", async () => {
    lea = await open(signedIn(browser, url, LEA));
    await openDossier(lea);
    assert.equal(await moveWithReason(lea, "return_to_chronolocation", RETURNED), 200);
    assert.equal(await stage(lea), "Chronolocation");
    await claim(ben, item);
    assert.ok((await ben.page.locator("#history").innerText()).includes(RETURNED));
    assert.equal(await chronolocate(ben, { earliest: "2022-09-30T07:20", latest: "2022-09-30T07:52" }), 200);
    await ben.page.getByText("1 finding that was replaced").waitFor();
    assert.equal(await sendOn(ben, "Send to sign-off"), 200);
  });

  await step("7. the lead reads the dossier and the safety list, and approves that revision", async () => {
    await openDossier(lea);
    const who = await lea.page.getByRole("table", { name: "Who did what" }).innerText();
    for (const line of [/Recorded where\s+Ana/, /Recorded when\s+Ben/, /Linked to an incident\s+Ana/]) assert.match(who, line);
    const list = await lea.page.locator(".checklist").innerText();
    assert.match(list, /The submitter agreed to publication/);
    assert.match(list, /1 of 1 answered/);
    await lea.page.getByRole("checkbox", { name: /faces, names, plates/ }).check();
    await lea.page.getByRole("checkbox", { name: /nobody who would be harmed/ }).check();
    assert.equal(await lea.press("Approve this revision"), 200);
    assert.match(await notice(lea), /sign-off is recorded/);
    assert.equal(await stage(lea), "Waits for a release");
    await lea.audit("an approved item");
    assert.equal(await standing(volunteer, words), "Waiting for a decision");
  });

  await step("8. the lead builds release 1", async () => {
    await lea.go("/projects/AFG/releases");
    await lea.audit("the release desk");
    assert.match(await lea.words(), /1 item for 1 incident would be published/);
    assert.equal(await lea.press("Build release 1"), 200);
    assert.match(await notice(lea), /public when somebody else signs/);
    await lea.audit("the release desk with a candidate");
    assert.equal(await signRelease(ben, 1), 200);
    assert.match(await notice(ben), /built and public/);
    await lea.go("/projects/AFG/releases");
    await lea.audit("the release desk after a release");
    assert.equal(await standing(volunteer, words), "Published");
  });

  await step("8. anybody finds it on the map and in the list, by filters that stand in the address", async () => {
    reader = await open(Person.open(browser, url));
    await reader.go("/");
    await reader.mapReady();
    await reader.audit("the public map");
    await reader.page.getByRole("link", { name: KAAJ.words["What happened, in a line"] }).waitFor();
    await reader.page.getByLabel("Province").selectOption("Kabul");
    await reader.page.getByLabel("From").fill("2022-09-01");
    assert.equal(await reader.press("Show", reader.page.locator("#filters")), 200);
    const asked = new URL(reader.page.url()).searchParams;
    assert.deepEqual([asked.get("province"), asked.get("from")], ["Kabul", "2022-09-01"]);
    assert.match(await reader.page.locator(".result-line").innerText(), /1 of 1 attack/);
    await reader.audit("the public map, filtered");
    await reader.go("/?from=2022-10-01");
    assert.match(await reader.words(), /No attack matches these filters/);
    await reader.audit("the public map with nothing on it");
    await reader.go("/incidents?province=Kabul");
    await reader.audit("the public list");
    assert.equal(await reader.page.getByRole("row").filter({ hasText: KAAJ.words["What happened, in a line"] }).count(), 1);
  });

  await step("8. the page of the incident shows its evidence, covered and without what files carry", async () => {
    assert.equal(await reader.press(incident), 200);
    await reader.mapReady();
    await reader.audit("the public page of an incident");
    const figure = reader.page.locator("figure.media").first();
    await figure.getByRole("button", { name: /^Show:/ }).click();
    const image = figure.locator(".media__stage img:not(.media__cover)");
    const bytes = Buffer.from(await fetch(new URL(await image.getAttribute("src"), url)).then((answer) => answer.arrayBuffer()));
    assert.ok(bytes.length > 1_000 && !bytes.includes("Exif") && !bytes.includes(PHONE.make), "the public copy carries nothing");
    noSecrets(await reader.page.content());
  });

  await step("8. the downloads hold it, at published precision only", async () => {
    await reader.go("/?province=Kabul");
    for (const [format, isIn] of [["CSV", (text) => text.split("\n")[1]], ["GeoJSON", (text) => JSON.parse(text).features[0].properties.title]]) {
      const link = reader.page.locator(".result-line").getByRole("link", { name: format, exact: true });
      const [file] = await Promise.all([reader.page.waitForEvent("download"), link.click()]);
      const text = await readFile(await file.path(), "utf8");
      assert.ok(isIn(text).includes(KAAJ.words["What happened, in a line"]), text);
      noSecrets(text);
    }
    await reader.go("/dataset");
    await reader.audit("the dataset");
    const evidence = await fetch(`${url}/releases/1/evidence.csv`).then((answer) => answer.text());
    assert.match(evidence, /2022-09-30T0[23]:/);
    noSecrets(evidence);
    await reader.go("/about");
    await reader.audit("about the dataset");
  });

  await step("8. the history of the item reads as what happened", async () => {
    await ana.go(item);
    await ana.audit("a published item");
    const history = await ana.page.locator("#history").innerText();
    const lines = [
      "The submitter handed it in: Publish it", "Ana claimed it until", "Ana rated it: Distressing", "Ana linked it to “Explosion",
      "Ana moved it from Triage to Geolocation", "Ana recorded where it was filmed", "Ben recorded when it was filmed",
      "Lea moved it from Sign-off to Chronolocation", RETURNED, "Lea signed off revision", "to Published",
    ];
    let from = 0;
    for (const line of lines) {
      const at = history.indexOf(line, from);
      assert.ok(at >= 0, `“${line}” comes after the line before it in: ${history}`);
      from = at;
    }
  });

  await step("8. a retraction is a public act: the page says so and the next release lists it", async () => {
    await lea.go(item);
    assert.equal(await moveWithReason(lea, "retract", WITHDRAWN), 200);
    assert.match(await notice(lea), /taken down/);
    await lea.audit("a retracted item");
    assert.equal(await reader.go(`/incidents/${incident}`), 410);
    await reader.audit("the page of a withdrawn record");
    assert.ok((await reader.words()).includes(WITHDRAWN));
    await reader.go("/");
    assert.equal(await reader.page.getByText(KAAJ.words["What happened, in a line"]).count(), 0);
    await reader.audit("the public map after a retraction");
    await lea.go("/projects/AFG/releases");
    assert.match(await lea.words(), /1 record was taken back|2 records were taken back/);
    assert.equal(await lea.press("Build release 2"), 200);
    await lea.audit("the release desk with a second candidate");
    assert.equal(await signRelease(ben, 2), 200);
    const read = (path) => fetch(url + path).then((answer) => answer.text());
    const listed = await read("/releases/2/retractions.csv");
    assert.ok(listed.includes(incident) && listed.includes(WITHDRAWN), listed);
    assert.ok(!(await read("/releases/2/incidents.csv")).includes(incident));
    assert.ok((await read("/releases/1/incidents.csv")).includes(incident), "an earlier release stays as it was");
    assert.equal(await standing(volunteer, words), "Withdrawn by the team");
  });

  await step("whoever has no account cannot fetch the original", async () => {
    await reader.go(new URL(download).pathname);
    assert.equal(new URL(reader.page.url()).pathname, "/login", "a stranger is asked to sign in and told nothing");
    await reader.audit("the answer to a stranger");
    assert.ok(!(await reader.words()).includes(TITLE));
  });

  await step("nothing went wrong behind any page", async () => {
    for (const one of windows) await one.leave();
  });

  async function openDossier(lead) {
    await lead.go("/projects/AFG/sign-off");
    await lead.audit("the sign-off desk");
    const row = lead.page.getByRole("row").filter({ hasText: TITLE });
    assert.equal(await lead.leadsOn(() => row.getByRole("link").click()), 200);
    await lead.audit("the dossier");
  }
});

/** What was fetched of an item's media so far, each address once. */
function mediaOf(person, item) {
  const paths = person.requests.map((url) => url.pathname).filter((path) => path.startsWith(`${item}/media/`));
  return [...new Set(paths)];
}

/** A recording that is there, silent or not as asked, and standing still. */
async function watchStill(figure, { muted }) {
  const video = figure.locator("video");
  await video.evaluate((one) => one.readyState >= 1 || new Promise((seen) => one.addEventListener("loadedmetadata", seen)));
  await figure.page().waitForTimeout(200);
  const state = await video.evaluate((one) => [one.paused, one.autoplay, one.currentTime, one.muted]);
  assert.deepEqual(state, [true, false, 0, muted]);
}

/** Draws a box over the middle of the first photo with the mouse. */
async function drawBox(person) {
  const figure = person.page.locator("figure.media").first();
  await figure.getByRole("button", { name: "Show: Small and grey" }).click();
  await figure.getByRole("button", { name: "Show: Large and grey" }).click();
  const layer = figure.locator(".annotate__layer");
  await layer.waitFor();
  await layer.scrollIntoViewIfNeeded();
  await figure.locator(".media__stage img:not(.media__cover)").evaluate((one) => one.complete || new Promise((seen) => one.addEventListener("load", seen)));
  const box = await layer.boundingBox();
  const { mouse } = person.page;
  await mouse.move(box.x + box.width * 0.25, box.y + box.height * 0.25);
  await mouse.down();
  await mouse.move(box.x + box.width * 0.75, box.y + box.height * 0.5, { steps: 4 });
  await mouse.up();
}

/** Nothing that people who are not on the team may learn. */
function noSecrets(text) {
  const secrets = [...CAMERA.fine, "example.org", "line up only from this corner", "usable shadow", PHONE.make, "IMG_20220930"];
  const patterns = [...secrets.map((secret) => secret.replaceAll(".", "\\.")), "\\b(?:Ana|Ben|Lea)\\b"];
  for (const pattern of patterns) {
    const found = new RegExp(`.{0,80}${pattern}.{0,80}`).exec(text);
    assert.equal(found, null, `this is public: ${found?.[0]}`);
  }
}
