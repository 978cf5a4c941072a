// The people of the journeys, and what they do more than once. Every function goes through the
// page that a person would use.
import assert from "node:assert/strict";

import { Person } from "./browser.mjs";

const PASSWORD = "three stones and a bit of snow";
const INTAKE_MS = 60_000;

const member = (name, role, project = "AFG") => ({
  email: `${name.toLowerCase()}@example.org`,
  name,
  password: PASSWORD,
  roles: { [project]: role },
});

export const ANA = member("Ana", "verifier");
export const BEN = member("Ben", "verifier");
export const LEA = member("Lea", "lead");
export const LEO = member("Leo", "lead");
/** Works elsewhere. */
export const OTTO = member("Otto", "lead", "BBB");

export const TEAM = {
  projects: [
    { code: "AFG", name: "Attacks in Afghanistan" },
    { code: "BBB", name: "Something else" },
  ],
  people: [ANA, BEN, LEA, LEO, OTTO],
};

/** The camera of the street picture, as people write it and as it must never be published. */
export const CAMERA = { dms: `34°29'54.6"N 69°03'52.3"E`, decimal: "34.49850, 69.06453", fine: ["34.4985", "69.0645"] };

/** A window of a member who has signed in. */
export async function signedIn(browser, url, who) {
  const person = await Person.open(browser, url);
  person.name = who.name;
  await person.go("/login");
  await person.audit("the sign-in page");
  assert.equal(await signIn(person, who.email, who.password), 200);
  await person.page.getByRole("heading", { name: "Your projects" }).waitFor();
  await person.audit("the projects of a member");
  return person;
}

/** Fills in the sign-in form; gives the status of what comes. */
export async function signIn(person, email, password) {
  await person.page.getByLabel("Email").fill(email);
  await person.page.getByLabel("Password").fill(password);
  return person.leadsOn(() => person.page.getByRole("button", { name: "Sign in", exact: true }).click());
}

/** Fills in the submission form on the page; sends nothing. */
export async function fillSubmission(person, { files = [], links = "", what, place = "", time = "", consent = "Publish it" }) {
  const { page } = person;
  await page.setInputFiles("#files", files);
  await page.getByLabel("Links", { exact: true }).fill(links);
  await page.getByLabel("What does it show? (optional)").fill(what);
  await page.getByLabel("Where do you believe it was recorded? (optional)").fill(place);
  await page.getByLabel("When do you believe it was recorded? (optional)").fill(time);
  await page.getByRole("radio", { name: consent }).check();
}

/** Hands something in; gives the seven words. */
export async function submit(person, submission) {
  await person.go("/submit");
  await person.audit("the submission form");
  await fillSubmission(person, submission);
  assert.equal(await person.press("Send"), 200);
  return receiptWords(person);
}

/** The seven words on the page that shows them once. */
export async function receiptWords(person) {
  await person.page.getByRole("heading", { name: "Received. Thank you." }).waitFor();
  await person.audit("the receipt");
  const words = await person.page.locator("#receipt-words li").allInnerTexts();
  assert.equal(words.length, 7);
  return words.join(" ");
}

/** Comes back with the words; gives what the page says of how it stands. */
export async function standing(person, words) {
  await person.go("/receipt");
  await person.audit("the question for the receipt");
  await person.page.getByLabel("The seven words").fill(words.toUpperCase());
  assert.equal(await person.press("Show how it stands"), 200);
  await person.audit("how a submission stands");
  return person.page.locator("#standing h2").innerText();
}

/** Finds an item in the queue by its title; gives the address of its page. */
export async function findInQueue(person, title) {
  await person.go("/projects/AFG/queue");
  await person.audit("the queue");
  const row = person.page.getByRole("row").filter({ hasText: title });
  assert.equal(await row.count(), 1, `one line for “${title}”`);
  return row.getByRole("link").first().getAttribute("href");
}

/** Waits until the machine has read an item's files. */
export async function intakeDone(person, href) {
  const until = Date.now() + INTAKE_MS;
  while (Date.now() < until) {
    await person.go(href);
    if ((await stage(person)) !== "Intake") return;
    await person.page.waitForTimeout(500);
  }
  assert.fail(`intake of ${href} did not finish`);
}

/** The stage that the page of an item shows. */
export function stage(person) {
  return person.page.locator(".workspace-head .chip").innerText();
}

/** Takes the item for a while. */
export async function claim(person, href) {
  await person.go(href);
  assert.equal(await person.press("Claim it"), 200);
  await person.page.getByText("Yours until").waitFor();
}

/** The words of the notice about what was just done. */
export function notice(person) {
  return person.page.locator(".page-notice").innerText();
}

/** Opens an incident with the form in the window; gives its id. */
export async function openIncident(page, fill) {
  for (const [label, value] of Object.entries(fill.words)) await page.getByLabel(label, { exact: true }).fill(value);
  for (const [label, value] of Object.entries(fill.choices)) await page.getByLabel(label, { exact: true }).selectOption({ label: value });
  for (const [legend, counts] of Object.entries(fill.counts)) {
    const boxes = page.getByRole("group", { name: legend, exact: true }).getByRole("textbox");
    for (const [at, count] of counts.entries()) await boxes.nth(at).fill(count);
  }
  await Promise.all([page.waitForURL(/\/incidents\/[0-9A-Z]{6}/), page.getByRole("button", { name: "Save the incident" }).click()]);
  return page.locator(".breadcrumb .id").innerText();
}

