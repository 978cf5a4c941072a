// Two people who publish one release after another, each with something new in it: the days of a public
// record told more coarsely or more finely and, now and then, a record taken back. One builds, the other signs.
import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import { Down, ask, insist } from "./client.mjs";
import { Member, Turn, isAskedWho, reasons, take } from "./people.mjs";

const STEPS = ["day", "week", "month"];
/** Every so many releases also take a record back, as long as enough are left. */
const RETRACT_EVERY = 5;
const LEAST_PUBLISHED = 3;

/** Short ids of the incidents that are public. */
async function publicIncidents(url) {
  const answer = await insist(() => ask(`${url}/data/incidents.geojson`));
  assert.equal(answer.status, 200, answer.text);
  const shorts = answer.text.match(/\bAFG-[0-9A-Z]{6}\b/g) ?? [];
  return [...new Set(shorts.map((id) => id.slice(4)))];
}

/** Sends a form until somebody answers; a session that ended is begun again. */
async function send(member, path, fields) {
  for (;;) {
    try {
      const answer = await member.post(path, fields);
      if (!isAskedWho(answer)) return answer;
      await member.signIn();
    } catch (error) {
      if (!(error instanceof Down)) throw error;
      await sleep(50);
    }
  }
}

/** Tells the days of a public record in another way than the last release did. */
async function change(lead, short, step) {
  const fields = { protect_cell: "0", protect_date: step, protect_embargo: "", protect_reason: "" };
  const answer = await send(lead, `/projects/AFG/incidents/${short}/protection`, fields);
  assert.equal(answer.status, 303, `protection of ${short}: ${reasons(answer.text)}`);
}

/** Builds and signs until the release is out; gives its number if that was acknowledged, and nothing if not. */
async function publish(lead, second) {
  const before = await newest(second.url);
  for (;;) {
    const built = await send(lead, "/projects/AFG/releases", {});
    // Some records know no day: telling it more coarsely changes nothing.
    if (built.status === 422) return undefined;
    assert.equal(built.status, 303, `building: ${reasons(built.text)}`);
    const page = await second.get("/projects/AFG/releases");
    const content = /name="content" value="([^"]+)"/.exec(page)?.[1];
    assert.ok(content, `the second person may sign what was built: ${reasons(page)}`);
    const version = await sign(second, content, before);
    if (version !== undefined) return version;
  }
}

/** Signs: the number of the release, null if it is out and nobody said so, nothing if it has to be built again. */
async function sign(second, content, before) {
  for (;;) {
    try {
      const signed = await second.post("/projects/AFG/releases/sign", { content, harmless: "yes" });
      if (isAskedWho(signed)) await second.signIn();
      else if (signed.status === 303) return before + 1;
      else {
        // Somebody changed what it is about in the meantime.
        assert.ok([409, 422].includes(signed.status), `signing: ${signed.status} ${reasons(signed.text)}`);
        return undefined;
      }
    } catch (error) {
      if (!(error instanceof Down)) throw error;
      if ((await newest(second.url)) > before) return null;
    }
  }
}

/** The number of the newest release, as anybody reads it. */
async function newest(url) {
  const answer = await insist(() => ask(`${url}/releases/latest/manifest.json`));
  const version = /\/releases\/(\d+)\//.exec(answer.headers.get("location") ?? "")?.[1];
  assert.ok(version, `${answer.status}: the latest release leads to a numbered one`);
  return Number(version);
}

/** One release after another; acknowledged ones are in the journal. */
export async function publishing(journal, url, goesOn, turn = new Turn()) {
  const [lead, second] = await Promise.all([new Member(url, "lead").signIn(), new Member(url, "verifier2").signIn()]);
  const incidents = await publicIncidents(url);
  assert.ok(incidents.length > 0, "the demo has published incidents");
  const steps = new Map();
  for (let number = 1; goesOn(); number += 1) {
    await turn.take(async () => {
      const short = incidents[randomInt(incidents.length)];
      const step = ((steps.get(short) ?? 0) + 1) % STEPS.length;
      steps.set(short, step);
      await change(lead, short, STEPS[step]);
      if (number % RETRACT_EVERY === 0) {
        const published = await lead.itemsAt("published");
        if (published.length > LEAST_PUBLISHED) await take(journal, lead, published.pop(), "retract", { kind: "privacy" });
      }
      const version = await publish(lead, second);
      if (version === null) journal.unheard += 1;
      else if (version !== undefined) journal.releases.push(version);
    });
  }
}
