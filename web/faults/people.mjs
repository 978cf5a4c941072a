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
    // The session and the browser that is known from now on, in whatever order.
    this.cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
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

/** One after the other: for work that would only ever find the other's changes in its way. */
export class Turn {
  #last = Promise.resolve();

  async take(work) {
    const before = this.#last;
    let over;
    this.#last = new Promise((resolve) => (over = resolve));
    await before;
    try {
      return await work();
    } finally {
      over();
    }
  }
}

/** A move that has to succeed, and the words that tell it from every other one. */
export async function take(journal, member, short, verb, fields) {
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
    if (isAskedWho(answer)) {
      await member.signIn();
      continue;
    }
    assert.equal(answer.status, 303, `${verb} ${JSON.stringify(fields)} of ${short}: ${reasons(answer.text)}`);
    return void journal.acts.push({ short, seq: seen + 1, words });
  }
}

/** Whether a form was not taken because the session, or the proof of who it is, is too old. */
export function isAskedWho(answer) {
  if (answer.status === 303) return answer.headers.get("location").includes("/login");
  return answer.text.includes('id="proof-form"');
}

/** What a page says stands in the way. */
export const reasons = (page) => page.match(/<main[\s\S]*?<\/main>/)?.[0].replace(/<[^>]+>/g, " ").replace(/\s+/g, " ").slice(0, 600) ?? page;

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
export async function signingOff(journal, url, goesOn, share, turn = new Turn()) {
  const [lead, verifier] = await Promise.all([new Member(url, "lead").signIn(), new Member(url, "verifier").signIn()]);
  const items = [];
  for (const short of (await lead.itemsAt("sign_off")).filter(share)) {
    if ((await lead.get(`/projects/AFG/sign-off/${short}`)).includes('name="revision"')) items.push(short);
  }
  assert.ok(items.length > 0, "the demo has items to sign off");
  while (goesOn()) {
    const short = items[randomInt(items.length)];
    await turn.take(async () => {
      await take(journal, lead, short, "sign-off", {});
      await take(journal, lead, short, "move", { to: "reopen" });
      await take(journal, verifier, short, "move", { to: "time_established" });
    });
  }
}
