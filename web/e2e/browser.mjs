// Debian's Chromium, and people who look at pages in it. Whatever a person opens is watched: no
// request leaves for another origin, nothing fails to load, nothing is said on the console, the
// content security policy is never broken, and no page stays that axe has not read.
import assert from "node:assert/strict";
import { accessSync, constants } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const WIDE = { width: 1440, height: 900 };
export const PHONE_SIZE = { width: 390, height: 844 };
/** Accented English, right to left. */
export const PSEUDO_RTL = "x-rtl";

const OUTPUT = fileURLToPath(new URL("output/", import.meta.url));
const AXE = await readFile(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const GRAVE = new Set(["serious", "critical"]);

export function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const places = (process.env.PATH ?? "").split(delimiter);
  const isProgram = (path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  };
  const found = names.flatMap((name) => places.map((place) => join(place, name))).find(isProgram);
  assert.ok(found, "no Chromium found: scripts/bootstrap test installs it");
  return found;
}

/** A browser that draws maps without a graphics card and phones nobody. */
export function launch() {
  return launchWith(["--enable-unsafe-swiftshader", "--use-angle=swiftshader"]);
}

/** A hardened browser: it has no WebGL, so maps are those that the server draws. */
export function launchHardened() {
  return launchWith(["--disable-3d-apis"]);
}

function launchWith(args) {
  const quiet = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"];
  return chromium.launch({ executablePath: findChromium(), args: [...quiet, ...args] });
}

/** Addresses without what differs from run to run: ids, digests, search. */
function pattern(url) {
  const { pathname } = new URL(url);
  return pathname
    .replace(/\/[0-9a-f]{64}(?=\/|$)/g, "/{sha256}")
    .replace(/\/(AFG-)?[0-9A-Z]{6}(?=\/|$)/g, "/{id}");
}

/** What axe finds on a page as it stands, and by how many pixels it is wider than the window. */
async function look(page, rules) {
  await page.evaluate(AXE);
  const options = { preload: false, resultTypes: ["violations"], ...(rules && { runOnly: rules }) };
  return page.evaluate(async (chosen) => {
    const { violations } = await globalThis.axe.run(document, chosen);
    const { scrollWidth, clientWidth } = document.documentElement;
    return { violations, wide: scrollWidth - clientWidth };
  }, options);
}

/** One person at one browser window, with their own cookies. */
export class Person {
  /** What was read before, in this process, by name, width and script: the same page is read once. */
  static #read = new Set();

  problems = [];
  requests = [];
  #visited = new Set();
  #audited = new Set();

  /** Opens a window. `options` are Playwright's for a context. */
  static async open(browser, url, options = {}) {
    const context = await browser.newContext({ viewport: WIDE, acceptDownloads: true, baseURL: url, ...options });
    context.setDefaultTimeout(20_000);
    const person = new Person(context, url, options);
    context.on("page", (page) => person.#watch(page));
    person.page = await context.newPage();
    return person;
  }

  constructor(context, url, options) {
    this.context = context;
    this.url = url;
    this.hasScript = options.javaScriptEnabled ?? true;
    context.on("request", (request) => this.#note(request));
    context.on("response", (response) => this.#noteAnswer(response));
  }

  #note(request) {
    const url = new URL(request.url());
    this.requests.push(url);
    const isHere = url.origin === this.url || ["data:", "blob:"].includes(url.protocol);
    if (!isHere) this.problems.push(`a request to ${url.origin}`);
  }

  #noteAnswer(response) {
    const request = response.request();
    const isPage = request.isNavigationRequest();
    if (response.status() >= 400 && !isPage && request.resourceType() !== "xhr") {
      this.problems.push(`${response.status()} for ${pattern(response.url())}`);
    }
  }

  #watch(page) {
    page.on("pageerror", (error) => this.problems.push(`an error in a script: ${error.message}`));
    page.on("console", (line) => {
      // Answers that refuse are pages like others here; those that fail to load are noted above.
      if (line.type() !== "error" || line.text().startsWith("Failed to load resource")) return;
      this.problems.push(`on the console: ${line.text()}`);
    });
    page.on("framenavigated", (frame) => {
      if (frame === page.mainFrame() && frame.url().startsWith("http")) this.#visited.add(pattern(frame.url()));
    });
  }

