/** A list with one of it at another place. */
export function placed<T>(stages: readonly T[], from: number, to: number): T[] {
  const others = stages.filter((_, index) => index !== from);
  const one = stages[from];
  return one && to >= 0 && to < stages.length ? others.toSpliced(to, 0, one) : [...stages];
}

/** A key for a new stage: of its name, and no other stage's, removed ones included. */
export function keyOf(name: string, taken: readonly string[], otherwise = "stage"): string {
  const plain = name.normalize("NFKD").toLowerCase().replaceAll(/[^a-z0-9]+/g, "_").replaceAll(/^_+|_+$/g, "").slice(0, 60) || otherwise;
  for (let n = 1; ; n++) {
    const key = n === 1 ? plain : `${plain}_${n}`;
    if (!taken.includes(key)) return key;
  }
}
