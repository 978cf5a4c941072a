// A lead's first day: an invitation, a second factor that cannot be passed by, a session that is
// ended from elsewhere, and a page that asks again. An admin's passkey, in the browser's own device.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import test from "node:test";

import { PHONE_SIZE, PSEUDO_RTL, Person, launch } from "./browser.mjs";
import { serveTeam } from "./server.mjs";
import { inOrder, signIn } from "./story.mjs";

const PASSWORD = "three stones and a bit of snow";
const ADA = { email: "ada@example.org", name: "Ada", password: PASSWORD, roles: { AFG: "admin" } };
const TEAM = { projects: [{ code: "AFG", name: "Attacks in Afghanistan" }], people: [ADA], secondFactor: "lead,admin" };
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** What an authenticator app shows (RFC 6238). */
function code(seed, atMs = Date.now()) {
  const bits = [...seed].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(atMs / 30_000)));
  const mac = createHmac("sha1", key).update(step).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Sets the second factor up on the page that asks for it; gives seed and recovery codes. */
async function setUp(person, name) {
  const { page } = person;
  await page.getByText("It cannot be read").click();
  const seed = (await page.locator("p.mono").innerText()).replaceAll(" ", "");
  await person.audit(`setting up a second factor, ${name}`);
  await page.getByRole("textbox", { name: "Code" }).fill(code(seed));
  assert.equal(await person.press("Turn the second factor on"), 200);
  const codes = await page.locator("ol.mono li").allInnerTexts();
  assert.equal(codes.length, 10);
  await person.audit("recovery codes");
  return { seed, codes };
}

test("accounts", async (t) => {
  const [instance, browser] = await Promise.all([serveTeam(TEAM), launch()]);
  const { url } = instance;
  const windows = [];
  const open = async (options) => {
    windows.push(await Person.open(browser, url, options));
    return windows.at(-1);
  };
  t.after(async () => {
    await browser.close();
    await instance.stop();
  });
  const step = inOrder(t, () => windows);
  let ada, phone, lea, link, codes;

  await step("an admin meets the second factor before anything else", async () => {
    ada = await open();
    await ada.go("/login");
    assert.equal(await signIn(ada, ADA.email, PASSWORD), 200);
    await ada.page.getByRole("heading", { name: "Set up a second factor" }).waitFor();
    await ada.go("/projects/AFG/members");
    await ada.page.getByRole("heading", { name: "Set up a second factor" }).waitFor();
    await ada.keepPicture("second-factor");
    await setUp(ada, "wide");
    await ada.keepPicture("recovery-codes");
    await ada.page.getByRole("link", { name: "I have kept them" }).click();
  });

  await step("the admin makes an invitation", async () => {
    assert.equal(await ada.go("/projects/AFG/members"), 200);
    await ada.page.locator("#role").selectOption("lead");
    await ada.page.getByLabel("For whom").fill("For Lea");
    assert.equal(await ada.press("Make the link"), 200);
    link = (await ada.page.locator("p.mono").innerText()).match(/\/join#[0-9a-f]{64}/)[0];
    await ada.audit("members and invitations");
    await ada.keepPicture("members");
  });

  await step("a lead joins on a phone, and a weak password loses nothing", async () => {
    phone = await open({ viewport: PHONE_SIZE });
    assert.equal(await phone.go(link), 200);
    await phone.page.getByLabel("Name").fill("Lea");
    await phone.ready();
    assert.equal(phone.page.url(), `${url}/join`, "the code is in no address");
    assert.ok(phone.requests.every((request) => !request.href.includes(link.slice(-64))));
    await phone.audit("an invitation");
    await phone.page.getByLabel("Email").fill("lea@example.org");
    await phone.page.getByLabel("Password").fill("lealealealealealea");
    assert.equal(await phone.press("Join"), 422);
    assert.equal(await phone.page.getByLabel("Name").inputValue(), "Lea");
    await phone.audit("an invitation, refused");
    await phone.keepPicture("invitation");
    await phone.page.getByLabel("Password").fill(PASSWORD);
    assert.equal(await phone.press("Join"), 200);
    await phone.page.getByRole("heading", { name: "Set up a second factor" }).waitFor();
    await phone.keepPicture("second-factor-phone");
    ({ codes } = await setUp(phone, "phone"));
    await phone.page.getByRole("link", { name: "I have kept them" }).click();
    await phone.page.getByText("Attacks in Afghanistan").waitFor();
  });

  await step("the invitation is good for nobody else", async () => {
    const late = await open({ javaScriptEnabled: false });
    assert.equal(await late.go(link), 200);
    await late.audit("the code of an invitation, pasted");
    await late.page.getByLabel("Code of the invitation").fill(link);
    assert.equal(await late.press("Go on"), 410);
    await late.audit("an invitation that was used");
  });

  await step("elsewhere the password is not enough; a recovery code is, once", async () => {
    lea = await open();
    await lea.go("/login");
    assert.equal(await signIn(lea, "lea@example.org", PASSWORD), 200);
    await lea.page.getByRole("heading", { name: "The code from your app" }).waitFor();
    await lea.audit("the code at sign-in");
    await lea.page.getByRole("textbox", { name: "Code" }).fill("123456");
    assert.equal(await lea.press("Sign in"), 401);
    await lea.page.getByRole("textbox", { name: "Code" }).fill(codes[0]);
    assert.equal(await lea.press("Sign in"), 200);
    await lea.page.getByRole("heading", { name: "Your projects" }).waitFor();
  });

  await step("the account lists both and ends the other at once", async () => {
    await lea.go("/account");
    await lea.audit("one's own account");
    await lea.auditDark("one's own account");
    await lea.keepPicture("account");
    await lea.page.getByRole("button", { name: /^End / }).first().click();
    await lea.page.getByText("The session is ended.").waitFor();
    await phone.go("/projects");
    assert.equal(new URL(phone.page.url()).pathname, "/login");
    await lea.go(`/account?lang=${PSEUDO_RTL}`);
    await lea.audit("one's own account, right to left");
    await lea.keepPicture("account-rtl");
  });
});

/** A device inside the browser that holds passkeys and is always willing. */
async function plugIn(person) {
  const device = await person.context.newCDPSession(person.page);
  await device.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  };
  const { authenticatorId } = await device.send("WebAuthn.addVirtualAuthenticator", { options });
  /** Puts a copy of the passkey in its place, as it was when it was made. */
  const copyBack = async () => {
    const { credentials } = await device.send("WebAuthn.getCredentials", { authenticatorId });
    const [credential] = credentials;
    await device.send("WebAuthn.removeCredential", { authenticatorId, credentialId: credential.credentialId });
    await device.send("WebAuthn.addCredential", { authenticatorId, credential: { ...credential, signCount: 0 } });
  };
  return { copyBack };
}

