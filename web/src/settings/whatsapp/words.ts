import { en } from "./words-en.ts";
import { pl } from "./words-pl.ts";

/** The words of connecting and setting a number in WhatsApp. */
export const WORDS = { en, pl };
