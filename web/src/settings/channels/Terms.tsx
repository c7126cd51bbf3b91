import { useState } from "preact/hooks";
import type { SharingTerms } from "../../api/types.ts";
import { full } from "../../app/moments.ts";
import { users } from "../../app/people.ts";
import { language, spoken } from "../../i18n/words.ts";
import { useRead } from "../reading.ts";
import { Elsewhere, useRefusal, write } from "./refusing.tsx";
import { Foot, type StageProps } from "./Wizard.tsx";
import { WORDS } from "./words.ts";

type Accepted = { text_version: string; text_hash: string; language: string; accepted_by: string; accepted_at: string };

/** The terms for sharing the mailbox, word for word; who accepted which text is recorded (EML-06). */
export function Terms({ channel, done, back }: StageProps) {
  const words = spoken(WORDS);
  const { found: terms, failed } = useRead<SharingTerms>(`/sharing-terms?language=${language.value}`, /^terms\./);
  const { refusal, busy, doing } = useRefusal();
  const had = channel.terms as Accepted | null;
  const [agreed, agree] = useState(had !== null);
  if (!terms) return <p role={failed ? "alert" : "status"}>{failed || words.loading}</p>;
  const save = async () => {
    if (had?.text_hash === terms.sha256) return done();
    const body = { text_version: terms.version, text_hash: terms.sha256, language: terms.language };
    if (await doing(() => write("PUT", `/channels/${channel.channel_id}/terms`, body, channel.version))) done();
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <div class="terms" role="region" tabIndex={0} aria-label={terms.title} lang={terms.language}>
        <h4>{terms.title}</h4>
        {terms.text.trim().split("\n\n").map((part, index) => <p key={index}>{part}</p>)}
      </div>
      <p><small>{words.version(terms.version)} <span class="hash">SHA-256 {terms.sha256.slice(0, 16)}…</span></small></p>
      {had && <p role="status"><small>{words.accepted(users.value.get(had.accepted_by.replace(/^user:/, ""))?.name ?? words.somebody, full(had.accepted_at), had.text_version)}</small></p>}
      <label class="check"><input type="checkbox" required checked={agreed} onChange={(event) => agree(event.currentTarget.checked)} />{words.agree}</label>
      <Elsewhere refusal={refusal} fields={[]} />
      <Foot back={back} disabled={busy} />
    </form>
  );
}
