// Other people's scanners against the demo project on loopback; see scripts/scan. First against a page that is
// injectable on purpose: a scanner that finds nothing there would say nothing here either.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { begin, cairn } from "../web/e2e/server.mjs";
import { Member } from "../web/faults/people.mjs";

const run = promisify(execFile);
const SCANNERS = process.env.SCANNERS;
const MINUTES = Number(process.env.MINUTES ?? 5);
const ONLY = process.argv[2];
/** What sqlmap may take over one target, in seconds. */
const A_TARGET_S = 600;
/** Targets that are asked at once. */
const AT_ONCE = 3;
/** Without it a form is refused as another site's, before anything reads it. */
const SAME_SITE = "Sec-Fetch-Site: same-origin";

/** What a stranger can send that reaches the database: address, fields of a form, the parameters to attack. */
const STRANGER = [
  ["/incidents?from=2022&to=2023&province=kabul&type=bombing&target=x&place=district&claimed=yes&q=mosque"],
  ["/data/incidents.json?from=2022&to=2023&province=kabul&q=mosque"],
  ["/data/months.json?province=kabul&target=x&q=mosque"],
  ["/data/filter.json?province=kabul&q=mosque"],
  ["/incidents/INCIDENT*"],
  ["/analysis/grid*?province=kabul&q=mosque"],
  ["/claims?q=mosque&province=kabul"],
  ["/releases/1*"],
  ["/media/0000000000000000000000000000000000000000000000000000000000000000*"],
  ["/ledger/tile/0/000*"],
  ["/login", "email=lead@demo.example&password=wrong&next=/projects", "email,password,next"],
  ["/receipt", "code=one two three four five six seven"],
  ["/submit", "links=https://example.org/1&what=words&place=Kabul&time=2022&consent=publish"],
  ["/invitation/abcdefghijklmnop*"],
];

/** What a verifier can send. ITEM is a short id of an item that may be moved. */
const MEMBER = [
  ["/projects/AFG/queue?stage=geolocation&mine=1&q=mosque&after=x"],
  ["/projects/AFG/incidents?q=mosque"],
  ["/projects/AFG/claims?status=open&kind=x&claimant=x&province=kabul&month=2022-01&place=x&tied=yes&q=mosque"],
  ["/projects/AFG/duplicates?by=stakes"],
  ["/projects/AFG/items/ITEM*"],
  ["/projects/AFG/sun?lat=34.5&lon=69.2&date=2022-01-01&zone=Asia/Kabul"],
  ["/projects/AFG/items/ITEM/comment", "seen=1&words=a+comment"],
  ["/projects/AFG/items/ITEM/move", "seen=1&to=back_to_triage&words=a+reason"],
  ["/projects/AFG/items/ITEM/drafts/comment", "words=half+a+comment"],
  ["/projects/AFG/incidents/new", "title=Bombing&date=2022-01-01&province=kabul"],
  ["/projects/AFG/queue/next", "stage=geolocation"],
];

/** Pages that would end the scan or take away the account that it uses. */
const EXCLUDED = ["/logout", "/account/password", "/account/sessions/.*", "/account/second-factor", "/account/passkeys.*", "/accounts/.*", "/data/.*", "/uploads.*"];
/** Those that ask nobody outside: no lists to fetch, no machine of the scanner's makers. */
const MODULES = "backup,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,ldap,methods,permanentxss,redirect,shellshock,sql,timesql,upload,xss";
/** What wapiti says that is so on purpose, and why. */
const KNOWN = new Map([["Cross Site Request Forgery", "forms carry no token: whether a request comes from this site is asked of the browser"]]);

async function spoken(program, words, options = {}) {
  const child = spawn(join(SCANNERS, "bin", program), words, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => (said += piece));
  await once(child, "close");
  return said;
}

