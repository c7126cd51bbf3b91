import { useEffect, useRef, useState } from "preact/hooks";
import type { Channel } from "../../api/types.ts";
import { inboxes } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { open } from "../opened.ts";
import { Address } from "./Address.tsx";
import { Finish } from "./Finish.tsx";
import { Provider } from "./Provider.tsx";
import { Routing } from "./Routing.tsx";
import { SenderForm } from "./SenderForm.tsx";
import { beside, dueOf, isBefore, type Stage } from "./stages.ts";
import { Steps } from "./Steps.tsx";
import { Terms } from "./Terms.tsx";
import { WORDS } from "./words.ts";

export interface StageProps {
  channel: Channel;
  /** Go on to the next stage: this one is done. */
  done: () => void;
  /** Go back, or leave. */
  back: () => void;
}

/** Connecting a mailbox: one stage after the other, each kept at once, so that anybody can go on later (EML-06). */
export function Wizard({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const due = dueOf(channel);
  const [chosen, choose] = useState<Stage>(due);
  const heading = useRef<HTMLHeadingElement>(null);
  const moved = useRef(false);
  // a provider chosen anew may ask for more than was done
  const shown = isBefore(due, chosen) ? due : chosen;
  useEffect(() => { if (moved.current) heading.current?.focus(); }, [shown]);
  const go = (stage: Stage | undefined) => {
    moved.current = true;
    if (stage) choose(stage);
  };
  const before = beside(shown, -1);
  const props: StageProps = {
    channel, done: () => go(beside(shown, 1)),
    back: () => { if (before && before !== "type") go(before); else open("channels"); },
  };
  return (
    <>
      <p><small>{words.connecting(inboxes.value.get(channel.inbox_id)?.name ?? "")} {words.kept}</small></p>
      <Steps shown={shown} due={due} go={go} />
      <section class="card stage" aria-labelledby="stage">
        <h3 id="stage" ref={heading} tabIndex={-1}>{words.stages[shown]}</h3>
        {shown === "provider" && <Provider {...props} />}
        {shown === "terms" && <Terms {...props} />}
        {shown === "address" && <Address {...props} />}
        {shown === "details" && <SenderForm channel={channel} done={props.done} back={props.back} />}
        {shown === "routing" && <Routing {...props} />}
        {shown === "finish" && <Finish {...props} />}
      </section>
    </>
  );
}

/** Back and forward, at the foot of each stage. */
export function Foot({ back, label, disabled = false }: { back: () => void; label?: string; disabled?: boolean }) {
  const words = spoken(WORDS);
  return <p class="line-of ends"><button type="button" onClick={back}>{words.back}</button><button type="submit" class="main end" disabled={disabled}>{label ?? words.forward}</button></p>;
}
