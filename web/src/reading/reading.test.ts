import assert from "node:assert/strict";
import { test } from "node:test";

import { readAnswer } from "./answer.ts";
import { type Command, KeyReader, SEQUENCE_MS, letterFor, readItemId } from "./keys.ts";
import { firstDay, inOrder, lastDay } from "./months.ts";
import { Pace } from "./pace.ts";
import { readPoint, writePoint } from "./point.ts";
import { bytesWords, coordinateWords, fill, lengthWords, timeWords } from "./words.ts";

const press = (key: string, more: Partial<Parameters<KeyReader["read"]>[0]> = {}) =>
  ({ key, ctrl: false, alt: false, typing: false, atMs: 0, ...more });

test("single keys, and g followed by a letter", () => {
  const reader = new KeyReader();
  assert.deepEqual(reader.read(press("?")), { kind: "help" } satisfies Command);
  assert.deepEqual(reader.read(press("j")), { kind: "next" });
  assert.equal(reader.read(press("g", { atMs: 100 })), null);
  assert.deepEqual(reader.read(press("q", { atMs: 600 })), { kind: "go", letter: "q" });
});

test("a g that waited too long is forgotten, and the next key speaks for itself", () => {
  const reader = new KeyReader();
  reader.read(press("g", { atMs: 0 }));
  assert.deepEqual(reader.read(press("j", { atMs: SEQUENCE_MS + 1 })), { kind: "next" });
});

test("typing is typing, all but Escape and Ctrl+K", () => {
  const reader = new KeyReader();
  for (const key of ["?", "j", "g", "b"]) assert.equal(reader.read(press(key, { typing: true })), null);
  assert.deepEqual(reader.read(press("Escape", { typing: true })), { kind: "cover" });
  assert.deepEqual(reader.read(press("k", { typing: true, ctrl: true })), { kind: "jump" });
  assert.equal(reader.read(press("j", { ctrl: true })), null);
  assert.deepEqual(reader.read(press("p", { alt: true, typing: true })), { kind: "press", key: "p" });
  assert.deepEqual(reader.read(press("Enter", { typing: true, ctrl: true })), { kind: "send" });
  assert.deepEqual(reader.read(press("2")), { kind: "press", key: "2" });
  assert.equal(reader.read(press("Tab")), null);
});

test("letters come from the last part of a link", () => {
  assert.equal(letterFor("https://x.example/projects/AFG/queue?stage=triage"), "q");
  assert.equal(letterFor("/projects/AFG/sign-off/"), "s");
  assert.equal(letterFor("/projects/AFG/incidents#top"), "i");
  assert.equal(letterFor("/projects/AFG/else"), null);
});

test("ids are read as people type them", () => {
  const seven = { project: "AFG", short: "7K3QXM" };
  for (const text of ["AFG-7K3QXM", " afg-7k3qxm ", "AFG 7K3QXM", "afg7k3qxm"]) assert.deepEqual(readItemId(text, null), seven);
  assert.deepEqual(readItemId("7k3qxm", "AFG"), seven);
  assert.equal(readItemId("7k3qxm", null), null);
  assert.equal(readItemId("AFG-7K3Q0M", null), null, "0 is not in the alphabet");
  assert.equal(readItemId("queue", "AFG"), null);
});

test("months have the days they have", () => {
  assert.equal(firstDay("2022-09"), "2022-09-01");
  assert.deepEqual(["2022-02", "2024-02", "2022-04", "2022-12"].map(lastDay), ["2022-02-28", "2024-02-29", "2022-04-30", "2022-12-31"]);
  assert.deepEqual(inOrder("2023-01", "2022-11"), ["2022-11", "2023-01"]);
});

test("pace goes by the last ten seconds and says nothing before it knows", () => {
  const pace = new Pace();
  pace.note(0, 0);
  assert.equal(pace.secondsLeft(1_000), null);
  pace.note(100, 2_000);
  assert.equal(pace.secondsLeft(1_000), 18);
  for (let at = 3_000; at <= 30_000; at += 1_000) pace.note(100 + at - 2_000, at);
  assert.ok(Math.abs((pace.secondsLeft(38_100) ?? 0) - 10) < 0.01, "1,000 bytes a second by now");
  const stalled = new Pace();
  stalled.note(500, 0);
  stalled.note(500, 5_000);
  assert.equal(stalled.secondsLeft(1_000), null);
});

test("words are filled in, and what is missing stays visible", () => {
  assert.equal(fill("{done} of {total}, {left}", { done: 1, total: 2 }), "1 of 2, {left}");
});

test("sizes, times and lengths read as people say them", () => {
  assert.equal(bytesWords(812, "en"), "812 byte");
  assert.equal(bytesWords(48_200_000, "en"), "48.2 MB");
  assert.equal(timeWords(0.2, "en"), "1 sec");
  assert.equal(timeWords(34, "en"), "40 sec");
  assert.equal(timeWords(200, "en"), "3 min");
  assert.equal(timeWords(9_000, "en"), "2.5 hr");
  assert.equal(lengthWords(500, "en"), "500 m");
  assert.equal(lengthWords(2_000, "en"), "2 km");
  assert.equal(coordinateWords(34.52812, 69.1723, 2), "34.53, 69.17");
});

test("points are read and written in the plainest notation only", () => {
  assert.deepEqual(readPoint("34.5281, 69.1723"), [69.1723, 34.5281]);
  assert.deepEqual(readPoint(" -1.5 ; 36 "), [36, -1.5]);
  for (const text of ["", "34.5", "34.5, somewhere", "91, 0", "34°31′N 69°10′E", "34.5281, 190"]) assert.equal(readPoint(text), null, text);
  assert.equal(writePoint([69.1723, 34.5281]), "34.52810, 69.17230");
  assert.deepEqual(readPoint(writePoint([69.17231, 34.52812])), [69.17231, 34.52812]);
});

const here = new URL("https://cairn.example/submit");

test("an answer leads on, here and nowhere else", () => {
  const reply = (status: number, body: unknown) => ({ status, responseText: JSON.stringify(body) });
  assert.deepEqual(readAnswer(reply(201, { location: "/receipt/new" }), here), { kind: "go", location: "https://cairn.example/receipt/new" });
  assert.equal(readAnswer(reply(201, { location: "https://evil.example/" }), here).kind, "refused");
  assert.deepEqual(readAnswer({ status: 200, responseText: "<!doctype html>" }, new URL("/receipt/new", here)), { kind: "go", location: "https://cairn.example/receipt/new" });
});

test("a problem says what is wrong and where", () => {
  const problem = { title: "Some answers need another look", status: 422, errors: [{ field: "files", code: "nothing-sent", message: "Choose a file" }, "odd"] };
  assert.deepEqual(readAnswer({ status: 422, responseText: JSON.stringify(problem) }, here), {
    kind: "refused",
    message: "Some answers need another look",
    errors: [problem.errors[0]],
  });
  assert.deepEqual(readAnswer({ status: 502, responseText: "<html>" }, here), { kind: "refused", message: "", errors: [] });
});
