import { useState } from "preact/hooks";
import { call } from "../api/client.ts";
import type { Message as Shape } from "../api/types.ts";
import { full, hour } from "../app/moments.ts";
import { attempt } from "../app/notices.ts";
import { channels, doorName, talkOf, users, whoami } from "../app/people.ts";
import { route } from "../app/route.ts";
import { t } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { Later } from "../parts/Later.tsx";
import { isPicture, size } from "../writing/sizes.ts";
import { contactName } from "./contact.ts";
import { Placed } from "./Elsewhere.tsx";
import { Formatted } from "./Formatted.tsx";
import { pieces } from "./quotes.ts";

const loadCall = () => import("../calling/Entry.tsx");
const loadForwarded = () => import("../forwarded/Forwarded.tsx");
const loadMarked = () => import("../whatsapp/Marked.tsx");
const loadSaid = () => import("../chatting/Said.tsx");
const loadScheduled = () => import("./Scheduled.tsx");
const loadSent = () => import("./Sent.tsx");
const loadUnsent = () => import("./Unsent.tsx");

/** One message with its files, how far it is, and the way to its original. */
export function Message({ message }: { message: Shape }) {
  if (message.delivery?.state === "cancelled") return <li id={`message-${message.message_id}`} class="decision"><details><summary>{t().later.takenBack}</summary><Text message={message} /></details></li>;
  if (message.call) return <li id={`message-${message.message_id}`} class={`message ${message.direction}`}><Later load={loadCall} with={{ message, call: message.call }} /></li>;
  return <Written message={message} />;
}

function Written({ message }: { message: Shape }) {
  const [asSent, setAsSent] = useState(false);
  const words = t().thread;
  const who = message.direction !== "in" ? users.value.get(message.author_id ?? "")?.name || message.sender_name || doorName(channels.value.get(message.channel_id)) : message.sender_name || message.sender || contactName.value;
  const base = `/api/v1/messages/${message.message_id}`;
  return (
    <li id={`message-${message.message_id}`} class={`message ${message.direction}${asSent ? " wide" : ""}`}>
      <p class="message-head"><strong>{who}</strong> <time dateTime={message.at} title={full(message.at)}>{hour(message.at)}</time>
        {message.direction === "note" && <span class="chip warn">{t().composer.noteBy}</span>}
        {message.automatic && <span class="chip">{words.automatic}</span>}
        {message.protected && <span class="chip">{words[message.protected.endsWith("signed") ? "signed" : "encrypted"]}</span>}
        <Placed message={message} />
      </p>
      {message.attribution && <Later load={loadForwarded} with={{ message }} />}
      {asSent ? <Later load={loadSent} with={{ message }} /> : message.html ? <Formatted html={message.html} /> : message.direction !== "note" && talkOf(message.channel_id) === "whatsapp" ? <Later load={loadMarked} with={{ text: message.text }} till={<Text message={message} />} /> : <Text message={message} />}
      {talkOf(message.channel_id) && <Later load={loadSaid} with={{ message }} />}
      {message.signature && <div class="text"><details><summary>{words.signature}</summary><p>{message.signature}</p></details></div>}
      {message.attachments.some((file) => !file.inline) && (
        <ul class="files">{message.attachments.filter((file) => !file.inline).map((file) => (
          <li key={file.number}><a href={`${base}/attachments/${file.number}`} download>{isPicture(file) ? <img src={`${base}/attachments/${file.number}`} alt="" loading="lazy" /> : <Icon name="file" />}<span>{file.filename} <small>{file.summary || size(file.size)}</small></span></a></li>
        ))}</ul>
      )}
      <p class="message-foot">
        {message.direction === "note" && message.author_id === whoami.value?.user_id && route.value.at === null && (
          <button type="button" class="bare" onClick={() => void attempt(() => call("DELETE", `/conversations/${message.conversation_id}/notes/${message.message_id}`))}>{t().composer.withdraw}</button>
        )}
        {message.mentions.map((id) => <span key={id} class="chip">@{users.value.get(id)?.name}</span>)}
        {message.delivery && <DeliveryState message={message} />}
        {message.has_html && message.direction === "in" && <button type="button" class="bare" aria-pressed={asSent} onClick={() => setAsSent(!asSent)}>{asSent ? words.plain : words.html}</button>}
        {message.direction === "in" && <a href={`${base}/original`} download>{words.original}</a>}
      </p>
    </li>
  );
}

function Text({ message }: { message: Shape }) {
  const all = pieces(message);
  const own = all.some(({ kind }) => kind === "reply" || kind === "forward");
  return (
    <div class="text" dir="auto">
      {all.map(({ kind, text }, index) => kind === "reply" || kind === "forward"
        ? <p key={index}>{text}</p>
        : <details key={index} open={!own}><summary>{kind === "quote" ? t().thread.quoted : t().thread.signature}</summary><p>{text}</p></details>)}
    </div>
  );
}

function DeliveryState({ message }: { message: Shape }) {
  const words = t();
  const delivery = message.delivery;
  if (!delivery) return null;
  if (delivery.state === "scheduled") return <Later load={loadScheduled} with={{ message }} />;
  const bad = ["failed", "undelivered", "refused", "unresolved"].includes(delivery.state);
  return <span class={bad ? "state bad" : "state"} title={delivery.reason ?? ""}>{words.delivery[delivery.state]}{bad && <Later load={loadUnsent} with={{ message }} />}</span>;
}
