import { spoken } from "../../i18n/words.ts";
import type { Said } from "./model.ts";
import { WORDS } from "./words.ts";

/** A phone with the beginning of a conversation in Messenger, as whoever writes to the page sees it (MSG-05). */
export function Phone({ page, said }: { page: string; said: Said }) {
  const words = spoken(WORDS);
  const name = page || words.yourPage;
  const answers = [said.greeting.trim(), said.instant_reply.on ? said.instant_reply.text.trim() : ""].filter(Boolean);
  return (
    <section class="said-preview" aria-label={words.preview}>
      <h4>{words.preview}</h4>
      <div class="phone">
        <p class="phone-head"><span class="phone-face" aria-hidden="true">{[...name][0]?.toUpperCase()}</span><span><strong>{name}</strong><br /><small>Messenger</small></span></p>
        <p class="phone-day">{words.now}</p>
        <ol>
          <li class="theirs">{words.example}</li>
          {answers.map((text, index) => <li key={index} class="ours">{text}</li>)}
        </ol>
        <p class="phone-write" aria-hidden="true">{words.writeHere}</p>
      </div>
      <p role="status"><small>{answers.length === 0 ? words.nothing : words.sentAs(name)}</small></p>
    </section>
  );
}
