import { signal } from "@preact/signals";
import { Refused } from "../api/client.ts";
import { t } from "../i18n/words.ts";

export interface Notice {
  text: string;
  bad: boolean;
  undo?: () => void;
}

const SHOWN_FOR = 6_000;
export const notice = signal<Notice | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

/** Tell the reader in a line at the bottom; it goes by itself, unless it is an error. */
export function tell(text: string, more: { bad?: boolean; undo?: () => void } = {}): void {
  clearTimeout(timer);
  notice.value = { text, bad: more.bad ?? false, ...(more.undo ? { undo: more.undo } : {}) };
  if (!more.bad) timer = setTimeout(dismiss, SHOWN_FOR);
}

/** Take the line away. */
export function dismiss(): void {
  clearTimeout(timer);
  notice.value = null;
}

/** The words for something that went wrong: the server's own where it has some. */
export function wordsOf(error: unknown): string {
  const { away, behind, other } = t().errors;
  if (!(error instanceof Refused)) return other;
  if (error.status === 0 || error.problem.code === "unavailable") return away;
  return error.problem.code === "behind" ? behind : refusedFor(error.problem);
}

/** Why something was refused, in the reader's words; in the server's own where there are no others. */
export function refusedFor({ code = "", detail = t().errors.other }: { code?: string; detail?: string }): string {
  const { refused } = t();
  return refused[detail] ?? refused[code] ?? detail;
}

/** Do something that may be refused, and say so where it is. */
export async function attempt(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    tell(wordsOf(error), { bad: true });
    return false;
  }
}
