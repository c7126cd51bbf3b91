import { score } from "./fuzzy.ts";

/** Something that can be done from the list of commands. */
export interface Command {
  /** Stays the same in every language; the recent ones are kept by it, in this browser only. */
  id: string;
  group: string;
  title: string;
  /** The key that does the same. */
  key?: string;
  run: () => void;
}

const RECENT = 6;
const KEPT_AT = "postroom.recent";
const SOMEWHAT = 10;

/** The commands that answer what was typed, the best first; with nothing typed the recent ones lead. */
export function ranked(all: readonly Command[], typed: string, recent: readonly string[]): Command[] {
  const age = (one: Command) => (recent.includes(one.id) ? recent.indexOf(one.id) : RECENT);
  if (!typed.trim()) return [...all].sort((a, b) => age(a) - age(b));
  return all
    .flatMap((one) => {
      const points = score(typed, one.title);
      return points === null ? [] : [{ one, points: points + (RECENT - age(one)) / RECENT * SOMEWHAT }];
    })
    .sort((a, b) => b.points - a.points)
    .map(({ one }) => one);
}

/** What was done last, the newest first. */
export function recent(): string[] {
  return (localStorage.getItem(KEPT_AT) ?? "").split(" ").filter(Boolean);
}

/** Keep that something was done. */
export function keepRecent(id: string): void {
  const next = [id, ...recent().filter((one) => one !== id)].slice(0, RECENT);
  localStorage.setItem(KEPT_AT, next.join(" "));
}
