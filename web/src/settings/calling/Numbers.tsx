import { useEffect, useState } from "preact/hooks";
import { call, get } from "../../api/client.ts";
import type { Channel, LineNumber, LineNumbers } from "../../api/types.ts";
import { tell } from "../../app/notices.ts";
import { readPeople } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { Elsewhere, Field, useRefusal, write } from "../channels/refusing.tsx";
import { Foot } from "../channels/Wizard.tsx";
import type { Step } from "../chat/PartForm.tsx";
import { callingOf } from "./model.ts";
import { WORDS } from "./words.ts";

/** What was refused, in words of ours where there are some. */
function useSaid(): ReturnType<typeof useRefusal> {
  const { refusals } = spoken(WORDS);
  const { refusal, ...rest } = useRefusal();
  return { ...rest, refusal: refusal && { ...refusal, text: refusals[refusal.code] ?? refusal.text } };
}

const LOST = "authorisation_lost";

/** The account at Twilio and which of its numbers is the line; of a connected one, the way back in where Twilio closed it (CAL-01). */
export function Numbers({ channel, step }: { channel: Channel; step?: Step }) {
  const words = spoken(WORDS);
  const had = callingOf(channel);
  const at = `/channels/${channel.channel_id}/calling`;
  const [found, show] = useState<LineNumber[] | null>(null);
  const [anew, enter] = useState(false);
  const isLost = channel.cause === LOST;
  useEffect(() => {
    let gone = false;
    if (step) get<LineNumbers>(`${at}/numbers`).then(({ entered, numbers }) => { if (!gone && entered) show(numbers); }, () => undefined);
    return () => { gone = true; };
  }, [channel.channel_id]);
  const isKnown = found !== null && !anew;
  if (step) return (
    <>
      {!isKnown && <Account at={at} channel={channel} told={(numbers) => { show(numbers); enter(false); }} />}
      {isKnown && <p><button type="button" onClick={() => enter(true)}>{words.again}</button></p>}
      <Choose key={isKnown ? found.length : -1} at={at} channel={channel} numbers={isKnown ? found : null} step={step} />
    </>
  );
  const again = async () => {
    await write("PUT", `${at}/number`, { number_sid: had.number_sid }, channel.version);
    enter(false);
    tell(words.mended);
  };
  return (
    <>
      <p><strong>{had.number}</strong>{had.name && had.name !== had.number && ` ${had.name}`}<br /><small>{words.of(had.account_sid)}</small></p>
      {isLost ? <p class="refused" role="alert">{words.lost}</p> : <p><small>{words.tokenAgain}</small></p>}
      {isLost || anew ? <Account at={at} channel={channel} again told={again} />
        : <p><button type="button" onClick={() => enter(true)}>{words.tokenNew}</button></p>}
    </>
  );
}

/** Account and token; Twilio is asked for the numbers with them. `again`: of a line that is connected, whose account stays. */
function Account({ at, channel, again = false, told }: { at: string; channel: Channel; again?: boolean; told: (numbers: LineNumber[]) => unknown }) {
  const words = spoken(WORDS);
  const { refusal, busy, doing } = useSaid();
  const [sid, setSid] = useState(callingOf(channel).account_sid);
  const [token, setToken] = useState("");
  const look = () => doing(async () => {
    const { numbers } = await call<LineNumbers>("PUT", `${at}/account`, { key: crypto.randomUUID(), body: { account_sid: sid.trim(), auth_token: token.trim() } });
    await readPeople();
    await told(numbers);
  });
  return (
    <form class="fields" onSubmit={(event) => { event.preventDefault(); void look(); }}>
      <p>{again ? words.reintro : words.intro}</p>
      <Field label={words.account} name="account_sid" refusal={refusal} hint={again ? "" : words.accountHint}>{(more) => <input {...more} required readOnly={again} autocomplete="off" spellcheck={false} maxLength={34} value={sid} onInput={(event) => setSid(event.currentTarget.value)} />}</Field>
      <Field label={words.token} name="auth_token" refusal={refusal} hint={words.tokenHint}>{(more) => <input {...more} type="password" required autocomplete="off" maxLength={200} value={token} onInput={(event) => setToken(event.currentTarget.value)} />}</Field>
      <Elsewhere refusal={refusal} fields={["account_sid", "auth_token"]} />
      <p><button type="submit" class="main" disabled={busy}>{again ? words.letIn : words.look}</button></p>
    </form>
  );
}

/** Which of the account's numbers; why one cannot be is said at it. */
function Choose({ at, channel, numbers, step }: { at: string; channel: Channel; numbers: LineNumber[] | null; step: Step }) {
  const words = spoken(WORDS);
  const { refusal, busy, doing } = useSaid();
  const had = callingOf(channel);
  const may = (one: LineNumber) => one.voice && (one.reason === "" || one.reason === "used_elsewhere");
  const [picked, pick] = useState(had.number_sid);
  const chosen = numbers?.find((one) => one.number_sid === picked && may(one))?.number_sid ?? numbers?.find(may)?.number_sid ?? "";
  const isKept = had.number_sid !== "" && (!numbers || chosen === had.number_sid);
  const save = async () => { if (isKept || (await doing(() => write("PUT", `${at}/number`, { number_sid: chosen }, channel.version)))) step.done(); };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
      {!numbers && had.number && <p>{words.connected_(had.number)}</p>}
      {numbers?.length === 0 && <p>{words.noNumbers}</p>}
      {numbers && numbers.length > 0 && (
        <fieldset aria-describedby="numbers-hint"><legend>{words.numbers}</legend>
          <p id="numbers-hint"><small>{words.numbersHint}</small></p>
          {numbers.map((one) => (
            <label key={one.number_sid} class="choice"><input type="radio" name="number_sid" value={one.number_sid} checked={chosen === one.number_sid} disabled={!may(one)} onChange={() => pick(one.number_sid)} />
              <span><strong>{one.number}</strong>{one.name !== one.number && ` ${one.name}`}{(one.reason || !one.voice) && <><br /><small class={may(one) ? "" : "refused"}>{words.reasons[one.reason || "no_voice"] ?? one.reason}</small></>}</span></label>
          ))}
        </fieldset>
      )}
      <Elsewhere refusal={refusal} fields={[]} />
      <Foot back={step.back} disabled={busy || (!isKept && !chosen)} />
    </form>
  );
}
