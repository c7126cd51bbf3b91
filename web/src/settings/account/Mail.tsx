import { useRef, useState } from "preact/hooks";
import type { Account, ChannelOffers } from "../../api/types.ts";
import { tell } from "../../app/notices.ts";
import { spoken } from "../../i18n/words.ts";
import { Elsewhere, Field, useRefusal, write } from "../channels/refusing.tsx";
import { useRead } from "../reading.ts";
import type { Put } from "./Account.tsx";
import { WORDS } from "./words.ts";

const PORTS: Readonly<Record<string, number>> = { starttls: 587, tls: 465, none: 25 };

/** How the account's mail leaves, and who may say by forwarding whose a mail is (EML-04, EML-14). */
export function Mail({ account, again, put }: { account: Account; again: () => void; put: Put }) {
  const words = spoken(WORDS);
  return (
    <section class="card" aria-labelledby="outgoing">
      <h3 id="outgoing">{words.outgoing}</h3>
      <p><small>{account.relay ? words.ownRelay(account.relay.host) : words.installations}</small></p>
      <details><summary>{account.relay ? words.changeRelay : words.setRelay}</summary><Relay key={JSON.stringify(account.relay)} account={account} again={again} /></details>
      {account.relay && <Remove account={account} again={again} />}
      <label class="check"><input type="checkbox" checked={account.forwards_by === "anyone"} onChange={(event) => void put("forwarding", { forwards_by: event.currentTarget.checked ? "anyone" : "users" })} />{words.anyoneForwards}</label>
      <p><small>{words.forwardsHint}</small></p>
    </section>
  );
}

function Relay({ account, again }: { account: Account; again: () => void }) {
  const words = spoken(WORDS);
  const { refusal, busy, doing } = useRefusal();
  const had = account.relay;
  const [host, setHost] = useState(had?.host ?? "");
  const [security, setSecurity] = useState<string>(had?.security ?? "starttls");
  const [port, setPort] = useState(had?.port ?? 587);
  const [username, setUsername] = useState(had?.username ?? "");
  const [password, setPassword] = useState<string | null>(null);
  const secure = (chosen: string) => {
    if (port === PORTS[security]) setPort(PORTS[chosen] ?? port);
    setSecurity(chosen);
  };
  const save = async () => {
    const body = { host: host.trim(), port, security, username: username.trim(), password: password ?? (had?.has_password ? null : "") };
    if (!(await doing(() => write("PUT", "/account/relay", body, account.version)))) return;
    tell(words.saved);
    again();
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <div class="of-two">
        <Field label={words.host} name="host" refusal={refusal}>{(more) => <input {...more} required maxLength={255} autocomplete="off" spellcheck={false} value={host} onInput={(event) => setHost(event.currentTarget.value)} />}</Field>
        <Field label={words.security} name="security" refusal={refusal}>{(more) => <select {...more} value={security} onChange={(event) => secure(event.currentTarget.value)}>{Object.entries(words.securities).map(([one, said]) => <option key={one} value={one}>{said}</option>)}</select>}</Field>
        <Field label={words.port} name="port" refusal={refusal}>{(more) => <input {...more} type="number" required min={1} max={65535} value={port} onInput={(event) => setPort(event.currentTarget.valueAsNumber || 0)} />}</Field>
        <Field label={words.username} name="username" refusal={refusal}>{(more) => <input {...more} maxLength={255} autocomplete="off" spellcheck={false} value={username} onInput={(event) => setUsername(event.currentTarget.value)} />}</Field>
        <Field label={words.password} name="password" refusal={refusal} hint={had?.has_password ? words.passwordKept : words.passwordHint}>{(more) => <input {...more} type="password" maxLength={1000} autocomplete="new-password" value={password ?? ""} onInput={(event) => setPassword(event.currentTarget.value)} />}</Field>
      </div>
      <Elsewhere refusal={refusal} fields={["host", "security", "port", "username", "password"]} />
      <p><button type="submit" disabled={busy}>{words.save}</button></p>
    </form>
  );
}

/** Takes the account's own relay away, after saying how mail leaves from then on. */
function Remove({ account, again }: { account: Account; again: () => void }) {
  const words = spoken(WORDS);
  const box = useRef<HTMLDialogElement>(null);
  const { refusal, busy, doing } = useRefusal();
  const { found: offers } = useRead<ChannelOffers>("/channel-offers", /^account\./);
  const remove = async () => {
    if (!(await doing(() => write("DELETE", "/account/relay", undefined, account.version)))) return;
    box.current?.close();
    tell(words.relayGone);
    again();
  };
  return (
    <>
      <p><button type="button" onClick={() => box.current?.showModal()}>{words.removeRelay}</button></p>
      <dialog ref={box} aria-labelledby="removing-relay">
        <h2 id="removing-relay">{words.removeRelay}</h2>
        <form onSubmit={(event) => { event.preventDefault(); void remove(); }}>
          {offers && <p>{offers.relay ? words.thenInstallations : words.thenNone}</p>}
          <p>{words.relayForgotten(account.relay?.host ?? "")}</p>
          <Elsewhere refusal={refusal} fields={[]} />
          <p class="line-of ends"><button type="button" onClick={() => box.current?.close()}>{words.cancel}</button><button type="submit" class="main end" disabled={busy}>{words.removeRelay}</button></p>
        </form>
      </dialog>
    </>
  );
}
