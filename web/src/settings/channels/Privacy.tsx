import { useEffect, useState } from "preact/hooks";
import type { Channel, ChannelConsent } from "../../api/types.ts";
import { tell } from "../../app/notices.ts";
import { may } from "../../app/people.ts";
import { address, START } from "../../app/route.ts";
import { language, spoken } from "../../i18n/words.ts";
import { follow } from "../../parts/follow.ts";
import { useHeld } from "../held.ts";
import { inTurn } from "../turns.ts";
import { linkTo } from "../opened.ts";
import { useRead } from "../reading.ts";
import { PrivacyPreview } from "./PrivacyPreview.tsx";
import { PrivacyVersions } from "./PrivacyVersions.tsx";
import { Elsewhere, Field, useRefusal } from "./refusing.tsx";
import { Withdrawal } from "./Withdrawal.tsx";
import { WORDS } from "./privacy-words.ts";
import "./privacy.css";

type Mode = ChannelConsent["mode"];
type Asked = Pick<ChannelConsent, "mode" | "purpose" | "texts">;
/** Where nobody can be kept from writing before they agree. */
const HELD = ["messenger", "whatsapp"];
const MODES: readonly Mode[] = ["off", "explicit", "implied"];

/** What a channel asks people to agree to: mode, text by language as they see it, and its versions (PRV-01..05). */
export default function Privacy({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const path = `/channels/${channel.channel_id}/consent`;
  const { found, failed, again } = useRead<ChannelConsent>(path, /^(channel\.consent_(words_)?set|account\.data_privacy_set)$/);
  const ledger = { ...START, page: "compliance" as const };
  if (!found) return failed ? <p class="refused" role="alert">{failed}</p> : <p role="status" aria-busy="true">{words.loading}</p>;
  return (
    <>
      {!found.offered && <p class="next-one" role="status">{words.off} <a {...linkTo("account")}>{words.toAccount}</a></p>}
      <Asking key={found.channel_id} kind={channel.kind} path={path} known={found} read={again} />
      {HELD.includes(channel.kind) && found.mode !== "off" && <Withdrawal channel={channel} />}
      <PrivacyVersions path={path} newest={found.text_version} />
      {may("audit_read") && <p><a href={address(ledger)} onClick={follow(ledger)}>{words.ledger}</a></p>}
      <p><small>{words.disclaimer}</small></p>
    </>
  );
}

function Asking({ kind, path, known, read }: { kind: string; path: string; known: ChannelConsent; read: () => Promise<void> }) {
  const words = spoken(WORDS);
  const { refusal, busy, doing } = useRefusal();
  const called = kind === "calling";
  const [starter] = useState({ [language.value]: called ? words.calls.starter : words.starter });
  const kept = { mode: known.mode, purpose: called ? "recording" as const : known.purpose, texts: Object.keys(known.texts).length ? known.texts : starter };
  const draft = useHeld<Asked>(kept, known.version, (body, version) => inTurn("PUT", path, { body, version }), read);
  const { mode, texts } = draft.value;
  const modes = { ...words.modes, ...(called ? words.calls.modes : HELD.includes(kind) ? { explicit: words.held } : {}) };
  const write = (now: Record<string, string>) => draft.put({ texts: now });
  const [shown, show] = useState(Object.keys(texts)[0] ?? "");
  useEffect(() => { if (!(shown in texts)) show(Object.keys(texts)[0] ?? ""); }, [texts]);
  const nameOf = (one: string) => words.languages[one] ?? one;
  const missing = Object.keys(words.languages).filter((one) => !(one in texts));
  const save = async () => {
    if (await doing(draft.save)) tell(words.saved);
  };
  return (
    <div class="privacy">
      <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <fieldset disabled={!known.offered && known.mode === "off"}><legend>{words.mode}</legend>
          {MODES.map((one) => <label key={one} class="check"><input type="radio" name="mode" checked={mode === one} onChange={() => draft.put({ mode: one })} />{modes[one]}</label>)}
        </fieldset>
        {mode !== "off" && <>
          <p><small>{called ? words.calls.textHint : words.textHint}</small></p>
          {Object.entries(texts).map(([one, text], index) => (
            <div key={one} class="privacy-text">
              <Field label={words.text(nameOf(one))} name={index === 0 ? "texts" : one} refusal={refusal}>{(more) => (
                <textarea {...more} rows={4} lang={one} maxLength={4000} required value={text} onFocus={() => show(one)} onInput={(event) => write({ ...texts, [one]: event.currentTarget.value })} />)}</Field>
              {Object.keys(texts).length > 1 && <p><button type="button" onClick={() => write(Object.fromEntries(Object.entries(texts).filter(([name]) => name !== one)))}>{words.remove(nameOf(one))}</button></p>}
            </div>
          ))}
          {missing.length > 0 && <label>{words.add} <select value="" onChange={(event) => { const one = event.currentTarget.value; if (one) { write({ ...texts, [one]: "" }); show(one); } }}>
            <option value="">{words.language}</option>{missing.map((one) => <option key={one} value={one}>{nameOf(one)}</option>)}</select></label>}
        </>}
        <p><small>{words.asksAgain}</small></p>
        {draft.isCrossed && <div class="next-one" role="alert"><p>{words.crossed}</p>
          <p class="line-of"><button type="button" onClick={() => draft.settle("theirs")}>{words.theirs}</button><button type="button" onClick={() => draft.settle("mine")}>{words.mine}</button></p></div>}
        {!draft.isCrossed && <Elsewhere refusal={refusal} fields={["texts"]} />}
        <p><button type="submit" class="main" disabled={busy || draft.isCrossed || (!known.offered && mode !== "off")}>{words.save}</button></p>
      </form>
      {mode !== "off" && <PrivacyPreview mode={mode} texts={texts} shown={shown} show={show} nameOf={nameOf} called={called} held={HELD.includes(kind)} />}
    </div>
  );
}
