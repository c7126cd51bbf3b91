import { useRef, useState } from "preact/hooks";
import { call } from "../api/client.ts";
import type { Changed, Contact } from "../api/types.ts";
import { attempt, tell } from "../app/notices.ts";
import { doorName } from "../app/people.ts";
import { go } from "../app/route.ts";
import { numbers, reached, shown } from "./numbers.ts";
import Picker, { type Picked } from "./Picker.tsx";
import { words } from "./words.ts";

/** Begins a conversation by WhatsApp: from which number, to which, and with which template (WAB-02). */
export function Beginning({ person }: { person: Contact }) {
  const said = words();
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const asked = useRef({ body: "", key: "" });
  const [ours, theirs] = [numbers(), reached(person)];
  const channel = ours.find((one) => one.channel_id === from) ?? ours[0];
  const number = theirs.find((one) => one === to) ?? theirs[0];
  if (!channel || !number) return null;
  const send = ({ template, uploads }: Picked) => attempt(async () => {
    const body = { channel_id: channel.channel_id, to: [number], subject: "", text: "", template, uploads };
    const text = JSON.stringify(body);
    // the same again is the same request again: it is sent once, whatever was lost on the way
    if (asked.current.body !== text) asked.current = { body: text, key: crypto.randomUUID() };
    const { id } = await call<Changed>("POST", "/conversations", { body, key: asked.current.key });
    go({ conversation: id });
    tell(said.began);
  });
  return (
    <Picker channel={channel.channel_id} onSend={send}>
      {ours.length > 1 ? <label>{said.from}<select value={channel.channel_id} onChange={(event) => setFrom(event.currentTarget.value)}>{ours.map((one) => <option key={one.channel_id} value={one.channel_id}>{doorName(one)}</option>)}</select></label> : <p>{said.from}: {doorName(channel)}</p>}
      {theirs.length > 1 ? <label>{said.to}<select value={number} onChange={(event) => setTo(event.currentTarget.value)}>{theirs.map((one) => <option key={one} value={one}>{shown(one)}</option>)}</select></label> : <p>{said.to}: {shown(number)}</p>}
    </Picker>
  );
}
