// Every “no”, in words that a person understands: what is missing, who can supply it, and nothing
// that was typed is lost.
import assert from "node:assert/strict";
import test from "node:test";

import { Person, launch } from "./browser.mjs";
import { makeSamples } from "./samples.mjs";
import { serveTeam } from "./server.mjs";
import {
  ANA, BEN, KAAJ, LEA, LEO, OTTO, TEAM,
  chronolocate, claim, fillPlace, findInQueue, geolocate, inOrder, intakeDone, moveWithReason,
  openIncident, sendOn, signIn, signedIn, stage, submit, triage,
} from "./story.mjs";

const TITLE = "Crater beside the road";
const REASONING = "The arches and the minaret line up only from this corner.";

test("every refusal says what is missing", async (t) => {
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
  let stranger, ana, ben, lea, leo, item, incident;

  await step("a wrong password is told apart from nothing, and the email stays", async () => {
    stranger = await open(Person.open(browser, url));
    await stranger.go("/login?next=/projects/AFG/queue");
    for (const email of [ANA.email, "nobody@example.org"]) {
      assert.equal(await signIn(stranger, email, "not the password at all"), 401);
      await saysOnTop(stranger, "That email and password do not belong together. Check both and try again.", "email");
      assert.equal(await stranger.page.getByLabel("Email").inputValue(), email);
      await stranger.audit("sign-in refused");
    }
    assert.equal(await stranger.go("/projects/AFG/queue"), 200);
    assert.equal(new URL(stranger.page.url()).pathname, "/login", "who is not signed in is asked to");
  });

  await step("a submission with nothing in it, with script and without", async () => {
    const plain = await open(Person.open(browser, url, { javaScriptEnabled: false }));
    for (const person of [stranger, plain]) {
      await person.go("/submit");
      await person.page.getByLabel("Links", { exact: true }).fill("htp:/broken");
      await person.page.getByLabel("What does it show? (optional)").fill("Typed with care");
      const send = person.page.getByRole("button", { name: "Send", exact: true });
      if (person === plain) assert.equal(await person.leadsOn(() => send.click()), 422);
      else await send.click();
      await saysOnTop(person, "“htp:/broken” is not a link. Links begin with https:// or http://.", "links");
      await saysOnTop(person, "Choose how it may be used.", "consent");
      assert.equal(await person.page.getByLabel("What does it show? (optional)").inputValue(), "Typed with care");
      await person.audit("the submission form with errors");
    }
  });

  await step("a receipt that nobody has", async () => {
    await stranger.go("/receipt");
    for (const [words, complaint] of [
      ["three words only", "A receipt code is seven words. Check the spelling and the order."],
      ["zoo zoo zoo zoo zoo zoo zoo", "There is no submission with these words. Check each word and the order."],
    ]) {
      await stranger.page.getByLabel("The seven words").fill(words);
      assert.equal(await stranger.press("Show how it stands"), 422);
      await saysOnTop(stranger, complaint, "code");
      assert.equal(await stranger.page.getByLabel("The seven words").inputValue(), words);
      await stranger.audit("a receipt that is not known");
    }
  });

  await step("a lead hands something in; it goes nowhere before it is rated", async () => {
    lea = await open(signedIn(browser, url, LEA));
    await submit(lea, { files: [samples.lone], what: TITLE });
    ana = await open(signedIn(browser, url, ANA));
    item = await findInQueue(ana, TITLE);
    await intakeDone(ana, item);
    const closed = await closedReasons(ana);
    assert.match(closed["Send to geolocation"], /Nobody has rated how hard this is to look at. A verifier rates it at triage/);
    await ana.audit("an item whose steps are closed");
  });

  await step("an incident form that cannot be read", async () => {
    await ana.go("/projects/AFG/incidents/new");
    await ana.page.getByLabel("Date", { exact: true }).fill("last autumn");
    await ana.page.getByLabel("Coordinates").fill("by the river");
    assert.equal(await ana.press("Save the incident"), 422);
    await saysOnTop(ana, "“last autumn” is not a date. Write it as 2022-09-30.", "date");
    await saysOnTop(ana, /Cairn cannot read these coordinates: .*34.5281, 69.1723 always work/, "point");
    await ana.audit("the incident form with errors");
    await ana.go("/projects/AFG/incidents/new");
    incident = await openIncident(ana.page, KAAJ);
    await ana.ready();
    await ana.audit("an incident");
    await claim(ana, item);
    assert.equal(await triage(ana, { notes: ["Explosion or flash"], incident: "AFG-ZZZZZZ" }), 422);
    await saysOnTop(ana, "There is no incident “AFG-ZZZZZZ” in this project. Choose one from the list or open a new one.", "incident");
    await ana.audit("triage with an error");
    assert.equal(await triage(ana, { notes: ["Explosion or flash"], incident }), 200);
  });

  await step("an item that nobody holds, and one that somebody else holds", async () => {
    const free = await closedReasons(ana);
    assert.match(free["Record where it was filmed"], /Claim the item first, so that others see you are working on it/);
    await claim(ana, item);
    ben = await open(signedIn(browser, url, BEN));
    await ben.go(item);
    const closed = await closedReasons(ben);
    assert.match(closed["Record where it was filmed"], /Ana is working on this item until .*You can read it, comment, or wait until they give it back/);
    assert.equal(await ben.page.locator("#geolocation-form").count(), 0, "there is no form to fill in in vain");
    await ben.audit("an item that somebody else holds");
    assert.equal(await post(ben, `${item}/move`, { seen: "1", to: "back_to_triage", words: "Look again." }), 409);
    assert.match(await ben.page.locator("#refused").innerText(), /This could not be done.[\s\S]*Ana is working on this item/);
    await ben.audit("a refused attempt on it");
  });

  await step("sending on without a place, and back without a reason", async () => {
    const closed = await closedReasons(ana);
    assert.match(closed["Send to chronolocation"], /No place has been established. A verifier records where it was filmed/);
    const move = ana.page.locator("#move-place_established");
    assert.match(await move.innerText(), /No place has been established/);
    assert.equal(await move.getByRole("button").count(), 0);
    assert.equal(await moveWithReason(ana, "back_to_triage", ""), 409);
    assert.match(await ana.page.locator("#refused").innerText(), /Give a reason. The people who worked on it will read it/);
    assert.equal(await stage(ana), "Geolocation");
    await ana.audit("a move without a reason");
  });

  await step("a form that cannot be read: every error links to its field, and what was typed stays", async () => {
    await ana.go(item);
    const form = await fillPlace(ana, { camera: "by the river", precision: "near", features: ["Only the minaret"], reasoning: "" });
    assert.equal(await ana.press("Record the finding", form), 422);
    await saysOnTop(ana, /Cairn cannot read these coordinates/, "camera");
    await saysOnTop(ana, /A geolocation needs at least two matched features/, "features");
    await saysOnTop(ana, "Say in a few words how you know the place.", "reasoning");
    await ana.audit("the geolocation form with errors");
    assert.equal(await ana.page.getByLabel("Where the camera stood").inputValue(), "by the river");
    assert.equal(await ana.page.locator('[name="feature-0-words"]').inputValue(), "Only the minaret");
    await ana.page.locator(".error-summary a[href='#camera']").click();
    assert.equal(await ana.page.evaluate(() => document.activeElement.id), "camera");
  });

  await step("a stale view is refused, says what changed and keeps what was typed", async () => {
    await ana.go(item);
    await fillPlace(ana, { reasoning: REASONING });
    const other = await ana.context.newPage();
    await other.goto(item);
    await other.waitForSelector("html[data-islands=ready]", { state: "attached" });
    await other.locator("#object summary").click();
    await other.getByLabel("What is wrong?").fill("The shadow looks too long for that hour.");
    await Promise.all([other.waitForURL(/done=objected/), other.getByRole("button", { name: "Record the objection" }).click()]);
    await other.close();
    assert.equal(await ana.press("Record the finding", ana.page.locator("#geolocation-form")), 409);
    const refused = await ana.page.locator("#refused").innerText();
    assert.match(refused, /This item has changed since you opened it/);
    assert.match(refused, /Since you opened the page:\s+Ana objected .*“The shadow looks too long for that hour.”/);
    assert.match(refused, /What you typed is still in the form below/);
    assert.equal(await ana.page.locator("#geolocation-form").getByLabel("How do you know?").inputValue(), REASONING);
    await ana.audit("a stale view");
    assert.equal(await ana.press("Record the finding", ana.page.locator("#geolocation-form")), 200, "sent again, it goes through");
  });

  await step("a lead who wrote a finding cannot approve, nor one who handed it in", async () => {
    leo = await open(signedIn(browser, url, LEO));
    assert.equal(await sendOn(ana, "Send to chronolocation"), 200);
    await claim(leo, item);
    assert.equal(await chronolocate(leo, { earliest: "2022-09-30T07:20", latest: "2022-09-30T07:52" }), 200);
    assert.equal(await sendOn(leo, "Send to sign-off"), 200);
    for (const [lead, words] of [
      [leo, "You wrote the chronolocation that counts, so another lead has to sign it off."],
      [lea, "You handed this item in, so someone else has to sign it off."],
    ]) {
      await lead.go(item.replace("/items/", "/sign-off/"));
      const decide = await lead.page.locator(".dossier__decide").innerText();
      assert.ok(decide.includes("You cannot approve this") && decide.includes(words), decide);
      assert.equal(await lead.page.getByRole("button", { name: "Approve this revision" }).count(), 0);
      await lead.audit(`a dossier that ${lead.name} cannot sign`);
      assert.ok((await closedReasonsAt(lead, item))["Sign off"].includes(words));
    }
  });

  await step("an objection that nobody answered, and a verifier who is not a lead", async () => {
    assert.match((await closedReasonsAt(leo, item))["Sign off"], /One objection is not answered. Whoever raised it, or a lead, can answer it/);
    await ana.go("/projects/AFG/sign-off");
    assert.match(await ana.words(), /You can read every dossier. Only a lead can sign/);
    await ana.audit("the sign-off desk for a verifier");
    assert.match((await closedReasonsAt(ana, item))["Sign off"], /Only a lead can do this/);
    await ana.go("/projects/AFG/releases");
    assert.match(await ana.words(), /A lead builds the release/);
    await ana.audit("the release desk for a verifier");
  });

  await step("a sign-off without its two ticks", async () => {
    const second = "Plume seen from the ridge";
    await submit(stranger, { files: [samples.gate], what: second });
    const other = await findInQueue(ana, second);
    await intakeDone(ana, other);
    await claim(ana, other);
    assert.equal(await triage(ana, { rating: "Nothing distressing", incident }), 200);
    await claim(ana, other);
    assert.equal(await geolocate(ana), 200);
    assert.equal(await sendOn(ana, "Send to chronolocation"), 200);
    await claim(ben, other);
    assert.equal(await chronolocate(ben, { earliest: "2022-09-30T07:20", latest: "2022-09-30T07:52" }), 200);
    assert.equal(await sendOn(ben, "Send to sign-off"), 200);
    await lea.go(other.replace("/items/", "/sign-off/"));
    await lea.page.getByRole("checkbox", { name: /faces, names, plates/ }).check();
    assert.equal(await lea.press("Approve this revision"), 422);
    await saysOnTop(lea, "Say that you can think of nobody who would be harmed.", "checked_harm");
    assert.ok(await lea.page.getByRole("checkbox", { name: /faces, names, plates/ }).isChecked(), "the tick that was made is kept");
    await lea.audit("a sign-off without its ticks");
  });

  await step("what belongs to another project is not there", async () => {
    const otto = await open(signedIn(browser, url, OTTO));
    const original = new URL(await ana.page.evaluate(async (path) => {
      const page = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
      return new URL(page.querySelector("a[download]").getAttribute("href"), location.href).href;
    }, item));
    const places = [item, item.replace("/items/", "/sign-off/"), original.pathname, "/projects/AFG/queue", "/projects/AFG/incidents", "/projects/AFG/releases", "/projects/AFG/sign-off", "/projects/AFG/members", "/projects/NONE/queue"];
    const answers = new Set();
    for (const path of places) {
      assert.equal(await otto.go(path), 404, path);
      answers.add((await otto.words()).trim());
      await otto.audit("nothing here");
    }
    assert.equal(answers.size, 1, "the same answer as for what never was");
    assert.match([...answers][0], /There is nothing here[\s\S]*Check the address/);
    assert.equal(await otto.go("/projects/BBB/queue"), 200);
    await otto.audit("the queue of another project");
  });

  await step("nothing went wrong behind any page", async () => {
    for (const one of windows) await one.leave();
  });
});

