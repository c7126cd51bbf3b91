import type { Bot, Channel } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { LastStage, RuleStage, Staged } from "../channels/Staged.tsx";
import { WORDS as CONNECTING } from "../channels/words.ts";
import { ruleOf } from "../routing/rule.ts";
import { useRead } from "../reading.ts";
import { messengerOf, opening } from "./model.ts";
import { Pages } from "./Pages.tsx";
import { SaidForm } from "./SaidForm.tsx";
import { WORDS } from "./words.ts";
import "./messenger.css";

const STAGES = ["page", "greeting", "rule", "finish"] as const;

/** Connecting a Facebook page: login, page, what it says by itself, who gets conversations; each kept at once (MSG-02..07). */
export default function MessengerWizard({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const { found: bot } = useRead<Bot>(`/channels/${channel.channel_id}/bot`, /^bot\./);
  const due = STAGES.find((one) => one === channel.next_step) ?? "finish";
  return (
    <Staged channel={channel} stages={STAGES} due={due} names={words.stages} draw={(shown, step) => (
      <>
        {shown === "page" && <Pages channel={channel} step={step} />}
        {shown === "greeting" && <SaidForm channel={channel} step={step} />}
        {shown === "rule" && <RuleStage channel={channel} step={step} />}
        {shown === "finish" && <LastStage channel={channel} back={step.back} chosen={chosenOf(channel, bot)} said={words.connected} />}
      </>
    )} />
  );
}

function chosenOf(channel: Channel, bot: Bot | null): (readonly [string, string])[] {
  const words = spoken(WORDS);
  const { page_name: page, greeting } = messengerOf(channel);
  return [
    [words.page, page],
    [words.greeting, greeting || words.none],
    [words.chatflow, (bot && opening(bot).join(" ")) || words.none],
    [spoken(CONNECTING).rule, ruleOf(channel).enabled ? words.byRule : words.byPeople],
  ];
}
