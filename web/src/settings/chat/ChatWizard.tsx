import type { Channel } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { SenderForm } from "../channels/SenderForm.tsx";
import { LastStage, RuleStage, Staged } from "../channels/Staged.tsx";
import { WORDS as CONNECTING } from "../channels/words.ts";
import { ruleOf } from "../routing/rule.ts";
import { Code } from "./Code.tsx";
import { connectedNow } from "./connected.ts";
import { Greeting } from "./Greeting.tsx";
import { Hours } from "./Hours.tsx";
import { Look } from "./Look.tsx";
import { partsOf } from "./model.ts";
import { WORDS } from "./words.ts";
import "./chat.css";

const STAGES = ["look", "greeting", "hours", "details", "routing", "finish"] as const;
type Stage = (typeof STAGES)[number];
const OF_STEP: Readonly<Record<string, Stage>> = { look: "look", greeting: "greeting", hours: "hours", sender_details: "details", rule: "routing" };

/** Connecting a chat, one stage after the other, each kept at once, to the tracking code (CHT-02..CHT-10). */
export default function ChatWizard({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  return (
    <Staged channel={channel} stages={STAGES} due={OF_STEP[channel.next_step] ?? "finish"} names={words.stages} draw={(shown, step) => (
      <>
        {shown === "look" && <Look channel={channel} step={step} />}
        {shown === "greeting" && <Greeting channel={channel} step={step} />}
        {shown === "hours" && <Hours channel={channel} step={step} />}
        {shown === "details" && <><p>{words.mailHint}</p><SenderForm channel={channel} {...step} /></>}
        {shown === "routing" && <RuleStage channel={channel} step={step} />}
        {shown === "finish" && <>
          <LastStage channel={channel} back={step.back} chosen={chosenOf(channel)} said={words.connected} before={() => { connectedNow.value = channel.channel_id; }} />
          <h4>{words.code}</h4>
          <Code channel={channel} />
        </>}
      </>
    )} />
  );
}

function chosenOf(channel: Channel): (readonly [string, string])[] {
  const connecting = spoken(CONNECTING);
  const words = spoken(WORDS);
  const { look, greeting, hours } = partsOf(channel);
  return [
    [words.colour, look.colour_from === "branding" ? words.fromBranding : look.colour],
    [words.heading, greeting.heading === "owner" ? words.headingOwner : words.headingPeople],
    [words.welcome, greeting.welcome || "–"],
    [words.basis, words.bases[hours.basis]],
    [connecting.rule, ruleOf(channel).enabled ? connecting.yes : connecting.no],
  ];
}
