import type en from "./words/en.json";

export type Words = typeof en;
/** Say a word of the translation file, with what belongs where it has braces. */
export type Say = (word: keyof Words, given?: string) => string;

export function saying(words: Words): Say {
  return (word, given = "") => words[word].replace("{}", given);
}
