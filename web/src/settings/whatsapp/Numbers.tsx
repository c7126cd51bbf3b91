import { useEffect, useState } from "preact/hooks";
import { get } from "../../api/client.ts";
import type { Channel, NumbersOnOffer, OfferedNumber } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { Elsewhere, useRefusal, write } from "../channels/refusing.tsx";
import { Foot } from "../channels/Wizard.tsx";
import type { Step } from "../chat/PartForm.tsx";
import { Account } from "./Account.tsx";
import { numberOf } from "./model.ts";
import { WORDS } from "./words.ts";

/** Which number to connect: after the account and its token, of those it has, each with why it may not be connected (WAB-01). */
export function Numbers({ channel, step }: { channel: Channel; step: Step }) {
  const words = spoken(WORDS);
  const { refusal, busy, doing } = useRefusal(words.refusals);
  const [offered, offer] = useOffered(channel);
  const had = numberOf(channel);
  const [asks, ask] = useState(false);
  const [picked, pick] = useState(had.phone_number_id);
  const free = offered?.filter((one) => !one.reason) ?? [];
  const chosen = (free.find((one) => one.phone_number_id === picked) ?? free[0])?.phone_number_id ?? "";
  const isKept = had.phone_number_id !== "" && (!offered || chosen === had.phone_number_id);
  const save = async () => {
    if (isKept || (await doing(() => write("PUT", `/channels/${channel.channel_id}/whatsapp/number`, { phone_number_id: chosen }, channel.version)))) step.done();
  };
  const entering = asks || (!offered && !had.phone_number_id);
  return (
    <>
      {entering && <><p>{words.intro}</p><Account channel={channel} due label={words.look} found={(numbers) => { offer(numbers); ask(false); }} /></>}
      <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
        {!offered && had.phone_number_id && <p>{words.chosenNumber(had.display_number)}</p>}
        {offered?.length === 0 && <p role="status">{words.noNumbers}</p>}
        {offered && offered.length > 0 && (
          <fieldset aria-describedby="numbers-hint"><legend>{words.numbers}</legend>
            <p id="numbers-hint"><small>{words.numbersHint}</small></p>
            {offered.map((one) => <Number key={one.phone_number_id} one={one} chosen={chosen === one.phone_number_id} choose={() => pick(one.phone_number_id)} />)}
          </fieldset>
        )}
        {!entering && <p><button type="button" onClick={() => ask(true)}>{words.again}</button></p>}
        <Elsewhere refusal={refusal} fields={[]} />
        <Foot back={step.back} disabled={busy || (!isKept && !chosen)} />
      </form>
    </>
  );
}

function Number({ one, chosen, choose }: { one: OfferedNumber; chosen: boolean; choose: () => void }) {
  const words = spoken(WORDS);
  const quality = words.qualities[one.quality.toLowerCase()];
  const said = [one.verified_name, words.verifications[one.verification] ?? one.verification, quality && words.qualityOf(quality)].filter(Boolean).join(" · ");
  return (
    <label class="choice"><input type="radio" name="phone_number_id" value={one.phone_number_id} checked={chosen} disabled={one.reason !== ""} onChange={choose} />
      <span><strong>{one.display_number}</strong><br /><small>{said}</small>{one.reason && <><br /><small class="refused">{words.reasons[one.reason] ?? one.reason}</small></>}</span></label>
  );
}

/** The numbers the account showed, which the server keeps for a while; null where there are none to choose from. */
function useOffered(channel: Channel): [OfferedNumber[] | null, (numbers: OfferedNumber[]) => void] {
  const [numbers, put] = useState<OfferedNumber[] | null>(null);
  useEffect(() => {
    let gone = false;
    get<NumbersOnOffer>(`/channels/${channel.channel_id}/whatsapp/numbers`).then((found) => { if (!gone && found.entered) put(found.numbers); }, () => undefined);
    return () => { gone = true; };
  }, [channel.channel_id]);
  return [numbers, put];
}
