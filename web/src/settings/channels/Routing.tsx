import { useEffect, useRef, useState } from "preact/hooks";
import { teams } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { TicketsOf } from "../pipelines/Automation.tsx";
import { Editor } from "../routing/Editor.tsx";
import type { StageProps } from "./Wizard.tsx";
import { WORDS } from "./words.ts";

/** Who gets new conversations, then whether they become tickets (EML-11, EML-12). */
export function Routing({ channel, done, back }: StageProps) {
  const words = spoken(WORDS);
  const [isRuled, rule] = useState(channel.next_step === "ticket_automation");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => { if (isRuled) heading.current?.focus(); }, [isRuled]);
  return isRuled ? (
    <>
      <h4 ref={heading} tabIndex={-1}>{words.tickets}</h4>
      <TicketsOf channel={channel} label={words.forward} done={done} />
      <p><button type="button" onClick={() => rule(false)}>{words.back}</button></p>
    </>
  ) : (
    <>
      <h4>{words.rule}</h4>
      <Editor channel={channel} teams={[...teams.value.values()]} label={words.forward} done={() => rule(true)} />
      <p><button type="button" onClick={back}>{words.back}</button></p>
    </>
  );
}
