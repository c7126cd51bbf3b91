import { useState } from "preact/hooks";
import { call } from "../../api/client.ts";
import type { Channel, NumbersOnOffer, OfferedNumber } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { Elsewhere, Field, useRefusal } from "../channels/refusing.tsx";
import { numberOf } from "./model.ts";
import { WORDS } from "./words.ts";

interface Given {
  channel: Channel;
  /** Whether it is what comes next. */
  due: boolean;
  label: string;
  /** Called with the numbers of the account; what it throws is said here. */
  found: (numbers: OfferedNumber[]) => Promise<void> | void;
}

/** The WhatsApp Business Account and the token that lets us in there; it answers with the account's numbers (WAB-01). */
export function Account({ channel, due, label, found }: Given) {
  const words = spoken(WORDS);
  const { refusal, busy, doing } = useRefusal(words.refusals);
  const [waba, setWaba] = useState(numberOf(channel).waba_id);
  const [token, setToken] = useState("");
  const look = () => doing(async () => {
    const body = { waba_id: waba.trim(), access_token: token.trim() };
    const { numbers } = await call<NumbersOnOffer>("PUT", `/channels/${channel.channel_id}/whatsapp/account`, { body, key: crypto.randomUUID() });
    setToken("");
    await found(numbers);
  });
  return (
    <form onSubmit={(event) => { event.preventDefault(); void look(); }}>
      <Field label={words.waba} name="waba_id" refusal={refusal} hint={words.wabaHint}>{(more) => <input {...more} required inputMode="numeric" pattern="\s*\d{1,64}\s*" autocomplete="off" value={waba} onInput={(event) => setWaba(event.currentTarget.value)} />}</Field>
      <Field label={words.token} name="access_token" refusal={refusal} hint={words.tokenHint}>{(more) => <input {...more} required type="password" maxLength={4096} autocomplete="off" value={token} onInput={(event) => setToken(event.currentTarget.value)} />}</Field>
      <details><summary>{words.where}</summary><ol class="wa-where">{words.wheres.map((one) => <li key={one}>{one}</li>)}</ol></details>
      <Elsewhere refusal={refusal} fields={["waba_id", "access_token"]} />
      <p><button type="submit" class={due ? "main" : ""} disabled={busy || !waba.trim() || !token.trim()}>{label}</button></p>
    </form>
  );
}
