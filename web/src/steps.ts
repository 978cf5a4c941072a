// The steps somebody took in a form, back and forth. One step is what happened between two pauses.
import { type Values, isSame } from "./form-values.ts";

/** More than anybody walks back, and little to hold. */
const MOST = 100;

export class Steps {
  private readonly behind: Values[] = [];
  private readonly ahead: Values[] = [];

  constructor(private now: Values) {}

  get canGoBack(): boolean {
    return this.behind.length > 0;
  }

  get canGoForth(): boolean {
    return this.ahead.length > 0;
  }

  /** A new step; what was taken back before it is gone. */
  note(values: Values): void {
    if (isSame(values, this.now)) return;
    this.behind.push(this.now);
    if (this.behind.length > MOST) this.behind.shift();
    this.ahead.length = 0;
    this.now = values;
  }

  back(): Values | null {
    return this.walk(this.behind, this.ahead);
  }

  forth(): Values | null {
    return this.walk(this.ahead, this.behind);
  }

  private walk(from: Values[], to: Values[]): Values | null {
    const values = from.pop();
    if (!values) return null;
    to.push(this.now);
    this.now = values;
    return values;
  }
}
