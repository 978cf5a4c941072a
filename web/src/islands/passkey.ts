// Asks the device for a passkey, or to answer with one, and sends what it says in a field of the form.
// Everything is checked by the server; without a script the form says that it takes one.
import { make, words } from "../island.ts";

interface Challenge {
  ceremony: string;
  options: PublicKeyCredentialCreationOptionsJSON & PublicKeyCredentialRequestOptionsJSON;
}

/** Old browsers know passkeys but not how to read them from JSON. */
function isSupported(): boolean {
  return "PublicKeyCredential" in window && "parseCreationOptionsFromJSON" in PublicKeyCredential;
}

async function challenge(form: HTMLFormElement): Promise<Challenge | null> {
  const answer = await fetch(form.dataset.begin ?? "", {
    method: "POST",
    headers: { accept: "application/json" },
  });
  // The proof that the page was opened with has run out: the page asks for it again.
  if (answer.status === 403) {
    location.reload();
    return null;
  }
  if (!answer.ok) throw new Error(`asked for a passkey: ${answer.status}`);
  return (await answer.json()) as Challenge;
}

async function send(form: HTMLFormElement): Promise<void> {
  const asked = await challenge(form);
  if (!asked) return;
  const { ceremony, options } = asked;
  const credential =
    form.dataset.passkey === "add"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  const field = form.elements.namedItem(form.dataset.into ?? "");
  if (!(credential instanceof PublicKeyCredential) || !(field instanceof HTMLInputElement)) {
    throw new Error("the device gave no passkey");
  }
  // The server looks for `ceremony` first.
  field.value = JSON.stringify({ ceremony, credential: credential.toJSON() });
  form.submit();
}

export function start(element: HTMLElement): void {
  if (!(element instanceof HTMLFormElement)) return;
  const said = make("p", "field__error");
  said.setAttribute("role", "alert");
  element.append(said);
  if (!isSupported()) {
    said.textContent = words(element, "unsupported");
    return;
  }
  element.hidden = false;
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    said.textContent = "";
    send(element).catch(() => (said.textContent = words(element, "failed")));
  });
}
