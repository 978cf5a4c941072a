// Where typed words wait until a form went through: this tab's own storage, gone when it closes.

interface Draft {
  values: [name: string, value: string][];
  sent: boolean;
}

const PREFIX = "cairn-draft:";

/** One draft for each form on each page. */
export function draftKey(form: HTMLFormElement): string {
  return `${PREFIX}${location.pathname}#${form.id}`;
}

export function loadDraft(key: string): Draft | null {
  try {
    const text = sessionStorage.getItem(key);
    return text ? (JSON.parse(text) as Draft) : null;
  } catch {
    return null;
  }
}

export function saveDraft(key: string, draft: Draft): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // A full or forbidden storage loses the draft, not the form.
  }
}

export function dropDraft(key: string): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

/** Whether this page says that the last form was refused. */
function cameBackRefused(): boolean {
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return (entry?.responseStatus ?? 200) >= 400 || document.querySelector(".error-summary") !== null;
}

function keptKeys(): string[] {
  try {
    return Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

/** On every page: a form that was sent and did not come back refused is done with. */
export function settleDrafts(): void {
  const refused = cameBackRefused();
  for (const key of keptKeys()) {
    const draft = loadDraft(key);
    if (!draft?.sent) continue;
    if (refused) saveDraft(key, { ...draft, sent: false });
    else dropDraft(key);
  }
}
