// What the server says about an upload.

/** `Repr-Digest: sha-256=:…:` (RFC 9530) in hex. */
export function digestInHex(header: string): string | null {
  const base64 = /sha-256=:([A-Za-z0-9+/=]+):/.exec(header)?.[1];
  if (!base64) return null;
  return [...atob(base64)].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}

/** The words of a refusal that trying again does not change; nothing if it may pass. */
export function refusalOf(status: number, body: string): string | null {
  if (![400, 413, 415, 460, 507].includes(status)) return null;
  try {
    const { detail } = JSON.parse(body) as { detail?: unknown };
    return typeof detail === "string" ? detail : null;
  } catch {
    return null;
  }
}
