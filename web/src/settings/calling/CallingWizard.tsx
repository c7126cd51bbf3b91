import type { Channel } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { LastStage, RuleStage, Staged } from "../channels/Staged.tsx";
import { WORDS as CONNECTING } from "../channels/words.ts";
import { TicketsOf } from "../pipelines/Automation.tsx";
import { automationOf } from "../pipelines/Pipelines.tsx";
import { ruleOf } from "../routing/rule.ts";
import { callingOf, voiceOf } from "./model.ts";
import { Numbers } from "./Numbers.tsx";
import { VoiceForm } from "./VoiceForm.tsx";
import { WORDS } from "./words.ts";
import "./calling.css";

const STAGES = ["number", "voice", "rule", "tickets", "finish"] as const;
const OF_STEP: Readonly<Record<string, (typeof STAGES)[number]>> = { number: "number", voice: "voice", rule: "rule", ticket_automation: "tickets" };

/** Connecting a telephone line: the number, what callers hear, who gets them, tickets; each kept at once (CAL-01, CAL-02). */
export default function CallingWizard({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const connecting = spoken(CONNECTING);
  return (
    <Staged channel={channel} stages={STAGES} due={OF_STEP[channel.next_step] ?? "finish"} names={words.stages} draw={(shown, step) => (
      <>
        {shown === "number" && <Numbers channel={channel} step={step} />}
        {shown === "voice" && <VoiceForm channel={channel} step={step} />}
        {shown === "rule" && <RuleStage channel={channel} step={step} />}
        {shown === "tickets" && <><TicketsOf channel={channel} label={connecting.forward} done={step.done} /><p><button type="button" onClick={step.back}>{connecting.back}</button></p></>}
        {shown === "finish" && <LastStage channel={channel} back={step.back} chosen={chosenOf(channel)} said={words.connected} />}
      </>
    )} />
  );
}

function chosenOf(channel: Channel): (readonly [string, string])[] {
  const words = spoken(WORDS);
  const connecting = spoken(CONNECTING);
  const voice = voiceOf(channel);
  return [
    [words.number, callingOf(channel).number],
    [words.greeting, voice.greeting || words.nothing],
    [words.ring, `${voice.ring_seconds} ${words.seconds}`],
    [words.mailbox, voice.voicemail_on ? connecting.yes : connecting.no],
    [words.recording, voice.record_on ? words.on : words.off],
    [connecting.rule, ruleOf(channel).enabled ? words.byRule : words.byPeople],
    [connecting.tickets, automationOf(channel)?.enabled ? words.ticketsYes : words.ticketsNo],
  ];
}
