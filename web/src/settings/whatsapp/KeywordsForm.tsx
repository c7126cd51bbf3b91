import { useState } from "preact/hooks";
import type { Channel } from "../../api/types.ts";
import { readPeople } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { HeldForm } from "../channels/HeldForm.tsx";
import { Field, type Refusal } from "../channels/refusing.tsx";
import { useHeld } from "../held.ts";
import { Handset } from "../messenger/Handset.tsx";
import { inTurn } from "../turns.ts";
import { type Keywords, keywordsOf, numberOf, wordsIn } from "./model.ts";
import { WORDS } from "./words.ts";

const NAMED = ["opt_in", "opt_out", "opt_in_reply", "opt_out_reply"] as const;

/** The words by which people opt in and out, and what they are told then, beside the phone that shows it (WAB-03). */
export function KeywordsForm({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const path = `/channels/${channel.channel_id}/whatsapp/keywords`;
  const draft = useHeld<Keywords>(keywordsOf(channel), channel.version, (body, version) => inTurn("PUT", path, { key: crypto.randomUUID(), body, version }), readPeople);
  const { opt_in: ins, opt_out: outs, opt_in_reply: inReply, opt_out_reply: outReply } = draft.value;
  const said = (word: string | undefined, reply: string) => (word ? [{ text: word, ours: false }, ...(reply.trim() ? [{ text: reply.trim(), ours: true }] : [])] : []);
  const lines = [...said(outs[0], outReply), ...said(ins[0], inReply)];
  const { display_number: number, verified_name: called } = numberOf(channel);
  const reply = (label: string, name: "opt_in_reply" | "opt_out_reply", refusal: Refusal | null) => (
    <Field label={label} name={name} refusal={refusal} hint={words.replyHint}>{(more) => <textarea {...more} rows={2} maxLength={4096} value={draft.value[name]} onInput={(event) => draft.put({ [name]: event.currentTarget.value })} />}</Field>
  );
  return (
    <>
      <p><small>{words.keywordsHint}</small></p>
      <div class="said-sides">
        <HeldForm draft={draft} named={NAMED} fine={outs.length > 0} saved={words.saved} words={words} fields={(refusal) => <>
          <Words label={words.optOut} name="opt_out" refusal={refusal} value={outs} put={(opt_out) => draft.put({ opt_out })} />
          {reply(words.optOutReply, "opt_out_reply", refusal)}
          <Words label={words.optIn} name="opt_in" refusal={refusal} value={ins} put={(opt_in) => draft.put({ opt_in })} />
          {reply(words.optInReply, "opt_in_reply", refusal)}
        </>} />
        <Handset name={called || number} by="WhatsApp" lines={lines} note={inReply.trim() || outReply.trim() ? words.said(called || number) : words.nothingSaid} />
      </div>
    </>
  );
}

/** Words, one a line; while they are typed an empty line may stand there. */
function Words({ label, name, refusal, value, put }: { label: string; name: string; refusal: Refusal | null; value: readonly string[]; put: (words: string[]) => void }) {
  const [typed, type] = useState(value.join("\n"));
  const kept = value.join("\n");
  const shown = wordsIn(typed).join("\n") === kept ? typed : kept;
  return <Field label={label} name={name} refusal={refusal} hint={spoken(WORDS).oneEach}>{(more) => <textarea {...more} rows={3} value={shown} onInput={(event) => { type(event.currentTarget.value); put(wordsIn(event.currentTarget.value)); }} />}</Field>;
}
