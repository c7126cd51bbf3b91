import type { Rule } from "./types.ts";

/** Whether a pattern with `*` names this page: a path where it begins with `/`, else host and path. */
export function matches(pattern: string, { host, pathname }: URL | Location): boolean {
  const expression = pattern.replace(/\W/g, (sign) => (sign === "*" ? ".*" : `\\${sign}`));
  return new RegExp(`^${expression}$`).test(pattern[0] === "/" ? pathname : host + pathname);
}

/** Whether the widget is shown here: nowhere that a rule hides it, and where rules show it, only there (CHT-10). */
export function shownAt(rules: Rule[], here: URL | Location): boolean {
  const shows = rules.filter(({ rule }) => rule === "show");
  const fits = ({ pattern }: Rule) => matches(pattern, here);
  return !rules.some((one) => one.rule === "hide" && fits(one)) && (!shows.length || shows.some(fits));
}
