// Months as the timeline counts them: `2022-09`.

/** The first day of a month, as a date input wants it. */
export function firstDay(month: string): string {
  return `${month}-01`;
}

/** The last day of a month. */
export function lastDay(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  // Day 0 of the next month is the last of this one.
  const day = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return `${month}-${String(day).padStart(2, "0")}`;
}

/** Two months in the order of time. */
export function inOrder(a: string, b: string): [string, string] {
  return a <= b ? [a, b] : [b, a];
}
