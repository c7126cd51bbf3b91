import { useEffect, useRef, useState } from "preact/hooks";
import { call } from "../../api/client.ts";
import type { Channel } from "../../api/types.ts";
import { readPeople } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { Elsewhere, useRefusal } from "../channels/refusing.tsx";
import { Copied } from "./Copied.tsx";
import { EXAMPLES } from "./examples.ts";
import { hasSecret } from "./model.ts";
import { PartForm } from "./PartForm.tsx";
import { WORDS } from "./words.ts";

/** Whether visitors must be named by a token that the site signs, and the secret it signs with, shown once (CHT-10, SE-03). */
export function Identity({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const there = hasSecret(channel);
  return (
    <>
      <p>{words.identityHint}</p>
      <Secret channel={channel} there={there} />
      <PartForm channel={channel} part="identity" named={[]} plain fields={({ value, put }) => (
        <label class="check"><input type="checkbox" checked={value.required} disabled={!there && !value.required} onChange={(event) => put({ required: event.currentTarget.checked })} />{words.required}</label>
      )} />
      {EXAMPLES.map(([name, code]) => <details key={name}><summary>{name}</summary><Copied label={words.exampleIn(name)} text={code} /></details>)}
    </>
  );
}

/** Makes a secret, and shows it this once. */
function Secret({ channel, there }: { channel: Channel; there: boolean }) {
  const words = spoken(WORDS);
  const { refusal, busy, doing } = useRefusal();
  const [secret, show] = useState("");
  const box = useRef<HTMLDivElement>(null);
  const make = () => doing(async () => {
    const made = await call<{ secret: string }>("POST", `/channels/${channel.channel_id}/chat/identity/rotate`, { key: crypto.randomUUID() });
    show(made.secret);
    await readPeople();
  });
  useEffect(() => { if (secret) box.current?.focus(); }, [secret]);
  const ask = () => { if (!there || confirm(words.sureRotate)) void make(); };
  return (
    <>
      <p class="line-of"><span>{there ? words.secretThere : words.noSecret}</span><button type="button" disabled={busy} onClick={ask}>{there ? words.rotate : words.makeSecret}</button></p>
      <Elsewhere refusal={refusal} fields={[]} />
      {secret && <div class="secret" ref={box} tabIndex={-1} role="group" aria-label={words.secret}><p>{words.secretOnce}</p><Copied label={words.secret} text={secret} /></div>}
    </>
  );
}
