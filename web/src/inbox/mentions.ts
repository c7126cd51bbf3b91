/** A colleague as notes call them. */
export interface Named {
  user_id: string;
  name: string;
}

const OPEN = /(?:^|\s)@([\p{L}\p{M}'. -]{0,40})$/u;

/** What is being typed after an @ before the caret, or null. */
export function typed(text: string, caret: number): string | null {
  return OPEN.exec(text.slice(0, caret))?.[1] ?? null;
}

/** The colleagues whose name, or a later part of it, begins with what is typed. */
export function matching<T extends Named>(people: readonly T[], begin: string): T[] {
  const wanted = begin.toLocaleLowerCase();
  const fits = (name: string) => [name, ...name.split(" ")].some((part) => part.toLocaleLowerCase().startsWith(wanted));
  return people.filter((one) => fits(one.name)).slice(0, 6);
}

/** The text with the name completed, and where the caret is then. */
export function completed(text: string, caret: number, name: string): { text: string; caret: number } {
  const begin = text.slice(0, caret).lastIndexOf("@");
  const before = `${text.slice(0, begin)}@${name} `;
  return { text: before + text.slice(caret).replace(/^ /, ""), caret: before.length };
}

/** The colleagues a text calls; of two names that begin alike the longer one counts. */
export function called(text: string, people: readonly Named[]): string[] {
  let rest = text.toLocaleLowerCase();
  const found: string[] = [];
  for (const one of people.toSorted((a, b) => b.name.length - a.name.length)) {
    const call = `@${one.name.toLocaleLowerCase()}`;
    if (!rest.includes(call)) continue;
    found.push(one.user_id);
    rest = rest.replaceAll(call, "");
  }
  return found;
}