export const KAAJ = {
  words: {
    "What happened, in a line": "Explosion at a school in Dasht-e-Barchi",
    Date: "2022-09-30",
    Summary: "An explosion in a classroom during a practice exam.",
    Coordinates: "34.4986, 69.0644",
    "Precision in metres": "500",
    Place: "Dasht-e-Barchi",
    Province: "Kabul",
  },
  counts: { Killed: ["25", "", ""] },
  choices: { "Kind of event": "Suicide bombing", "Who was hit": "– – Hazara", "Kind of place": "School or place of learning" },
};

/** Rates an item that the person holds, links it and sends it on. */
export async function triage(person, { rating = "Distressing", notes = [], incident }) {
  const form = person.page.locator("#triage-form");
  await form.getByRole("radio", { name: new RegExp(`^${rating}`) }).check();
  for (const note of notes) await form.getByRole("checkbox", { name: note }).check();
  if (incident) await form.getByLabel("Incident it shows").fill(incident);
  return person.press("Save, then: Send to geolocation", form);
}

/** Fills in where it was recorded; sends nothing. */
export async function fillPlace(person, place = {}) {
  const form = person.page.locator("#geolocation-form");
  const features = place.features ?? ["The minaret stands left of the blue gate", "Three arches over the shop with the green awning"];
  await form.getByLabel("Where the camera stood").fill(place.camera ?? CAMERA.dms);
  await form.getByLabel("How precisely it is known").fill(place.precision ?? "50");
  await form.getByLabel("Direction of view").fill(place.bearing ?? "140");
  for (const [index, words] of features.entries()) {
    await form.locator(`[name="feature-${index}-words"]`).fill(words);
  }
  await form.getByRole("radio", { name: "Probable" }).check();
  await form.getByLabel("How do you know?").fill(place.reasoning ?? "The arches and the minaret line up only from this corner.");
  return form;
}

/** Records where it was recorded. */
export async function geolocate(person, place) {
  const form = await fillPlace(person, place);
  return person.press("Record the finding", form);
}

/** Fills in when it was recorded; sends nothing. */
export async function fillTime(person, { earliest, latest }) {
  const form = person.page.locator("#chronolocation-form");
  await form.getByLabel("Not before").first().fill(earliest);
  await form.getByLabel("Not after").first().fill(latest);
  await form.getByLabel("How finely it is known").selectOption({ label: "To the hour" });
  await bound(form, 0, "Not before", "Direction of a shadow", "The shadow of the pole points at the kerb");
  await bound(form, 1, "Not after", "First seen online", "Posted at 07:52 local time");
  await form.getByRole("radio", { name: "Confirmed" }).check();
  await form.getByLabel("How do you know?").fill("The shadow of the pole points at the kerb, and the post is from 07:52.");
  return form;
}

/** Records when it was recorded. */
export async function chronolocate(person, times) {
  const form = await fillTime(person, times);
  return person.press("Record the finding", form);
}

async function bound(form, index, effect, kind, words) {
  await form.locator(`[name="bound-${index}-effect"]`).selectOption({ label: effect });
  await form.locator(`[name="bound-${index}-kind"]`).selectOption({ label: kind });
  await form.locator(`[name="bound-${index}-words"]`).fill(words);
}

/** Sends the item on with one press in the bar at the top. */
export function sendOn(person, words) {
  return person.press(words, person.page.locator(".next--bar"));
}

/** Takes a move that asks for a reason. */
export async function moveWithReason(person, key, reason) {
  const fold = person.page.locator(`details#move-${key}`);
  const form = fold.locator(`#form-move-${key}`);
  if (!(await form.isVisible())) await fold.locator("summary").click();
  const kind = form.locator('select[name="kind"]'); // asked for when something is taken back
  if (await kind.count()) await kind.selectOption("privacy");
  await form.locator("textarea").fill(reason);
  return person.leadsOn(() => form.getByRole("button").click());
}

/** Says at the release desk that publishing the candidate harms no one. */
export async function signRelease(person, version) {
  await person.go("/projects/AFG/releases");
  await person.audit("a candidate to sign");
  await person.page.getByRole("checkbox", { name: /harms no one/ }).check();
  const status = await person.press(`Sign and publish release ${version}`);
  await person.audit("the release desk after the signature");
  return status;
}

/** A line slow enough that a person sees how far it is. */
export async function onASlowLine(person, run) {
  const session = await person.context.newCDPSession(person.page);
  await session.send("Network.enable");
  const line = (uploadThroughput) => ({ offline: false, latency: 20, downloadThroughput: -1, uploadThroughput });
  await session.send("Network.emulateNetworkConditions", line(250_000));
  await run();
  await session.send("Network.emulateNetworkConditions", line(-1));
  await session.detach();
}

/** Subtests in order; what follows a failure is skipped instead of failing for the same cause. */
export function inOrder(t, windows) {
  let broken = false;
  return (name, run) =>
    t.test(name, { skip: broken && "an earlier step failed" }, async () => {
      try {
        await run();
      } catch (error) {
        broken = true;
        const number = name.replace(/\W+/g, "-").slice(0, 40);
        for (const [index, one] of windows().entries()) await one.keepPicture(`${number}-${one.name ?? index}`);
        throw error;
      }
    });
}

/** Takes the next step of looking at a figure, and waits until it is there: the server remembers each. */
export async function showNext(figure) {
  const before = Number(await figure.getAttribute("data-step"));
  await figure.getByRole("button", { name: /^Show:/ }).click();
  const after = figure.page().locator(`#${await figure.getAttribute("id")}:not([data-step="${before}"])`);
  await after.waitFor({ state: "attached" });
}
