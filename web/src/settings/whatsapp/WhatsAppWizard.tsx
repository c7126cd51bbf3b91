import type { Channel } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { LastStage, RuleStage, Staged } from "../channels/Staged.tsx";
import { WORDS as CONNECTING } from "../channels/words.ts";
import { ruleOf } from "../routing/rule.ts";
import { numberOf } from "./model.ts";
import { Numbers } from "./Numbers.tsx";
import { Verification } from "./Verification.tsx";
import { WORDS } from "./words.ts";
import "./whatsapp.css";

const STAGES = ["number", "verification", "rule", "finish"] as const;

/** Connecting a number in WhatsApp: account and number, its verification, who gets conversations; each kept at once (WAB-01, WAB-04). */
export default function WhatsAppWizard({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const due = STAGES.find((one) => one === channel.next_step) ?? "finish";
  const { display_number: number, verified_name: name, verification } = numberOf(channel);
  const chosen: readonly (readonly [string, string])[] = [
    [words.number, number], [words.name, name || "–"], [words.verification, words.verifications[verification] ?? verification],
    [spoken(CONNECTING).rule, ruleOf(channel).enabled ? words.byRule : words.byPeople],
  ];
  return (
    <Staged channel={channel} stages={STAGES} due={due} names={words.stages} draw={(shown, step) => (
      <>
        {shown === "number" && <Numbers channel={channel} step={step} />}
        {shown === "verification" && <Verification channel={channel} step={step} />}
        {shown === "rule" && <RuleStage channel={channel} step={step} />}
        {shown === "finish" && <LastStage channel={channel} back={step.back} chosen={chosen} said={words.connected} />}
      </>
    )} />
  );
}
