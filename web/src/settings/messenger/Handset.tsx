import { spoken } from "../../i18n/words.ts";
import { WORDS } from "./words.ts";
import "./messenger.css";

interface Shown {
  /** Who answers, and by what. */
  name: string;
  by: "Messenger" | "WhatsApp";
  lines: readonly { text: string; ours: boolean }[];
  /** What is said below. */
  note: string;
}

/** A phone with the beginning of a conversation, as whoever writes sees it. */
export function Handset({ name, by, lines, note }: Shown) {
  const words = spoken(WORDS);
  return (
    <section class="said-preview" aria-label={words.preview}>
      <h4>{words.preview}</h4>
      <div class={`phone ${by.toLowerCase()}`}>
        <p class="phone-head"><span class="phone-face" aria-hidden="true">{[...name][0]?.toUpperCase()}</span><span><strong>{name}</strong><br /><small>{by}</small></span></p>
        <p class="phone-day">{words.now}</p>
        <ol>{lines.map(({ text, ours }, index) => <li key={index} class={ours ? "ours" : "theirs"}>{text}</li>)}</ol>
        <p class="phone-write" aria-hidden="true">{words.writeHere}</p>
      </div>
      <p role="status"><small>{note}</small></p>
    </section>
  );
}
