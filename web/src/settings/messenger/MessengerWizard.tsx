import { useEffect, useRef, useState } from "preact/hooks";
import type { Channel } from "../../api/types.ts";
import { tell } from "../../app/notices.ts";
import { inboxes, teams } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { Elsewhere, useRefusal, write } from "../channels/refusing.tsx";
import { Foot } from "../channels/Wizard.tsx";
import { WORDS as CONNECTING } from "../channels/words.ts";
import type { Step } from "../chat/PartForm.tsx";
import { open } from "../opened.ts";
import { Editor } from "../routing/Editor.tsx";
import { ruleOf } from "../routing/rule.ts";
import { messengerOf, saidOf } from "./model.ts";
import { Pages } from "./Pages.tsx";
import { SaidForm } from "./SaidForm.tsx";
import { WORDS } from "./words.ts";
import "./messenger.css";

const STAGES = ["page", "greeting", "rule", "finish"] as const;
type Stage = (typeof STAGES)[number];
const at = (stage: Stage) => STAGES.indexOf(stage);
const dueOf = ({ next_step: step }: Channel): Stage => STAGES.find((one) => one === step) ?? "finish";

/** Connecting a Facebook page: login, page, what it says by itself, who gets conversations; each kept at once (MSG-02..07). */
export default function MessengerWizard({ channel }: { channel: Channel }) {
  const connecting = spoken(CONNECTING);
  const words = spoken(WORDS);
  const due = dueOf(channel);
  const [chosen, choose] = useState<Stage>(due);
  const shown = at(due) < at(chosen) ? due : chosen;
  const heading = useRef<HTMLHeadingElement>(null);
  const moved = useRef(false);
  useEffect(() => { if (moved.current) heading.current?.focus(); }, [shown]);
  const go = (stage: Stage | undefined) => {
    moved.current = true;
    if (stage) choose(stage);
    else open("channels");
  };
  const step: Step = { done: () => go(STAGES[at(shown) + 1]), back: () => go(STAGES[at(shown) - 1]) };
  return (
    <>
      <p><small>{connecting.connecting(inboxes.value.get(channel.inbox_id)?.name ?? "")} {connecting.kept}</small></p>
      <nav aria-label={connecting.steps}><ol class="connect-steps">{STAGES.map((one) => <Named key={one} stage={one} due={due} shown={shown} go={go} />)}</ol></nav>
      <section class="card stage" aria-labelledby="stage">
        <h3 id="stage" ref={heading} tabIndex={-1}>{words.stages[shown]}</h3>
        {shown === "page" && <Pages channel={channel} step={step} />}
        {shown === "greeting" && <SaidForm channel={channel} step={step} />}
        {shown === "rule" && <><Editor channel={channel} teams={[...teams.value.values()]} label={connecting.forward} done={step.done} /><p><button type="button" onClick={step.back}>{connecting.back}</button></p></>}
        {shown === "finish" && <Finish channel={channel} back={step.back} />}
      </section>
    </>
  );
}

function Named({ stage, due, shown, go }: { stage: Stage; due: Stage; shown: Stage; go: (stage: Stage) => void }) {
  const connecting = spoken(CONNECTING);
  const isOver = at(stage) < at(due);
  const said = <><span class="number">{isOver ? "✓" : at(stage) + 1}</span> {spoken(WORDS).stages[stage]}{isOver && <span class="hidden"> ({connecting.done})</span>}</>;
  const opens = stage !== shown && at(stage) <= at(due);
  return <li class={isOver ? "over" : ""} aria-current={stage === shown ? "step" : undefined}>{opens ? <button type="button" class="bare" onClick={() => go(stage)}>{said}</button> : <span>{said}</span>}</li>;
}

/** What was chosen, once more, and the end of connecting. */
function Finish({ channel, back }: { channel: Channel; back: () => void }) {
  const connecting = spoken(CONNECTING);
  const words = spoken(WORDS);
  const { refusal, busy, doing } = useRefusal();
  const { greeting, instant_reply: reply } = saidOf(channel);
  const connect = async () => { if (await doing(() => write("POST", `/channels/${channel.channel_id}/connect`, undefined, channel.version))) tell(words.connected); };
  const chosen: readonly (readonly [string, string])[] = [
    [connecting.intoInbox, inboxes.value.get(channel.inbox_id)?.name ?? ""],
    [words.page, messengerOf(channel).page_name],
    [words.greeting, greeting || words.none],
    [words.instantText, reply.on ? reply.text : words.none],
    [connecting.rule, ruleOf(channel).enabled ? words.byRule : words.byPeople],
  ];
  return (
    <form onSubmit={(event) => { event.preventDefault(); void connect(); }}>
      <dl class="chosen-so-far">{chosen.map(([label, said]) => <div key={label}><dt>{label}</dt><dd>{said}</dd></div>)}</dl>
      <Elsewhere refusal={refusal} fields={[]} />
      <Foot back={back} label={connecting.connect} disabled={busy} />
    </form>
  );
}