/** The summary on top says it and leads to the field, which says it too. */
async function saysOnTop(person, words, field) {
  const summary = person.page.locator(".error-summary");
  await summary.waitFor();
  const link = summary.locator(`a[href="#${field}"]`);
  const said = (await link.allInnerTexts()).join(" ");
  if (typeof words === "string") assert.ok(said.includes(words), `“${words}” is in: ${said}`);
  else assert.match(said, words);
  assert.equal(await person.page.locator(`[id="${field}"]`).count(), 1, `the summary leads to #${field}`);
}

/** What is closed, by its name, with the reasons. */
async function closedReasons(person) {
  const entries = await person.page.locator(".next--bar .next__closed > li").evaluateAll((all) =>
    all.map((one) => [one.querySelector("strong").textContent, one.querySelector("ul").textContent]),
  );
  return Object.fromEntries(entries);
}

async function closedReasonsAt(person, item) {
  await person.go(item);
  await person.audit(`an item at sign-off, for ${person.name}`);
  return closedReasons(person);
}

/** Sends a form that the page does not offer, as an old tab or a curious hand would. */
function post(person, path, fields) {
  return person.leadsOn(() =>
    person.page.evaluate(
      ([to, pairs]) => {
        const form = document.createElement("form");
        form.method = "post";
        form.action = to;
        for (const [name, value] of pairs) {
          const input = document.createElement("input");
          input.name = name;
          input.value = value;
          form.append(input);
        }
        document.body.append(form);
        form.submit();
      },
      [path, Object.entries(fields)],
    ),
  );
}
