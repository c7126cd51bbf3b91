import { spoken } from "../../i18n/words.ts";
import { Handset } from "./Handset.tsx";
import { WORDS } from "./words.ts";

/** A phone with the beginning of a conversation in Messenger, as whoever writes to the page sees it (MSG-05). */
export function Phone({ page, answers: all }: { page: string; answers: readonly string[] }) {
  const words = spoken(WORDS);
  const name = page || words.yourPage;
  const answers = all.map((one) => one.trim()).filter(Boolean);
  const lines = [{ text: words.example, ours: false }, ...answers.map((text) => ({ text, ours: true }))];
  return <Handset name={name} by="Messenger" lines={lines} note={answers.length === 0 ? words.nothing : words.sentAs(name)} />;
}
