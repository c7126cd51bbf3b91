import { useRef, useState } from "preact/hooks";
import { call } from "../api/client.ts";
import type { Changed, Channel, Contact } from "../api/types.ts";
import { attempt, tell } from "../app/notices.ts";
import { channels, doorName } from "../app/people.ts";
import { go } from "../app/route.ts";
import { Later } from "../parts/Later.tsx";
import type { Picked } from "./Picker.tsx";
import { words } from "./words.ts";

const loadPicker = () => import("./Picker.tsx");

/** The numbers from which somebody may be written to. */
const numbers = (): Channel[] => [...channels.value.values()].filter((one) => one.kind === "whatsapp" && ["connected", "degraded"].includes(one.state));

/** By what a contact is reached there: numbers known at WhatsApp first, then telephone numbers. */
export function reached({ identities }: Pick<Contact, "identities">): string[] {
  const of = (kind: string) => identities.filter((one) => one.kind === kind).map((one) => one.value);
  const known = of("whatsapp_id");
  return [...known, ...of("phone").filter((one) => !known.includes(one.replace(/\D/g, "")))];
}

/** Begins a conversation by WhatsApp with a template; nothing is there where no number of ours or theirs is (WAB-02, CNV-05). */
export default function Begin({ person }: { person: Contact }) {
  const said = words();
  const [open, show] = useState(false);
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const asked = useRef({ body: "", key: "" });
  const ours = numbers();
  const theirs = reached(person);
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
  const among = <>
    {ours.length > 1 && <label>{said.from}<select value={channel.channel_id} onChange={(event) => setFrom(event.currentTarget.value)}>{ours.map((one) => <option key={one.channel_id} value={one.channel_id}>{doorName(one)}</option>)}</select></label>}
    {theirs.length > 1 && <label>{said.to}<select value={number} onChange={(event) => setTo(event.currentTarget.value)}>{theirs.map((one) => <option key={one} value={one}>{one}</option>)}</select></label>}
  </>;
  return (
    <>
      <p><button type="button" onClick={() => show(true)}>{said.begin}</button></p>
      {open && <Later load={loadPicker} with={{ channel: channel.channel_id, children: among, onSend: (picked: Picked) => void send(picked), close: () => show(false) }} />}
    </>
  );
}
