import { useEffect, useRef, useState } from "preact/hooks";
import type { Channel, FormPage } from "../../api/types.ts";
import { inboxes } from "../../app/people.ts";
import { tell } from "../../app/notices.ts";
import { spoken } from "../../i18n/words.ts";
import { linkTo, open } from "../opened.ts";
import { useRead } from "../reading.ts";
import { Elsewhere, Field, useRefusal, write } from "./refusing.tsx";
import { Routing } from "./Routing.tsx";
import { SenderForm } from "./SenderForm.tsx";
import { Foot } from "./Wizard.tsx";
import { WORDS } from "./words.ts";

const STAGES = ["form", "details", "routing", "finish"] as const;
type Stage = (typeof STAGES)[number];
const OF_STEP: Readonly<Record<string, Stage>> = { form: "form", sender_details: "details", rule: "routing", ticket_automation: "routing" };

const OWN = {
  en: { form: "Form", chosen: "Which form", none: "Every form is connected already, or archived.", make: "Make a form", end: "What is sent by the form lands in the inbox from now on, and is answered by mail.", connected: "Connected. The form takes what is sent." },
  pl: { form: "Formularz", chosen: "Który formularz", none: "Każdy formularz jest już połączony albo w archiwum.", make: "Utwórz formularz", end: "To, co wysłane formularzem, będzie odtąd trafiać do skrzynki, a odpowiedź pójdzie pocztą.", connected: "Połączono. Formularz przyjmuje to, co wysłane." },
};

/** Connecting a form: which one, how answers are sent, who gets them and whether they become tickets (FRM-01, FRM-04, FRM-05). */
export function FormWizard({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const own = spoken(OWN);
  const due = OF_STEP[channel.next_step] ?? "finish";
  const [chosen, choose] = useState<Stage>(due);
  const shown = STAGES.indexOf(due) < STAGES.indexOf(chosen) ? due : chosen;
  const heading = useRef<HTMLHeadingElement>(null);
  const moved = useRef(false);
  useEffect(() => { if (moved.current) heading.current?.focus(); }, [shown]);
  const go = (by: 1 | -1) => () => {
    const next = STAGES[STAGES.indexOf(shown) + by];
    moved.current = true;
    if (next) choose(next);
    else open("channels");
  };
  const names: Record<Stage, string> = { form: own.form, details: words.stages.details, routing: words.stages.routing, finish: words.stages.finish };
  const props = { channel, done: go(1), back: go(-1) };
  return (
    <>
      <p><small>{words.connecting(inboxes.value.get(channel.inbox_id)?.name ?? "")} {words.kept}</small></p>
      <nav aria-label={words.steps}><ol class="connect-steps">{STAGES.map((one, index) => (
        <li key={one} class={index < STAGES.indexOf(due) ? "over" : ""} aria-current={one === shown ? "step" : undefined}><span><span class="number">{index + 1}</span> {names[one]}</span></li>
      ))}</ol></nav>
      <section class="card stage" aria-labelledby="stage">
        <h3 id="stage" ref={heading} tabIndex={-1}>{names[shown]}</h3>
        {shown === "form" && <Choose {...props} />}
        {shown === "details" && <SenderForm {...props} />}
        {shown === "routing" && <Routing {...props} />}
        {shown === "finish" && <Finish {...props} />}
      </section>
    </>
  );
}

interface Props { channel: Channel; done: () => void; back: () => void }

function Choose({ channel, done, back }: Props) {
  const own = spoken(OWN);
  const { refusal, busy, doing } = useRefusal();
  const forms = useRead<FormPage>("/forms?limit=100", /^form\./).found?.items.filter((one) => one.channel_id === null || one.channel_id === channel.channel_id);
  const [form, choose] = useState("");
  const chosen = form || forms?.find((one) => one.channel_id === channel.channel_id)?.form_id || forms?.[0]?.form_id || "";
  const save = async () => { if (await doing(() => write("PUT", `/channels/${channel.channel_id}/form`, { form_id: chosen }, channel.version))) done(); };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
      {forms?.length === 0 && <p>{own.none} <a {...linkTo("forms")}>{own.make}</a></p>}
      <Field label={own.chosen} name="form_id" refusal={refusal}>{(more) => <select {...more} value={chosen} onChange={(event) => choose(event.currentTarget.value)}>{forms?.map((one) => <option key={one.form_id} value={one.form_id}>{one.name}</option>)}</select>}</Field>
      <Elsewhere refusal={refusal} fields={["form_id"]} />
      <Foot back={back} disabled={busy || !chosen} />
    </form>
  );
}

function Finish({ channel, back }: Props) {
  const words = spoken(WORDS);
  const own = spoken(OWN);
  const { refusal, busy, doing } = useRefusal();
  const connect = async () => { if (await doing(() => write("POST", `/channels/${channel.channel_id}/connect`, undefined, channel.version))) tell(own.connected); };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void connect(); }}>
      <p>{own.end}</p>
      <Elsewhere refusal={refusal} fields={[]} />
      <Foot back={back} label={words.connect} disabled={busy} />
    </form>
  );
}
