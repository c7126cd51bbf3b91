import { useState } from "preact/hooks";
import { call } from "../../api/client.ts";
import type { Channel } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { Elsewhere, Field, useRefusal } from "./refusing.tsx";
import { WORDS } from "./words.ts";

/** Asks the mailbox's provider to let us in, by going there and coming back (EML-03). */
export function Authorise({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const { refusal, busy, doing } = useRefusal();
  const [shared, share] = useState("");
  const provider = words.providers[channel.provider] ?? channel.provider;
  const begin = () => doing(async () => {
    const { url } = await call<{ url: string }>("POST", `/channels/${channel.channel_id}/authorisation`, { key: crypto.randomUUID(), body: { address: shared } });
    location.assign(url);
  });
  const due = channel.next_step === "authorisation";
  const cameBack = new URLSearchParams(location.search).get("authorisation");
  return (
    <>
      {!due && channel.address && <p role="status" class={channel.cause ? "" : "good"}>{words.authorised(channel.address, provider)}</p>}
      <p>{words.authoriseHint(provider)}</p>
      {channel.provider === "office365" && due && <Field label={words.shared} name="address" refusal={refusal} hint={words.sharedHint}>{(more) => (
        <input {...more} type="text" inputMode="email" autocomplete="off" spellcheck={false} maxLength={320} value={shared} onInput={(event) => share(event.currentTarget.value.trim())} />)}</Field>}
      <p><button type="button" class={due || channel.cause ? "main" : ""} disabled={busy} onClick={() => void begin()}>{due ? words.authorise(provider) : words.authoriseAgain(provider)}</button></p>
      {cameBack && !refusal && <p class="refused" role="alert">{words.cameBack[cameBack] ?? words.cameBack["provider_refused"]}</p>}
      <Elsewhere refusal={refusal} fields={channel.provider === "office365" && due ? ["address"] : []} />
    </>
  );
}
