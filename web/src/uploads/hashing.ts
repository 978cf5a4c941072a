// Asks the worker for digests. Where there are no workers the answer is nothing, and the server's
// own digest stands alone.

export class Hashing {
  private worker: Worker | null = null;
  private readonly asked = new Map<number, (sha256: string | null) => void>();
  private next = 0;

  /** SHA-256 of a file in hex, when it is computed; nothing if it cannot be. */
  of(file: File): Promise<string | null> {
    const worker = this.start();
    if (!worker) return Promise.resolve(null);
    this.next += 1;
    const id = this.next;
    return new Promise((resolve) => {
      this.asked.set(id, resolve);
      worker.postMessage({ id, file });
    });
  }

  private start(): Worker | null {
    if (this.worker) return this.worker;
    try {
      const address = new URL(ASSETS["hash-worker.js"] ?? "", import.meta.url);
      this.worker = new Worker(address, { type: "module" });
    } catch {
      return null;
    }
    this.worker.addEventListener("message", (event: MessageEvent<{ id: number; sha256: string | null }>) => {
      this.asked.get(event.data.id)?.(event.data.sha256);
      this.asked.delete(event.data.id);
    });
    this.worker.addEventListener("error", () => this.giveUp());
    return this.worker;
  }

  /** An old browser without module workers. */
  private giveUp(): void {
    for (const resolve of this.asked.values()) resolve(null);
    this.asked.clear();
  }
}
