import { useEffect, useRef, useState } from "preact/hooks";
import type { Channel } from "../../api/types.ts";
import { inboxes, teams } from "../../app/people.ts";
import { tell } from "../../app/notices.ts";
import { spoken } from "../../i18n/words.ts";
import { Elsewhere, useRefusal, write } from "../channels/refusing.tsx";
import { SenderForm } from "../channels/SenderForm.tsx";
import { Foot } from "../channels/Wizard.tsx";
import { WORDS as CONNECTING } from "../channels/words.ts";
import { open } from "../opened.ts";
import { Editor } from "../routing/Editor.tsx";
import { ruleOf } from "../routing/rule.ts";
import { Code } from "./Code.tsx";
import { connectedNow } from "./connected.ts";
import { Greeting } from "./Greeting.tsx";
import { Hours } from "./Hours.tsx";
import { Look } from "./Look.tsx";
import { partsOf } from "./model.ts";
import type { Step } from "./PartForm.tsx";
import { WORDS } from "./words.ts";
import "./chat.css";

const STAGES = ["look", "greeting", "hours", "details", "routing", "finish"] as const;
type Stage = (typeof STAGES)[number];
const OF_STEP: Readonly<Record<string, Stage>> = { look: "look", greeting: "greeting", hours: "hours", sender_details: "details", rule: "routing" };
const at = (stage: Stage) => STAGES.indexOf(stage);

/** Connecting a chat, one stage after the other, each kept at once, to the tracking code (CHT-02..CHT-10). */
export default function ChatWizard({ channel }: { channel: Channel }) {
  const connecting = spoken(CONNECTING);
  const words = spoken(WORDS);
  const due = OF_STEP[channel.next_step] ?? "finish";
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
        {shown === "look" && <Look channel={channel} step={step} />}
        {shown === "greeting" && <Greeting channel={channel} step={step} />}
        {shown === "hours" && <Hours channel={channel} step={step} />}
        {shown === "details" && <><p>{words.mailHint}</p><SenderForm channel={channel} {...step} /></>}
        {shown === "routing" && <><Editor channel={channel} teams={[...teams.value.values()]} label={connecting.forward} done={step.done} /><p><button type="button" onClick={step.back}>{connecting.back}</button></p></>}
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

/** What was chosen, once more, the code, and the end of connecting. */
function Finish({ channel, back }: { channel: Channel; back: () => void }) {
  const connecting = spoken(CONNECTING);
  const words = spoken(WORDS);
  const { refusal, busy, doing } = useRefusal();
  const { look, greeting, hours } = partsOf(channel);
  const connect = async () => {
    connectedNow.value = channel.channel_id;
    if (await doing(() => write("POST", `/channels/${channel.channel_id}/connect`, undefined, channel.version))) tell(words.connected);
  };
  const chosen: readonly (readonly [string, string])[] = [
    [connecting.intoInbox, inboxes.value.get(channel.inbox_id)?.name ?? ""],
    [words.colour, look.colour_from === "branding" ? words.fromBranding : look.colour],
    [words.heading, greeting.heading === "owner" ? words.headingOwner : words.headingPeople],
    [words.welcome, greeting.welcome || "–"],
    [words.basis, words.bases[hours.basis]],
    [connecting.rule, ruleOf(channel).enabled ? connecting.yes : connecting.no],
  ];
  return (
    <>
      <form onSubmit={(event) => { event.preventDefault(); void connect(); }}>
        <dl class="chosen-so-far">{chosen.map(([name, said]) => <div key={name}><dt>{name}</dt><dd>{said}</dd></div>)}</dl>
        <Elsewhere refusal={refusal} fields={[]} />
        <Foot back={back} label={connecting.connect} disabled={busy} />
      </form>
      <h4>{words.code}</h4>
      <Code channel={channel} />
    </>
  );
}
