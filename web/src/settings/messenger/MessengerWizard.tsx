import type { Channel } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { LastStage, RuleStage, Staged } from "../channels/Staged.tsx";
import { WORDS as CONNECTING } from "../channels/words.ts";
import { ruleOf } from "../routing/rule.ts";
import { messengerOf, saidOf } from "./model.ts";
import { Pages } from "./Pages.tsx";
import { SaidForm } from "./SaidForm.tsx";
import { WORDS } from "./words.ts";
import "./messenger.css";

const STAGES = ["page", "greeting", "rule", "finish"] as const;

/** Connecting a Facebook page: login, page, what it says by itself, who gets conversations; each kept at once (MSG-02..07). */
export default function MessengerWizard({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const due = STAGES.find((one) => one === channel.next_step) ?? "finish";
  return (
    <Staged channel={channel} stages={STAGES} due={due} names={words.stages} draw={(shown, step) => (
      <>
        {shown === "page" && <Pages channel={channel} step={step} />}
        {shown === "greeting" && <SaidForm channel={channel} step={step} />}
        {shown === "rule" && <RuleStage channel={channel} step={step} />}
        {shown === "finish" && <LastStage channel={channel} back={step.back} chosen={chosenOf(channel)} said={words.connected} />}
      </>
    )} />
  );
}

function chosenOf(channel: Channel): (readonly [string, string])[] {
  const words = spoken(WORDS);
  const { greeting, instant_reply: reply } = saidOf(channel);
  return [
    [words.page, messengerOf(channel).page_name],
    [words.greeting, greeting || words.none],
    [words.instantText, reply.on ? reply.text : words.none],
    [spoken(CONNECTING).rule, ruleOf(channel).enabled ? words.byRule : words.byPeople],
  ];
}
