import type { Submission, SubmittedValue } from "../../api/types.ts";

export interface Column {
  name: string;
  label: string;
  hidden: boolean;
  known: boolean;
}

/** The columns for what a page of submissions of one form brought: its fields in the newest's order, unknown ones last. */
export function columnsOf(items: readonly Submission[]): Column[] {
  const found = new Map<string, Column>();
  for (const item of items) for (const { name, label, hidden, known } of item.values) if (!found.has(name)) found.set(name, { name, label, hidden, known });
  const all = [...found.values()];
  return [...all.filter((one) => one.known), ...all.filter((one) => !one.known)];
}

/** What was sent in a field, as one line. */
export const lineOf = (values: readonly SubmittedValue[], name: string): string => values.find((one) => one.name === name)?.values.join(", ") ?? "";

/** The first moment of a day by this browser's clock; of the day after it with `after`. Empty stays empty. */
export function momentOf(day: string, after = 0): string {
  const [year, month, date] = day.split("-").map(Number);
  return year && month && date ? new Date(year, month - 1, date + after).toISOString() : "";
}
