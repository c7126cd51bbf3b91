import { useEffect, useState } from "preact/hooks";
import { get } from "../api/client.ts";
import type { Contact, ContactTimeline, TimelineStep } from "../api/types.ts";
import { full, short } from "../app/moments.ts";
import { attempt } from "../app/notices.ts";
import { users } from "../app/people.ts";
import { address, START } from "../app/route.ts";
import { slowly } from "../app/slowly.ts";
import { arrive } from "../inbox/arriving.ts";
import { titled } from "../inbox/titled.ts";
import { spoken } from "../i18n/words.ts";
import { follow } from "../parts/follow.ts";
import { watch } from "../live/stream.ts";
import { valueOf } from "./Identities.tsx";
import { WORDS } from "./words.ts";

/** Everything that happened with somebody, newest first; what was sent in fields that people do not see is not shown beside a conversation (FRM-07). */
export function Timeline({ person, limit, beside = false }: { person: Contact; limit: number; beside?: boolean }) {
  const words = spoken(WORDS);
  const [steps, show] = useState<TimelineStep[]>([]);
  const [next, setNext] = useState<string | null>(null);
  const id = person.contact_id;
  const read = async (cursor: string | null) => {
    const page = await get<ContactTimeline>(`/contacts/${id}/timeline`, { cursor, limit });
    show((before) => (cursor === null ? page.items : [...before, ...page.items]));
    setNext(page.next);
  };
  useEffect(() => {
    let gone = false;
    void read(null).catch(() => undefined).then(() => { if (!gone) arrive("timeline", id); });
    const ids = new Set([id, ...person.merged.map((one) => one.contact_id)]);
    const again = slowly(500, () => read(null));
    const left = watch((frame) => { if (frame.kind === "reset" || ids.has(frame.ids["contact_id"] ?? "")) again(); });
    return () => { gone = true; left(); };
  }, [id, person.position]);
  useEffect(() => () => arrive("timeline", ""), []);
  return (
    <section aria-label={words.timeline}><h3>{words.timeline}</h3>
      <ol class="person-steps">{steps.map((step) => <Step key={step.position} step={beside ? { ...step, values: [] } : step} person={person} />)}</ol>
      {next && <button type="button" class="bare" onClick={() => void attempt(() => read(next))}>{words.more}</button>}
    </section>
  );
}

function Step({ step, person }: { step: TimelineStep; person: Contact }) {
  const words = spoken(WORDS);
  const what = words.events[step.event as keyof typeof words.events];
  const to = step.conversation_id ? { ...START, conversation: step.conversation_id } : null;
  const began = step.event === "conversation.started";
  const title = step.title || (began ? titled({ subject: "", channel_id: step.channel_id ?? "", preview: step.preview, last_call: "" }) : step.event === "ticket.opened" ? words.noSubject : "");
  return (
    <li>
      <span class="person-step"><span>{what}</span><time dateTime={step.at} title={full(step.at)}>{short(step.at)}</time></span>
      {to ? title && <a href={address(to)} onClick={follow(to)}>{title}</a> : <span>{said(step, person)}</span>}
      {step.preview && !began && <small>{step.preview}</small>}
      {step.values.length > 0 && <dl class="person-sent">{step.values.map((one) => <div key={one.name}><dt>{one.label}{one.hidden && ` (${words.hidden})`}</dt><dd>{one.values.join(", ")}</dd></div>)}</dl>}
    </li>
  );
}

/** What the contact's own events say. */
function said(step: TimelineStep, person: Contact): string {
  const facts = step.facts as Record<string, string | null>;
  const words = spoken(WORDS);
  if (step.event === "contact.owner_set") return users.value.get(facts["owner_id"] ?? "")?.name ?? words.nobody;
  if (step.event === "contact.merged" || step.event === "contact.unmerged") return person.merged.find((one) => one.contact_id === step.contact_id)?.name ?? "";
  const value = facts["value"] ?? "";
  return value ? valueOf({ kind: facts["kind"] ?? "", value }) : (facts["name"] ?? "");
}
