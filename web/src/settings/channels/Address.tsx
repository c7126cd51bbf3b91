import { useState } from "preact/hooks";
import type { Channel } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { linkTo } from "../opened.ts";
import { Authorise } from "./Authorise.tsx";
import { Forwarding } from "./Forwarding.tsx";
import { Elsewhere, Field, type Refusal, useRefusal, write } from "./refusing.tsx";
import { isAuthorised } from "./stages.ts";
import { Foot, type StageProps } from "./Wizard.tsx";
import { WORDS } from "./words.ts";

/** The address people write to: forwarded to one of ours, or opened to us by its provider (EML-03, EML-04). */
export function Address({ channel, done, back }: StageProps) {
  const words = spoken(WORDS);
  const { refusal, busy, doing } = useRefusal();
  const [address, setAddress] = useState(channel.address);
  const ahead = channel.next_step !== "address" && channel.next_step !== "hosted_address" && channel.next_step !== "authorisation";
  if (isAuthorised(channel)) {
    return <form onSubmit={(event) => { event.preventDefault(); done(); }}><Authorise channel={channel} /><Foot back={back} disabled={!ahead} /></form>;
  }
  const isSet = channel.hosted_address !== "" && address === channel.address;
  const save = async () => {
    if (isSet) return done();
    await doing(() => write("PUT", `/channels/${channel.channel_id}/address`, { address }, channel.version));
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <AddressField refusal={refusal} value={address} put={setAddress} />
      {isSet && <Forwarding channel={channel} />}
      <Elsewhere refusal={refusal} fields={["address"]} />
      <Foot back={back} disabled={busy} {...(isSet ? {} : { label: words.issue })} />
    </form>
  );
}

/** The address people write to; where it is taken, the pages on which it can be freed (EML-02). */
export function AddressField({ refusal, value, put }: { refusal: Refusal | null; value: string; put: (address: string) => void }) {
  const words = spoken(WORDS);
  const out = refusal?.code === "already_taken" && <><a {...linkTo("channels")}>{words.toChannels}</a> · <a {...linkTo("users")}>{words.toUsers}</a></>;
  return (
    <Field label={words.address} name="address" refusal={refusal} hint={words.addressHint} out={out}>{(more) => (
      <input {...more} type="text" inputMode="email" autocomplete="off" spellcheck={false} required maxLength={320} value={value} onInput={(event) => put(event.currentTarget.value.trim())} />)}</Field>
  );
}

/** Changes the address of a forwarded channel that is connected. */
export function AddressForm({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const { refusal, busy, doing } = useRefusal();
  const [address, setAddress] = useState(channel.address);
  const save = () => doing(() => write("PUT", `/channels/${channel.channel_id}/address`, { address }, channel.version));
  return (
    <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <AddressField refusal={refusal} value={address} put={setAddress} />
      <Elsewhere refusal={refusal} fields={["address"]} />
      <p><button type="submit" disabled={busy || address === channel.address}>{words.change}</button></p>
      <Forwarding channel={channel} />
    </form>
  );
}
