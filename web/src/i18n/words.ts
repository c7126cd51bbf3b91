import { signal } from "@preact/signals";
import { en, type Words } from "./en.ts";

export type Language = "en" | "pl";
export const LANGUAGES: Record<Language, string> = { en: "English", pl: "Polski" };
const LOADERS: Record<Exclude<Language, "en">, () => Promise<Words>> = { pl: async () => (await import("./pl.ts")).pl };

export const language = signal<Language>("en");
const words = signal<Words>(en);

/** Speak a language from now on; the choice is kept in this browser. */
export async function speak(chosen: Language): Promise<void> {
  words.value = chosen === "en" ? en : await LOADERS[chosen]();
  language.value = chosen;
  document.documentElement.lang = chosen;
  localStorage.setItem("postroom.language", chosen);
}

/** Speak what was chosen here before, or what the browser asks for. */
export function speakAsBefore(): Promise<void> {
  const kept = localStorage.getItem("postroom.language") ?? navigator.language.slice(0, 2);
  return speak(kept === "pl" ? "pl" : "en");
}

/** The words of the chosen language; reading them in a component makes it follow the choice. */
export function t(): Words {
  return words.value;
}

/** The words of a part that is loaded later, in the chosen language: `const words = spoken(WORDS)`. */
export function spoken<T>(both: Record<Language, T>): T {
  return both[language.value];
}
