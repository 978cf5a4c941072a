// The code of an invitation as its link brings it along.

/** What stands behind the # of an address, if it can be a code. */
export function codeIn(hash: string): string | null {
  return /^#([0-9a-f]{64})$/.exec(hash)?.[1] ?? null;
}