  /** Follows an address; gives the status. */
  async go(path) {
    const answer = await this.page.goto(path);
    await this.ready();
    return answer.status();
  }

  /** Does what leads to another page, waits for it; gives its status. */
  async leadsOn(act) {
    const answered = this.page.waitForResponse((response) => {
      const isFinal = response.status() < 300 || response.status() >= 400;
      return response.request().isNavigationRequest() && isFinal;
    });
    const [answer] = await Promise.all([answered, this.page.waitForEvent("load"), act()]);
    await this.ready();
    return answer.status();
  }

  /** Presses a button or follows a link by its words. */
  async press(words, within = this.page) {
    const name = typeof words === "string" ? { name: words, exact: true } : { name: words };
    const button = within.getByRole("button", name);
    const target = (await button.count()) > 0 ? button : within.getByRole("link", name);
    return this.leadsOn(() => target.first().click());
  }

  /** Waits until every island on the page has started. */
  async ready() {
    if (this.hasScript) await this.page.waitForSelector("html[data-islands=ready]", { state: "attached" });
  }

  /** Waits until the map is drawn. */
  async mapReady() {
    await this.page.waitForSelector(".map[data-ready], .atlas__drawing[data-ready]", { timeout: 60_000 });
  }

  /** Reads the page as it stands now with axe. `what` names it in the complaint, which `leave` makes. */
  audit(what) {
    return this.auditTab(this.page, what);
  }

  /** The same for another tab of this window. */
  async auditTab(page, what) {
    const path = pattern(page.url());
    const key = [what, path, page.viewportSize().width, this.hasScript].join();
    this.#audited.add(path);
    if (Person.#read.has(key)) return;
    Person.#read.add(key);
    this.#complain(what, this.hasScript ? await look(page) : await this.#lookAtTwin(page));
  }

  /** Reads the page in the dark theme, for contrast alone: the words and their order are the same. */
  async auditDark(what) {
    // Without motion the colours are there at once.
    await this.page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    this.#complain(`${what}, dark`, await look(this.page, ["color-contrast"]));
    await this.page.emulateMedia({ colorScheme: null, reducedMotion: null });
  }

  #complain(what, { violations, wide }) {
    for (const { id, help, nodes } of violations.filter((one) => GRAVE.has(one.impact))) {
      const where = nodes.map((node) => node.target.join(" ")).slice(0, 4).join("; ");
      this.problems.push(`${what}: ${help} (axe ${id}): ${where}`);
    }
    if (wide > 0) this.problems.push(`${what} is ${wide} px wider than the window`);
  }

  /** Axe itself needs script: it reads the same page in a window that has it, without the page's own. */
  async #lookAtTwin(page) {
    const html = await page.content();
    const context = await this.context.browser().newContext({ viewport: page.viewportSize() });
    const twin = await context.newPage();
    await twin.route("**/*", (route) => {
      if (route.request().isNavigationRequest()) return route.fulfill({ contentType: "text/html", body: html });
      return route.request().resourceType() === "script" ? route.abort() : route.continue();
    });
    await twin.goto(page.url());
    const seen = await look(twin);
    await context.close();
    return seen;
  }

  /** The words of the page's main part. */
  words() {
    return this.page.locator("main").innerText();
  }

  /** Keeps a picture of the window for whoever has to find out what went wrong. */
  async keepPicture(name) {
    await mkdir(OUTPUT, { recursive: true });
    await this.page.screenshot({ path: join(OUTPUT, `${name}.png`), fullPage: true }).catch(() => {});
  }

  /** Closes the window and says everything that was wrong in it. */
  async leave() {
    await this.context.close();
    assert.deepEqual([...new Set(this.problems)], [], "nothing goes wrong behind a page");
    const unread = [...this.#visited].filter((path) => !this.#audited.has(path));
    assert.deepEqual(unread, [], "every page that was visited was audited");
  }
}
