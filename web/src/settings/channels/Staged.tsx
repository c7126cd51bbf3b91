import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Channel } from "../../api/types.ts";
import { tell } from "../../app/notices.ts";
import { inboxes, teams } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import type { Step } from "../chat/PartForm.tsx";
import { open } from "../opened.ts";
import { Editor } from "../routing/Editor.tsx";
import { ruleOf } from "../routing/rule.ts";
import { Elsewhere, useRefusal, write } from "./refusing.tsx";
import { Foot } from "./Wizard.tsx";
import { WORDS } from "./words.ts";

interface Given<S extends string> {
  channel: Channel;
  stages: readonly S[];
  /** The stage where somebody who comes back goes on. */
  due: S;
  names: Record<S, string>;
  draw: (shown: S, step: Step) => ComponentChildren;
}

/** Connecting a channel, one stage after the other, each kept at once, so that anybody can go on later; done ones can be gone back to. */
export function Staged<S extends string>({ channel, stages, due, names, draw }: Given<S>) {
  const words = spoken(WORDS);
  const at = (stage: S) => stages.indexOf(stage);
  const [chosen, choose] = useState<S>(due);
  const shown = at(due) < at(chosen) ? due : chosen;
  const heading = useRef<HTMLHeadingElement>(null);
  const moved = useRef(false);
  useEffect(() => { if (moved.current) heading.current?.focus(); }, [shown]);
  const go = (stage: S | undefined) => {
    moved.current = true;
    if (stage) choose(stage);
    else open("channels");
  };
  const step: Step = { done: () => go(stages[at(shown) + 1]), back: () => go(stages[at(shown) - 1]) };
  const named = (stage: S) => {
    const isOver = at(stage) < at(due);
    const said = <><span class="number">{isOver ? "✓" : at(stage) + 1}</span> {names[stage]}{isOver && <span class="hidden"> ({words.done})</span>}</>;
    const opens = stage !== shown && at(stage) <= at(due);
    return <li key={stage} class={isOver ? "over" : ""} aria-current={stage === shown ? "step" : undefined}>{opens ? <button type="button" class="bare" onClick={() => go(stage)}>{said}</button> : <span>{said}</span>}</li>;
  };
  return (
    <>
      <p><small>{words.connecting(inboxes.value.get(channel.inbox_id)?.name ?? "")} {words.kept}</small></p>
      <nav aria-label={words.steps}><ol class="connect-steps">{stages.map(named)}</ol></nav>
      <section class="card stage" aria-labelledby="stage">
        <h3 id="stage" ref={heading} tabIndex={-1}>{names[shown]}</h3>
        {draw(shown, step)}
      </section>
    </>
  );
}

/** The stage in which it is said who gets new conversations. */
export function RuleStage({ channel, step }: { channel: Channel; step: Step }) {
  const words = spoken(WORDS);
  return <><Editor channel={channel} teams={[...teams.value.values()]} label={words.forward} done={step.done} /><p><button type="button" onClick={step.back}>{words.back}</button></p></>;
}

/** The same on its own, of a channel that is connected. */
export function RuleCard({ channel }: { channel: Channel }) {
  return <Editor key={JSON.stringify(ruleOf(channel))} channel={channel} teams={[...teams.value.values()]} />;
}

interface Ending {
  channel: Channel;
  back: () => void;
  /** What was chosen, by what it is called; the inbox comes first by itself. */
  chosen: readonly (readonly [string, string])[];
  /** What is said once it is connected. */
  said: string;
  before?: () => void;
}

/** The last stage: what was chosen, once more, and the end of connecting. */
export function LastStage({ channel, back, chosen, said, before }: Ending) {
  const words = spoken(WORDS);
  const { refusal, busy, doing } = useRefusal();
  const connect = async () => {
    before?.();
    if (await doing(() => write("POST", `/channels/${channel.channel_id}/connect`, undefined, channel.version))) tell(said);
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void connect(); }}>
      <dl class="chosen-so-far">{[[words.intoInbox, inboxes.value.get(channel.inbox_id)?.name ?? ""] as const, ...chosen].map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      <Elsewhere refusal={refusal} fields={[]} />
      <Foot back={back} label={words.connect} disabled={busy} />
    </form>
  );
}
