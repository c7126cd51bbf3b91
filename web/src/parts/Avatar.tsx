import { users } from "../app/people.ts";

const HUES = 12;

/** Two letters in a colour of the person's own, under the picture a colleague may have. */
export function Avatar({ name, of, small }: { name: string; of: string; small?: boolean }) {
  const picture = users.value.get(of)?.picture;
  return <span class={`avatar hue-${hue(of)}${small ? " small" : ""}`} aria-hidden="true">{letters(name)}{picture && <img key={picture} loading="lazy" alt="" onError={(event) => event.currentTarget.remove()} src={`/api/v1/users/${of}/picture?picture=${picture}`} />}</span>;
}

/** The letters that stand for a name or an address. */
export function letters(name: string): string {
  const words = name.replace(/@.*/, "").split(/[\s._-]+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...(word ?? "")][0] ?? "").join("").toUpperCase() || "?";
}

function hue(text: string): number {
  let sum = 0;
  for (const sign of text) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 9973;
  return sum % HUES;
}
