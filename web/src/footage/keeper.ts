// Keeping a frame: the server decodes it from the original. The answer is the page itself, from
// which the list of kept frames is taken over; what was typed elsewhere on the page stays.

interface Problem {
  detail?: string;
  title?: string;
  errors?: { message: string }[];
}

export class Keeper {
  constructor(
    private readonly address: string,
    private readonly listId: string,
  ) {}

  /** Keeps a frame by its number as people count, from 1. The error's message is a sentence, or empty. */
  async keep(number: number): Promise<void> {
    const answer = await fetch(this.address, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ frame: String(number) }),
    });
    if (!answer.ok) throw new Error(await sentence(answer));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(this.listId);
    const old = document.getElementById(this.listId);
    if (fresh && old) old.replaceWith(document.importNode(fresh, true));
    document.dispatchEvent(new Event("cairn:kept"));
  }
}

async function sentence(answer: Response): Promise<string> {
  try {
    const problem = (await answer.json()) as Problem;
    return problem.errors?.[0]?.message ?? problem.detail ?? problem.title ?? "";
  } catch {
    return "";
  }
}
