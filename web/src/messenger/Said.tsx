import type { Message } from "../api/types.ts";
import { full } from "../app/moments.ts";
import { talkOf } from "../app/people.ts";
import { placeOf } from "../chatting/places.ts";
import { t } from "../i18n/words.ts";
import { words } from "./words.ts";
import "./messenger.css";

/** The reactions that Meta names instead of sending the sign. */
const SIGNS: Record<string, string> = { like: "👍", dislike: "👎", love: "❤️", smile: "😆", laugh: "😆", wow: "😮", sad: "😢", angry: "😠", yay: "🎉" };

/** Of a message by Messenger or WhatsApp: that it was sent by itself or elsewhere, what it is if no text, and the reactions to it (MSG-01, WAB-02). */
export default function Said({ message }: { message: Message }) {
  const words_ = words();
  const { said, reactions } = message;
  const heard = message.attachments.filter((one) => one.content_type.startsWith("audio/"));
  const nothing = talkOf(message.channel_id) === "whatsapp" ? words_.nothing : words_.kinds["unsupported"];
  return (
    <>
      {(message.origin === "automation" || message.origin === "keyword") && <p><span class="chip">{t().thread.automatic}</span></p>}
      {message.origin === "page" && <p><span class="chip">{words_.echo}</span></p>}
      {message.template && <p><span class="chip">{words_.approved}</span> {message.template.name} <small>{message.template.language}</small></p>}
      {said && <p class="said-kind"><span class="chip">{(said.kind !== "unsupported" && words_.kinds[said.kind]) || nothing}</span> <What title={said.title} url={said.url} /></p>}
      {heard.map((one) => <p key={one.number}><audio controls preload="none" aria-label={words_.listen(one.filename)} src={`/api/v1/messages/${message.message_id}/attachments/${one.number}`} /></p>)}
      {reactions.length > 0 && <ul class="reactions" aria-label={words_.reacted}>{reactions.map((one) => <li key={one.at} class="chip" title={full(one.at)}>{SIGNS[one.reaction] ?? one.reaction}</li>)}</ul>}
    </>
  );
}

function What({ title, url }: { title: string; url: string }) {
  const { text, href } = placeOf(url);
  return href ? <a href={href} target="_blank" rel="noopener noreferrer" title={`${href} (${words().newTab})`}>{title || text}</a> : <>{title}</>;
}
