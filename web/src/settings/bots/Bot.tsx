import { useEffect, useState } from "preact/hooks";
import type { Bot as Told, Channel } from "../../api/types.ts";
import { tell } from "../../app/notices.ts";
import { spoken, t } from "../../i18n/words.ts";
import { change } from "../changing.ts";
import { Elsewhere, useRefusal, write } from "../channels/refusing.tsx";
import { useRead } from "../reading.ts";
import { type Flow, flowOf, newStep, standing, stepIn } from "./model.ts";
import { Steps } from "./Steps.tsx";
import { Trial } from "./Trial.tsx";
import { WORDS } from "./words.ts";
import "./bots.css";

/** A channel's bot: what it says, changed as a draft beside a trial of it; saving makes a version (CHT-01, CHT-08). */
export default function Bot({ channel }: { channel: Channel }) {
  const { found, failed, again } = useRead<Told>(`/channels/${channel.channel_id}/bot`, /^bot\./);
  return found ? <Draft channel={channel} bot={found} again={again} /> : <p role="status">{failed || t().thread.loading}</p>;
}

/** A flow to begin with: it says hello, asks what for, and hands over. */
function first(): Flow {
  const { first: words } = spoken(WORDS);
  const hello = { ...newStep("say", words.hello, "", []), next: "choose" };
  return { name: words.name, when: "always", steps: [hello, newStep("choose", words.which, words.other, [hello])] };
}

function Draft({ channel, bot, again }: { channel: Channel; bot: Told; again: () => void }) {
  const words = spoken(WORDS);
  const path = `/channels/${channel.channel_id}/bot`;
  const [base, begin] = useState(bot);
  const [draft, put] = useState(() => flowOf(bot, first()));
  const { refusal, busy, doing } = useRefusal();
  const { isTouched, isBehind, version } = standing(base, bot, draft, first());
  const isChanged = isTouched || base.versions.length === 0;
  useEffect(() => {
    if (isTouched) return;
    if (bot.versions.length > 0) put(flowOf(bot, draft));
    begin(bot);
  }, [bot.version]);
  const set = (part: Partial<Flow>) => put((now) => ({ ...now, ...part }));
  const save = () => doing(async () => {
    await write("PUT", path, draft, version);
    tell(words.saved(base.versions.length + 1));
    begin({ ...base, versions: [...base.versions, { bot_version: base.versions.length + 1, flow: draft }], version: version + 1 });
    again();
  });
  const drop = () => { begin(bot); put(flowOf(bot, first())); };
  const turn = (on: boolean) => void change("PUT", `${path}/on`, { body: { on }, version: bot.version }).then(again);
  return (
    <>
      <p><small>{words.intro}</small></p>
      <label class="check"><input type="checkbox" role="switch" checked={bot.on} disabled={bot.versions.length === 0} onChange={(event) => turn(event.currentTarget.checked)} />{words.on}</label>
      <div class="bot-sides">
        <form class="fields" onSubmit={(event) => { event.preventDefault(); void save(); }}>
          <div class="of-two">
            <label>{words.name}<input required maxLength={100} value={draft.name} onInput={(event) => set({ name: event.currentTarget.value })} /></label>
            <label>{words.when}<select value={draft.when} onChange={(event) => set({ when: event.currentTarget.value as Flow["when"] })}>{(["always", "available", "unavailable"] as const).map((one) => <option key={one} value={one}>{words.whens[one]}</option>)}</select></label>
          </div>
          <h4>{words.steps}</h4>
          <Steps steps={draft.steps} put={(change) => put((now) => ({ ...now, steps: change(now.steps) }))} refusal={refusal} />
          <Elsewhere refusal={refusal} fields={draft.steps.map((one) => one.key).includes(stepIn(refusal?.field ?? "")) ? [refusal?.field ?? ""] : []} />
          {isBehind && <p class="refused" role="status">{words.behind}</p>}
          <p class="line-of"><button type="submit" class="main" disabled={!isChanged || busy}>{words.save}</button>{isTouched && <button type="button" onClick={drop}>{words.discard}</button>}<small role="status">{isTouched ? words.unsaved : words.versionNow(bot.versions.length)}</small></p>
        </form>
        <Trial path={`${path}/trial`} flow={draft} />
      </div>
    </>
  );
}