/** Asks one target; says what came of it: `injectable`, `not injectable`, or what sqlmap complained of. */
async function sqlmap(room, url, [path, data, parameters], cookie) {
  const words = ["-u", url + path, "--batch", "--flush-session", "--disable-coloring", "--output-dir", room, "--dbms", "SQLite", "--technique", "BEUT"];
  words.push("--headers", SAME_SITE, "--ignore-code", "*", "--drop-set-cookie", "--time-limit", String(A_TARGET_S), "--timeout", "60", "--retries", "1");
  if (data) words.push("--data", data);
  if (parameters) words.push("-p", parameters);
  if (cookie) words.push("--cookie", cookie);
  const said = await spoken("sqlmap", words);
  const asked = [...said.matchAll(/testing for SQL injection on (.+? parameter '[^']+')/g)].map(([, name]) => name);
  if (/identified the following injection point/.test(said)) return { verdict: "injectable", asked, said };
  if (/all tested parameters do not appear to be injectable/.test(said)) return { verdict: "not injectable", asked, said };
  return { verdict: /time limit|timed out|user aborted/i.test(said) ? "out of time" : "not asked", asked, said };
}

/** Walks and attacks; gives what was found by kind, and what was walked. */
async function wapiti(room, url, { cookie, modules = MODULES } = {}) {
  const report = join(room, "wapiti.json");
  const seconds = MINUTES * 60;
  const words = ["-u", `${url}/`, "-m", modules, "-H", SAME_SITE, "--flush-session", "--store-session", join(room, "session"), "--no-bugreport"];
  words.push("-d", "6", "--max-links-per-page", "60", "--max-files-per-dir", "12", "--max-parameters", "40", "-t", "60", "--tasks", "2", "--max-scan-time", String(seconds), "--max-attack-time", String(seconds / 4));
  words.push("-f", "json", "-dr", "2", "-o", report, "-v", "1");
  for (const path of EXCLUDED) words.push("-x", `${url}${path}`);
  if (cookie) words.push("-C", cookie, "-s", `${url}/projects/AFG/queue`, "-s", `${url}/account`);
  const said = await spoken("wapiti", words, { env: { ...process.env, HOME: room } });
  const found = JSON.parse(await readFile(report, "utf8").catch(() => assert.fail(said.slice(-2_000))));
  await writeFile(join(room, "wapiti.log"), said);
  return found;
}

/** A page with every fault that is looked for. */
async function injectable(room) {
  const database = join(room, "control.db");
  await run("sqlite3", [database, "CREATE TABLE word (text); INSERT INTO word VALUES ('mosque'), ('market');"]);
  const server = createServer(async (request, response) => {
    const q = new URL(request.url, "http://control").searchParams.get("q")?.replaceAll("\0", "") ?? "mosque";
    const rows = await run("sqlite3", [database, `SELECT text FROM word WHERE text = '${q}'`]).catch(({ stderr }) => ({ stdout: `[SQLITE_ERROR] ${stderr}` }));
    response.setHeader("Content-Type", "text/html");
    response.end(`<p>${q}: ${rows.stdout}</p><form><input name="q" value="mosque"></form><a href="/?q=market">market</a>`);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** A copy of the demo that counts nobody's requests. */
async function demo(room) {
  const directory = join(room, "data");
  if (process.env.CAIRN_DEMO_DIR) await cp(process.env.CAIRN_DEMO_DIR, directory, { recursive: true });
  else await cairn(["demo", "--data-dir", directory]);
  const counted = ["submissions", "receipts", "uploads", "downloads", "solver_runs", "changes", "sign_ins"];
  const config = join(room, "cairn.toml");
  await writeFile(config, counted.map((what) => `${what}_per_min = 0\n`).join(""));
  return begin(directory, "127.0.0.1:0", { options: ["--config", config] });
}

async function askDatabase(room, server) {
  const control = await injectable(room);
  assert.equal((await sqlmap(room, control.url, ["/?q=mosque"])).verdict, "injectable", "sqlmap finds what is there to be found");
  control.close();
  const member = await new Member(server.url, "verifier").signIn();
  const [item] = await member.itemsAt("geolocation");
  const incident = /AFG-([0-9A-Z]{6})/.exec((await (await fetch(`${server.url}/data/incidents.json`)).text()))[0];
  const all = [...STRANGER.map((target) => [target]), ...MEMBER.map((target) => [target, member.cookie])];
  const ask = async ([[path, ...rest], cookie]) => {
    const target = [path.replace("ITEM", item).replace("INCIDENT", incident), ...rest];
    const { verdict, asked, said } = await sqlmap(await mkdtemp(join(room, "sqlmap-")), server.url, target, cookie);
    console.log(`sqlmap, ${cookie ? "verifier" : "stranger"}: ${verdict.padEnd(14)} ${path}  ${rest[0] ?? ""}  (${asked.length} parameters)`);
    if (verdict === "injectable" || verdict === "not asked") console.log(said.slice(-1_500));
    if (verdict !== "not injectable") process.exitCode = 1;
  };
  const several = async () => {
    while (all.length > 0) await ask(all.shift());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, several));
}

async function walk(room, server) {
  const control = await injectable(room);
  const there = Object.entries((await wapiti(room, control.url, { modules: "sql,xss" })).vulnerabilities).filter(([, found]) => found.length > 0);
  for (const kind of [/SQL/, /Scripting/]) assert.ok(there.some(([name]) => kind.test(name)), `wapiti finds what is there to be found: ${kind}`);
  control.close();
  await Promise.all([walkAs(room, server), walkAs(room, server, "verifier")]);
}

async function walkAs(room, server, name) {
  const member = name && (await new Member(server.url, name).signIn());
  const { vulnerabilities, anomalies, infos } = await wapiti(await mkdtemp(join(room, "wapiti-")), server.url, { cookie: member?.cookie });
  const signedIn = infos.crawled_pages.filter(({ request, response }) => request.url.includes("/projects/") && response.status_code === 200);
  if (member) assert.ok(signedIn.length > 0, "it saw what a member sees");
  const lines = [`wapiti, ${name ?? "stranger"}: ${infos.crawled_pages_nbr} pages and forms, ${signedIn.length} of them of the project`];
  for (const [kind, found] of [...Object.entries(vulnerabilities), ...Object.entries(anomalies)]) {
    if (found.length === 0) continue;
    lines.push(`  ${found.length} × ${kind}${KNOWN.has(kind) ? ` (${KNOWN.get(kind)})` : ""}`);
    for (const { method, path, info, parameter } of found.slice(0, 8)) lines.push(`    ${method} ${path} ${parameter}: ${info}`);
    if (!KNOWN.has(kind)) process.exitCode = 1;
  }
  console.log(lines.join("\n"));
  if (member) assert.equal((await fetch(`${server.url}/account`, { headers: { Cookie: member.cookie }, redirect: "manual" })).status, 200, "it was signed in to the end");
}

const room = await mkdtemp(join(tmpdir(), "cairn-scan-"));
const server = await demo(room);
try {
  if (ONLY !== "wapiti") await askDatabase(room, server);
  if (ONLY !== "sqlmap") await walk(room, server);
} finally {
  await server.end("SIGTERM");
  await rm(room, { recursive: true });
}
