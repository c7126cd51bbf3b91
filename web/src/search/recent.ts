import { signal } from "@preact/signals";

const KEY = "postroom.searches";
const MOST = 8;

/** What was looked for in this browser, the newest first; it is kept nowhere else. */
export const recent = signal<readonly string[]>(kept());

/** Remember what was looked for. */
export function remember(text: string): void {
  const said = text.trim();
  if (said) keep([said, ...recent.value.filter((one) => one !== said)].slice(0, MOST));
}

/** Forget all of it. */
export const forget = () => keep([]);

function keep(searches: readonly string[]): void {
  recent.value = searches;
  localStorage.setItem(KEY, JSON.stringify(searches));
}

function kept(): string[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(read) ? read.filter((one): one is string => typeof one === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}
