import { inboxes } from "../../app/people.ts";
import { tell } from "../../app/notices.ts";
import { spoken } from "../../i18n/words.ts";
import { automationOf } from "../pipelines/Pipelines.tsx";
import { ruleOf } from "../routing/rule.ts";
import { Forwarding } from "./Forwarding.tsx";
import { Elsewhere, useRefusal, write } from "./refusing.tsx";
import type { Sender } from "./SenderForm.tsx";
import { isAuthorised } from "./stages.ts";
import { Foot, type StageProps } from "./Wizard.tsx";
import { WORDS } from "./words.ts";

/** What was chosen, once more, and the end of connecting. */
export function Finish({ channel, back }: StageProps) {
  const words = spoken(WORDS);
  const { refusal, busy, doing } = useRefusal();
  const sender = channel.sender as Sender | null;
  const connect = async () => {
    if (await doing(() => write("POST", `/channels/${channel.channel_id}/connect`, undefined, channel.version))) tell(words.connected);
  };
  const chosen: readonly (readonly [string, string])[] = [
    [words.intoInbox, inboxes.value.get(channel.inbox_id)?.name ?? ""],
    [words.address, channel.address],
    [words.who, words.providers[channel.provider] ?? channel.provider],
    [words.fromName, sender?.from_name === "mailbox" ? words.mailboxName : sender?.from_name === "company" ? words.companyOnly(sender.company_name) : words.agentAndCompany(sender?.company_name ?? "")],
    [words.signature, channel.signature?.["source"] ? words.yes : words.no],
    [words.rule, ruleOf(channel).enabled ? words.yes : words.no],
    [words.tickets, automationOf(channel)?.enabled ? words.yes : words.no],
  ];
  return (
    <form onSubmit={(event) => { event.preventDefault(); void connect(); }}>
      <dl class="chosen-so-far">{chosen.map(([name, said]) => <div key={name}><dt>{name}</dt><dd>{said}</dd></div>)}</dl>
      {!isAuthorised(channel) && (channel.verified_at ? <p class="good">{words.comesThrough}</p> : <><p>{words.unverified}</p><Forwarding channel={channel} /></>)}
      <Elsewhere refusal={refusal} fields={[]} />
      <Foot back={back} label={words.connect} disabled={busy} />
    </form>
  );
}
