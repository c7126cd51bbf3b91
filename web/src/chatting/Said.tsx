import type { Message } from "../api/types.ts";
import { isChat } from "../app/people.ts";
import { Later } from "../parts/Later.tsx";
import { placeOf } from "./places.ts";
import { words } from "./words.ts";
import "./chatting.css";

const loadMessenger = () => import("../messenger/Said.tsx");

/** What a live talk knows of a message beside its words: that a bot wrote it, the choices it offered, the page a visitor was on. */
export default function Said({ message }: { message: Message }) {
  const said = words();
  return (
    <>
      {message.origin === "bot" && <p><span class="chip">{said.bot}</span></p>}
      {message.choices.length > 0 && <ul class="chat-choices" aria-label={said.offered}>{message.choices.map((one) => <li key={one} class="chip">{one}</li>)}</ul>}
      {!isChat(message.channel_id) && <Later load={loadMessenger} with={{ message }} />}
      {message.page && <p class="chat-page">{said.from} <Page page={message.page} /></p>}
    </>
  );
}

function Page({ page }: { page: string }) {
  const { text, href } = placeOf(page);
  return href ? <a href={href} target="_blank" rel="noopener noreferrer" title={`${href} (${words().newTab})`}>{text}</a> : <span>{text}</span>;
}
