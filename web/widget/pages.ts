import type { Rule } from "./types.ts";

/** Whether a pattern with `*` names this page: a path where it begins with `/`, else host and path. */
export function matches(pattern: string, { host, pathname }: URL | Location): boolean {
  const expression = pattern.replace(/\W/g, (sign) => (sign === "*" ? ".*" : `\\${sign}`));
  return new RegExp(`^${expression}$`).test(pattern[0] === "/" ? pathname : host + pathname);
}

/** Whether the widget is shown here: the first rule that fits says so, and without one it is (CHT-10). */
export function shownAt(rules: Rule[], here: URL | Location): boolean {
  return rules.find(({ pattern }) => matches(pattern, here))?.rule !== "hide";
}
