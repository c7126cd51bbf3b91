import { en } from "./words-en.ts";
import { pl } from "./words-pl.ts";

/** The words of connecting and setting chats. */
export const WORDS = { en, pl };
