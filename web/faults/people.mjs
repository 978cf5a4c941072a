// Members of the demo project as programs, who walk items in circles: each takes the moves of the real
// forms, knows the sequence number it saw, and notes in the journal what was acknowledged.
import assert from "node:assert/strict";
import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import { Down, ask, insist } from "./client.mjs";

export const PASSWORD = "cairn-demo-please-change";
const SAME = { "Sec-Fetch-Site": "same-origin" };

export class Member {
  constructor(url, name) {
    this.url = url;
    this.email = `${name}@demo.example`;
    this.signIns = 0;
  }

  async signIn() {
    const body = new URLSearchParams({ email: this.email, password: PASSWORD });
    const answer = await insist(() => ask(`${this.url}/login`, { method: "POST", headers: SAME, body }));
    assert.equal(answer.status, 303, answer.text);
    this.cookie = answer.headers.get("set-cookie").split(";")[0];
    this.signIns += 1;
    return this;
  }

  /** A page; waits for a server that is down, and signs in again if the session is gone. */
  async get(path) {
    for (;;) {
      const answer = await insist(() => ask(this.url + path, { headers: { Cookie: this.cookie } }));
      if (answer.status === 200) return answer.text;
      assert.equal(answer.status, 303, `${path}: ${answer.status}`);
      await this.signIn();
    }
  }

  /** One form, sent once. */
  post(path, fields) {
    const headers = { ...SAME, Cookie: this.cookie };
    return ask(this.url + path, { method: "POST", headers, body: new URLSearchParams(fields) });
  }

  async seen(path) {
    const found = /name="seen" value="(\d+)"/.exec(await this.get(path));
    assert.ok(found, `${path} says how far its item is`);
    return Number(found[1]);
  }

  /** Short ids of the items at a stage. */
  async itemsAt(stage) {
    const page = await this.get(`/projects/AFG/queue?stage=${stage}`);
    return [...new Set([...page.matchAll(/\/items\/([0-9A-Z]{6})/g)].map((found) => found[1]))];
  }
}

/** What was acknowledged, and what was under way when nobody answered. */
export class Journal {
  acts = [];
  releases = [];
  unheard = 0;
}

/** A move that has to succeed, and the words that tell it from every other one. */
async function take(journal, member, short, verb, fields) {
  const item = `/projects/AFG/items/${short}`;
  const form = verb === "sign-off" ? `/projects/AFG/sign-off/${short}` : item;
  const words = `fault ${randomUUID()}`;
  let before = null;
  for (;;) {
    const page = await member.get(form);
    const seen = Number(/name="seen" value="(\d+)"/.exec(page)?.[1] ?? 0);
    // Sent before, not answered, and done all the same.
    if (before !== null && seen > before) return void (journal.unheard += 1);
    before = seen;
    const revision = /name="revision" value="([0-9a-f]+)"/.exec(page)?.[1] ?? "";
    const more = verb === "sign-off" ? { revision, checked_faces: "1", checked_harm: "1" } : {};
    let answer;
    try {
      answer = await member.post(`${item}/${verb}`, { seen, words, ...more, ...fields });
    } catch (error) {
      if (!(error instanceof Down)) throw error;
      await sleep(50);
      continue;
    }
    if (answer.status === 303 && answer.headers.get("location").includes("/login")) {
      await member.signIn();
      continue;
    }
    assert.equal(answer.status, 303, `${verb} ${JSON.stringify(fields)} of ${short}: ${reasons(answer.text)}`);
    return void journal.acts.push({ short, seq: seen + 1, words });
  }
}

const reasons = (page) => page.match(/<main[\s\S]*?<\/main>/)?.[0].replace(/<[^>]+>/g, " ").replace(/\s+/g, " ").slice(0, 600) ?? page;

/** Back to triage and on to geolocation, round and round. */
export async function moving(journal, url, goesOn, share) {
  const member = await new Member(url, "verifier").signIn();
  const items = (await member.itemsAt("geolocation")).filter(share);
  assert.ok(items.length > 0, "the demo has items to move");
  while (goesOn()) {
    const short = items[randomInt(items.length)];
    await take(journal, member, short, "move", { to: "back_to_triage" });
    await take(journal, member, short, "move", { to: "accept" });
  }
}

/** Signed off, reopened, dated again: the whole of a judgement, round and round. */
export async function signingOff(journal, url, goesOn, share) {
  const [lead, verifier] = await Promise.all([new Member(url, "lead").signIn(), new Member(url, "verifier").signIn()]);
  const items = [];
  for (const short of (await lead.itemsAt("sign_off")).filter(share)) {
    if ((await lead.get(`/projects/AFG/sign-off/${short}`)).includes('name="revision"')) items.push(short);
  }
  assert.ok(items.length > 0, "the demo has items to sign off");
  while (goesOn()) {
    const short = items[randomInt(items.length)];
    await take(journal, lead, short, "sign-off", {});
    await take(journal, lead, short, "move", { to: "reopen" });
    await take(journal, verifier, short, "move", { to: "time_established" });
  }
}

/** One release after another, each with something new in it: one person builds, another signs. */
export async function publishing(journal, url, goesOn, share) {
  const [lead, second] = await Promise.all([new Member(url, "lead").signIn(), new Member(url, "admin").signIn()]);
  let items = (await lead.itemsAt("published")).filter(share);
  while (goesOn() && items.length > 0) {
    await take(journal, lead, items.pop(), "retract", { kind: "privacy" });
    const built = await lead.post("/projects/AFG/releases", {}).catch(nothingIfDown);
    if (built !== null && built.status !== 303) assert.equal(built.status, 422, built.text);
    const before = await versions(second);
    const content = /name="content" value="([^"]+)"/.exec(await second.get("/projects/AFG/releases"))?.[1];
    if (content === undefined) continue;
    const signed = await second.post("/projects/AFG/releases/sign", { content, harmless: "yes" }).catch(nothingIfDown);
    if (signed === null) {
      if ((await versions(second)) > before) journal.unheard += 1;
    } else if (signed.status === 303) journal.releases.push(before + 1);
    else assert.ok([409, 422].includes(signed.status), signed.text);
    if (items.length === 0) items = await lead.itemsAt("published");
  }
}

function nothingIfDown(error) {
  if (error instanceof Down) return null;
  throw error;
}

/** How many releases the page lists. */
async function versions(lead) {
  const page = await lead.get("/projects/AFG/releases");
  return new Set([...page.matchAll(/\/releases\/(\d+)\//g)].map((found) => found[1])).size;
}