test("passkeys", async (t) => {
  const [instance, browser] = await Promise.all([serveTeam(TEAM), launch()]);
  // Browsers bind passkeys to names, not to numbers.
  const url = instance.url.replace("127.0.0.1", "localhost");
  let ada, device, codes;
  t.after(async () => {
    await browser.close();
    await instance.stop();
  });
  const step = inOrder(t, () => (ada ? [ada] : []));
  const signOut = async () => {
    await ada.page.locator("details.menu summary").click();
    await ada.press("Sign out");
    await ada.go("/login");
  };

  await step("an admin adds a passkey in the place of codes", async () => {
    ada = await Person.open(browser, url);
    device = await plugIn(ada);
    await ada.go("/login");
    await ada.audit("the sign-in page with passkeys");
    assert.equal(await signIn(ada, ADA.email, PASSWORD), 200);
    await ada.audit("setting up a second factor, or a passkey");
    await ada.press("Use a passkey instead");
    await ada.audit("no passkeys yet");
    await ada.page.getByLabel("Name").fill("Laptop");
    assert.equal(await ada.press("Add a passkey"), 200);
    codes = await ada.page.locator("ol.mono li").allInnerTexts();
    assert.equal(codes.length, 10);
    await ada.audit("recovery codes after a passkey");
    await ada.press("I have kept them");
    await ada.audit("the projects of an admin");
  });

  await step("it signs in by itself, and after the password", async () => {
    await signOut();
    assert.equal(await ada.press("Sign in with a passkey"), 200);
    await ada.page.getByRole("heading", { name: "Your projects" }).waitFor();
    await signOut();
    assert.equal(await signIn(ada, ADA.email, PASSWORD), 200);
    await ada.audit("a passkey after the password");
    await ada.keepPicture("passkey-after-password");
    assert.equal(await ada.press("Use a passkey"), 200);
    await ada.page.getByRole("heading", { name: "Your projects" }).waitFor();
  });

  await step("it is listed, and the last one stays", async () => {
    await ada.go("/account");
    await ada.audit("one's own account with a passkey");
    assert.equal(await ada.press("One passkey"), 200);
    await ada.page.getByRole("rowheader", { name: "Laptop" }).waitFor();
    assert.equal(await ada.press(/^Remove/), 422);
    await ada.page.getByText("this is your only one").first().waitFor();
    await ada.audit("the last passkey stays");
    await ada.auditDark("one's own passkeys");
    await ada.keepPicture("passkeys");
    // A form that was refused cannot be loaded again.
    await ada.go("/account/passkeys");
  });

  await step("a copy is refused, and so is the original from then on", async () => {
    await signOut();
    await device.copyBack();
    assert.equal(await ada.press("Sign in with a passkey"), 401);
    await ada.page.getByText("may have been copied").first().waitFor();
    await ada.audit("a copied passkey");
    assert.equal(await signIn(ada, ADA.email, PASSWORD), 200);
    await ada.page.getByRole("textbox", { name: "Recovery code" }).fill(codes[0]);
    assert.equal(await ada.press("Sign in"), 200);
    await ada.go("/account/passkeys");
    await ada.page.getByText("Refused: may have been copied").waitFor();
    await ada.audit("a refused passkey");
  });
});
