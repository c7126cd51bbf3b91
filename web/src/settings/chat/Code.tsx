import { useState } from "preact/hooks";
import { call } from "../../api/client.ts";
import type { Channel } from "../../api/types.ts";
import { tell } from "../../app/notices.ts";
import { spoken } from "../../i18n/words.ts";
import { Elsewhere, Field, useRefusal } from "../channels/refusing.tsx";
import { Copied } from "./Copied.tsx";
import { scriptOf } from "./model.ts";
import { WORDS } from "./words.ts";

/** The line that puts the chat into a site: to copy, how it is done there, and by mail to whoever does it (CHT-10). */
export function Code({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const script = scriptOf(channel);
  const host = new URL(script, location.href).origin;
  return (
    <>
      {channel.state === "connecting" && <p><small>{words.codeLater}</small></p>}
      <p>{words.codeHint}</p>
      <Copied label={words.code} text={`<script src="${script}" async></script>`} />
      <h4>{words.how}</h4>
      <div class="platforms">{words.platforms.map(([name, steps]) => <details key={name} name="platform"><summary>{name}</summary><ol class="platform">{steps.map((one) => <li key={one}>{one}</li>)}</ol></details>)}
      <details name="platform"><summary>{words.policy}</summary><p>{words.policyHint}</p><Copied label={words.policy} text={`script-src ${host}; connect-src ${host}; img-src ${host}`} /></details></div>
      <ByMail channel={channel} />
    </>
  );
}

/** Mails the code, and how it is put in, to whoever looks after the site. */
function ByMail({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const { refusal, busy, doing } = useRefusal();
  const [to, write] = useState("");
  const send = async () => {
    if (!(await doing(() => call("POST", `/channels/${channel.channel_id}/chat/code-mail`, { key: crypto.randomUUID(), body: { to } })))) return;
    tell(words.mailed);
    write("");
  };
  return (
    <form class="by-mail" onSubmit={(event) => { event.preventDefault(); void send(); }}>
      <h4>{words.byMail}</h4>
      <Field label={words.developer} name="to" refusal={refusal} hint={words.developerHint}>{(more) => <input {...more} type="email" required maxLength={320} autocomplete="off" value={to} onInput={(event) => write(event.currentTarget.value)} />}</Field>
      <Elsewhere refusal={refusal} fields={["to"]} />
      <p><button type="submit" disabled={busy}>{words.mailIt}</button></p>
    </form>
  );
}
