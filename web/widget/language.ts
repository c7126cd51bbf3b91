/** The language to speak: the first of the wishes there are words for, else English. */
export function chosen(known: object, wishes: readonly (string | undefined)[]): string {
  return wishes.map((wish) => `${wish}`.slice(0, 2)).find((one) => one in known) ?? "en";
}
