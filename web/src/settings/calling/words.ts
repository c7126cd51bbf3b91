import { en } from "./words-en.ts";
import { pl } from "./words-pl.ts";

/** The words of connecting and setting a telephone line. */
export const WORDS = { en, pl };
