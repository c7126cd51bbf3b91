import type { Channel } from "../../api/types.ts";
import { inboxes, may, teams } from "../../app/people.ts";
import { tell } from "../../app/notices.ts";
import { spoken } from "../../i18n/words.ts";
import { Later } from "../../parts/Later.tsx";
import { change } from "../changing.ts";
import { ChannelLine } from "../inboxes/ChannelLine.tsx";
import { linkTo } from "../opened.ts";
import { TicketsOf } from "../pipelines/Automation.tsx";
import { Editor } from "../routing/Editor.tsx";
import { ruleOf } from "../routing/rule.ts";
import { AddressForm } from "./Address.tsx";
import { Authorise } from "./Authorise.tsx";
import { FormOf } from "./FormOf.tsx";
import { Forwarded } from "./Forwarded.tsx";
import { SenderForm } from "./SenderForm.tsx";
import { isAuthorised } from "./stages.ts";
import { Tabs } from "./Tabs.tsx";
import { WORDS } from "./words.ts";

/** A channel that is connected: what it is set to do, in two tabs, its switch, and its end (EML-13, ACC-09). */
export function Configured({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const inbox = inboxes.value.get(channel.inbox_id);
  const ended = channel.state === "disconnected";
  const edits = may("account_access") && may("inbox_edit");
  return (
    <>
      <p><a {...linkTo("channels")}>{words.allChannels}</a>{inbox && <> · <a {...linkTo("inboxes", inbox.inbox_id)}>{words.inInbox(inbox.name)}</a></>}</p>
      <section class="card" aria-label={channel.address || channel.kind}><ul><ChannelLine channel={channel} alone /></ul></section>
      {!ended && edits && channel.kind === "chat" && <Later load={() => import("../chat/ChatTabs.tsx")} with={{ channel }} />}
      {!ended && edits && channel.kind === "messenger" && <Later load={() => import("../messenger/MessengerTabs.tsx")} with={{ channel }} />}
      {!ended && edits && channel.kind === "whatsapp" && <Later load={() => import("../whatsapp/WhatsAppTabs.tsx")} with={{ channel }} />}
      {!ended && edits && channel.kind === "calling" && <Later load={() => import("../calling/CallingTabs.tsx")} with={{ channel }} />}
      {!ended && edits && !["chat", "messenger", "whatsapp", "calling"].includes(channel.kind) && <Tabs label={words.settings} tabs={[
        { name: words.configuration, draw: () => <Configuration channel={channel} /> },
        { name: words.automation, draw: () => <Automation channel={channel} /> },
      ]} />}
      {!ended && edits && <End channel={channel} />}
    </>
  );
}

function Configuration({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  return (
    <>
      {channel.kind === "email" && (
        <section class="card" aria-labelledby="address"><h3 id="address">{words.stages.address}</h3>
          {isAuthorised(channel) ? <Authorise channel={channel} /> : <AddressForm key={channel.address} channel={channel} />}</section>
      )}
      {channel.kind === "email" && <Forwarded channel={channel} />}
      {channel.form_id && <FormOf id={channel.form_id} />}
      <section class="card" aria-labelledby="sender"><h3 id="sender">{words.stages.details}</h3>
        <SenderForm channel={channel} done={() => tell(words.saved)} /></section>
    </>
  );
}

function Automation({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  return (
    <>
      <section class="card" aria-labelledby="rule"><h3 id="rule">{words.rule}</h3><Editor key={JSON.stringify(ruleOf(channel))} channel={channel} teams={[...teams.value.values()]} /></section>
      <section class="card" aria-labelledby="tickets"><h3 id="tickets">{words.tickets}</h3><TicketsOf key={JSON.stringify(channel.ticket_automation)} channel={channel} /></section>
    </>
  );
}

function End({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const [hint, sure] = { chat: [words.endChat, words.sureChat], messenger: [words.endPage, words.surePage], whatsapp: [words.endNumber, words.sureNumber], calling: [words.endLine, words.sureLine] }[channel.kind] ?? [words.endHint, words.sure(channel.address || channel.kind)];
  const end = () => { if (confirm(sure)) void change("POST", `/channels/${channel.channel_id}/disconnect`, { version: channel.version }, words.ended); };
  return <section class="card" aria-labelledby="end"><h3 id="end">{words.end}</h3><p><small>{hint}</small></p><p><button type="button" onClick={end}>{words.end}</button></p></section>;
}
