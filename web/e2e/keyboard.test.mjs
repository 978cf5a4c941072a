// From intake to sign-off by keyboard alone: no mouse, no touch. Keys are counted, text that only the
// item can tell is counted apart, and both are printed with the time that a practised hand takes.
// `ITEMS=10 node --test web/e2e/keyboard.test.mjs` takes ten.
import assert from "node:assert/strict";
import test from "node:test";

import { Person, launch } from "./browser.mjs";
import { makeSamples } from "./samples.mjs";
import { serveTeam } from "./server.mjs";
import { ANA, KAAJ, LEA, TEAM, findInQueue, inOrder, intakeDone, openIncident, signedIn, stage, submit } from "./story.mjs";

const ITEMS = Number(process.env.ITEMS ?? 1);

/** Seconds a key takes, and a thought before a group of them: Card, Moran and Newell, *The Keystroke-Level Model*, 1980. */
const KEY_S = 0.2;
const THOUGHT_S = 1.35;

/** A person who has no mouse. */
class Hands {
  keys = 0;
  letters = 0;
  thoughts = 0;

  constructor(person) {
    this.person = person;
    this.keyboard = person.page.keyboard;
  }

  /** Presses keys one after the other, without waiting for anything. */
  async press(...keys) {
    this.thoughts += 1;
    for (const key of keys) {
      this.keys += key.includes("+") ? 2 : 1;
      await this.keyboard.press(key);
    }
  }

  /** Presses keys of which the last leads to another page. */
  async leads(...keys) {
    const status = await this.person.leadsOn(() => this.press(...keys));
    assert.equal(status, 200, keys.join(" "));
  }

  /** Types what the item alone can tell. */
  async type(text) {
    this.letters += text.length;
    await this.keyboard.type(text);
  }

  /** Goes to an item by its id. */
  async open(id) {
    await this.press("Control+k");
    await this.type(id);
    await this.leads("Enter");
  }

  get seconds() {
    return (this.keys + this.letters) * KEY_S + this.thoughts * THOUGHT_S;
  }
}

test(`${ITEMS} items from intake to sign-off by keyboard`, async (t) => {
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
  const ids = [];
  let ana, lea, incident, verifier, lead;

  await step("the items are there", async () => {
    const someone = await open(Person.open(browser, url));
    ana = await open(signedIn(browser, url, ANA));
    await ana.go("/projects/AFG/incidents/new");
    await ana.audit("the form for an incident");
    incident = await openIncident(ana.page, KAAJ);
    await ana.ready();
    await ana.audit("an incident");
    for (let at = 0; at < ITEMS; at += 1) {
      const what = `Street number ${at + 1}`;
      await submit(someone, { files: [samples.street], what });
      const href = await findInQueue(ana, what);
      await intakeDone(ana, href);
      ids.push(href.split("/").pop());
    }
    await ana.audit("the workspace at triage");
  });

  await step("a verifier takes each from triage to sign-off", async () => {
    verifier = new Hands(ana);
    for (const id of ids) {
      await verifier.open(id);
      await triage(verifier, incident);
      await ana.audit("the workspace after triage");
      await place(verifier);
      await ana.audit("the workspace with a place");
      await date(verifier);
      await ana.audit("the workspace with a time");
      assert.equal(await stage(ana), "Sign-off");
    }
  });

  await step("a lead signs each", async () => {
    lea = await open(signedIn(browser, url, LEA));
    lead = new Hands(lea);
    await lea.go("/projects/AFG/sign-off");
    await lea.audit("the sign-off desk");
    for (const id of ids) {
      await lead.open(id);
      await lea.audit("the workspace of a lead");
      await lead.leads("n");
      await lea.audit("the dossier");
      await lead.press("y", "y");
      await lead.leads("n");
      await lea.audit("the dossier, signed");
      await lea.page.getByText("Waits for a release").first().waitFor();
    }
  });

  await step("what it took", () => {
    const each = (count) => Math.round(count / ITEMS);
    for (const [who, hands] of [["verifier", verifier], ["lead", lead]]) {
      t.diagnostic(`${who}: ${each(hands.keys)} keys and ${each(hands.letters)} letters an item, ${each(hands.seconds)} s by the keystroke-level model`);
    }
    assert.ok(each(verifier.keys) <= 90, `a verifier pressed ${each(verifier.keys)} keys an item`);
    assert.ok(each(lead.keys) <= 10, `a lead pressed ${each(lead.keys)} keys an item`);
  });

  await step("the page says what its keys do", async () => {
    await ana.page.keyboard.press("?");
    const help = await ana.page.getByRole("dialog").innerText();
    for (const words of ["Write a comment for the team", "Send the form you are in", "Go to Queue"]) assert.ok(help.includes(words), `${words}: ${help}`);
    await ana.page.keyboard.press("Escape");
  });

  await step("nothing went wrong behind any page", async () => {
    for (const person of windows) await person.leave();
  });
});

/** Looks at the file, rates it, links it and sends it on. */
async function triage(hands, incident) {
  await hands.leads("a");
  for (let look = 0; look < 3; look += 1) {
    const before = await hands.person.page.locator("figure.media").first().getAttribute("data-step");
    await hands.press("v");
    await hands.person.page.locator(`figure.media:not([data-step="${before}"])`).first().waitFor();
  }
  await hands.press("1", "ArrowDown", "Alt+i");
  await hands.type(incident);
  await hands.leads("Control+Enter");
}

async function place(hands) {
  await hands.leads("a");
  await hands.press("m");
  await hands.type("34.498500, 69.064530");
  await hands.press("Alt+p");
  await hands.type("30");
  for (const words of ["Minaret left of the gate", "Three arches over the shop"]) {
    await hands.press("Alt+f");
    await hands.type(words);
  }
  await hands.press("Alt+s", "ArrowDown", "w");
  await hands.type("They line up only from this corner.");
  await hands.leads("Control+Enter");
  await hands.leads("n");
}

async function date(hands) {
  await hands.leads("a");
  // Between two times, by when it was put online: one piece of evidence bounds both ends.
  await hands.press("e", "B", "Tab", "P", "Tab");
  await hands.type("2022-09-30 07:00/2022-09-30 07:52");
  await hands.press("Tab", "Tab");
  await hands.type("Posted at 07:52; the shop opens at seven");
  await hands.press("Alt+h");
  await hands.type("To the h");
  await hands.press("Alt+s", "ArrowDown", "w");
  await hands.type("The post and the opening hours.");
  await hands.leads("Control+Enter");
  await hands.leads("n");
}
