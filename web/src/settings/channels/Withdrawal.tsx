import { useState } from "preact/hooks";
import type { Channel, ChannelWithdrawalWords, WithdrawalWords } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { useHeld } from "../held.ts";
import { useRead } from "../reading.ts";
import { inTurn } from "../turns.ts";
import { wordsIn } from "../whatsapp/model.ts";
import { HeldForm } from "./HeldForm.tsx";
import { WORDS as PRIVACY } from "./privacy-words.ts";
import { Field, type Refusal } from "./refusing.tsx";
import { WORDS } from "./withdrawal-words.ts";

/** By which words, by language, people take their consent back in a message, and what they are told then (PRV-05). */
export function Withdrawal({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const path = `/channels/${channel.channel_id}/consent/words`;
  const { found, failed, again } = useRead<ChannelWithdrawalWords>(path, /^channel\.consent_(words_)?set$/);
  return (
    <section class="privacy-words" aria-labelledby="privacy-words">
      <h3 id="privacy-words">{words.title}</h3>
      <p><small>{words.hint} {channel.kind === "whatsapp" && words.other}</small></p>
      {found ? <Spoken key={found.channel_id} path={path} known={found} read={again} /> : failed ? <p class="refused" role="alert">{failed}</p> : <p role="status" aria-busy="true">{words.loading}</p>}
    </section>
  );
}

function Spoken({ path, known, read }: { path: string; known: ChannelWithdrawalWords; read: () => Promise<void> }) {
  const words = spoken(WORDS);
  const { languages } = spoken(PRIVACY);
  const draft = useHeld<WithdrawalWords>({ words: known.words, replies: known.replies }, known.version, (body, version) => inTurn("PUT", path, { body, version }), read);
  const { words: said, replies } = draft.value;
  const nameOf = (one: string) => languages[one] ?? one;
  const spokenIn = Object.keys(said);
  const missing = Object.keys(languages).filter((one) => !(one in said));
  const without = <T,>(all: Record<string, T>, gone: string) => Object.fromEntries(Object.entries(all).filter(([one]) => one !== gone));
  const fine = spokenIn.every((one) => said[one]?.length && replies[one]?.trim());
  return (
    <HeldForm draft={draft} named={["words", "replies"]} fine={fine} saved={words.saved} words={words} fields={(refusal) => <>
      {spokenIn.map((one, index) => (
        <div key={one} class="privacy-text">
          <Lines label={words.words(nameOf(one))} name={index === 0 ? "words" : `words-${one}`} refusal={refusal} value={said[one] ?? []} put={(lines) => draft.put({ words: { ...said, [one]: lines } })} />
          <Field label={words.reply(nameOf(one))} name={index === 0 ? "replies" : `replies-${one}`} refusal={refusal} hint={words.replyHint}>{(more) => (
            <textarea {...more} rows={2} lang={one} required maxLength={2000} value={replies[one] ?? ""} onInput={(event) => draft.put({ replies: { ...replies, [one]: event.currentTarget.value } })} />)}</Field>
          {spokenIn.length > 1 && <p><button type="button" onClick={() => draft.put({ words: without(said, one), replies: without(replies, one) })}>{words.remove(nameOf(one))}</button></p>}
        </div>
      ))}
      {missing.length > 0 && <label>{words.add} <select value="" onChange={(event) => { const one = event.currentTarget.value; if (one) draft.put({ words: { ...said, [one]: [] }, replies: { ...replies, [one]: "" } }); }}>
        <option value="">{words.language}</option>{missing.map((one) => <option key={one} value={one}>{nameOf(one)}</option>)}</select></label>}
    </>} />
  );
}

/** Words, one a line; while they are typed an empty line may stand there. */
function Lines({ label, name, refusal, value, put }: { label: string; name: string; refusal: Refusal | null; value: readonly string[]; put: (words: string[]) => void }) {
  const [typed, type] = useState(value.join("\n"));
  const kept = value.join("\n");
  const shown = wordsIn(typed).join("\n") === kept ? typed : kept;
  return <Field label={label} name={name} refusal={refusal} hint={spoken(WORDS).oneEach}>{(more) => <textarea {...more} rows={3} required value={shown} onInput={(event) => { type(event.currentTarget.value); put(wordsIn(event.currentTarget.value)); }} />}</Field>;
}
