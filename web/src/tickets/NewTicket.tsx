import { useEffect, useRef, useState } from "preact/hooks";
import { call, get } from "../api/client.ts";
import type { ConversationRow } from "../api/types.ts";
import { tell, wordsOf } from "../app/notices.ts";
import { inboxes, nameless, untitled, whoami } from "../app/people.ts";
import { go } from "../app/route.ts";
import { spoken } from "../i18n/words.ts";
import { pipeline, pipelines } from "./board.ts";
import { Owners } from "./Fields.tsx";
import { needPipelines } from "./one.ts";
import { WORDS } from "./words.ts";
import "./tickets.css";

interface Props {
  /** The conversation it is for; without one it is chosen. */
  conversation?: { id: string; subject: string };
  /** The contact it is about, without a conversation (TKT-04). */
  contact?: string;
  onClose: () => void;
}

const open = () => pipelines.value.filter((one) => !one.archived);

/** Open a ticket by hand (TKT-01); what the account does not allow, the server says in words (ACC-08, TKT-03). */
export function NewTicket({ conversation, contact, onClose }: Props) {
  const words = spoken(WORDS);
  const box = useRef<HTMLDialogElement>(null);
  const [rows, setRows] = useState<ConversationRow[]>([]);
  const [refused, setRefused] = useState("");
  const usual = () => (open().find((one) => one.pipeline_id === pipeline.value) ?? open().find((one) => one.default) ?? open()[0])?.pipeline_id ?? "";
  const [chosen, choose] = useState(usual());
  const [name, setName] = useState(conversation?.subject ?? "");
  useEffect(() => {
    box.current?.showModal();
    void needPipelines().then(() => choose((before) => before || usual()));
    if (!conversation && !contact) void get<{ items: ConversationRow[] }>("/conversations", { view: "open", limit: 50 }).then(({ items }) => setRows(items)).catch(() => undefined);
  }, []);
  const stages = pipelines.value.find((one) => one.pipeline_id === chosen)?.stages ?? [];
  const send = async (form: HTMLFormElement) => {
    const said = Object.fromEntries([...new FormData(form)].map(([field, value]) => [field, String(value)]));
    const place = contact ? { contact_id: contact, inbox_id: said["inbox_id"] } : { conversation_id: conversation?.id ?? said["conversation_id"] };
    const { name, stage, priority, category, description } = said;
    const body = { name, stage, priority, category, description, ...place, pipeline_id: chosen, owner_id: said["owner_id"] || null };
    try {
      const { id } = await call<{ id: string }>("POST", "/tickets", { body, key: crypto.randomUUID() });
      box.current?.close();
      tell(words.made);
      if (!conversation || contact) go({ page: "tickets", id });
    } catch (error) {
      setRefused(wordsOf(error));
    }
  };
  return (
    <dialog ref={box} aria-labelledby="new-ticket" onClose={onClose}>
      <h2 id="new-ticket">{words.make}</h2>
      <form class="new-ticket" onSubmit={(event) => { event.preventDefault(); void send(event.currentTarget); }}>
        {contact && <label>{words.inbox}<select name="inbox_id" required>{[...inboxes.value.values()].map((one) => <option key={one.inbox_id} value={one.inbox_id}>{one.name}</option>)}</select></label>}
        {!conversation && !contact && <label>{words.conversation}
          <select name="conversation_id" required onChange={(event) => { const row = rows.find((one) => one.conversation_id === event.currentTarget.value); if (row && !name) setName(row.subject || (row.preview ?? "").slice(0, 80)); }}>
            <option value="">{words.choose}</option>
            {rows.map((row) => <option key={row.conversation_id} value={row.conversation_id}>{[row.contact_name || row.contact_address || nameless(row.channel_id), row.subject || untitled(row.channel_id)].join(" · ")}</option>)}
          </select></label>}
        <label>{words.name}<input name="name" required maxLength={200} value={name} onInput={(event) => setName(event.currentTarget.value)} /></label>
        {open().length > 1 && <label>{words.pipeline}<select value={chosen} onChange={(event) => choose(event.currentTarget.value)}>{open().map((one) => <option key={one.pipeline_id} value={one.pipeline_id}>{one.name}</option>)}</select></label>}
        <label>{words.stage}<select name="stage">{stages.map((stage) => <option key={stage.key} value={stage.key}>{stage.name}</option>)}</select></label>
        <label>{words.priority}<select name="priority">{Object.entries(words.priorities).map(([value, text]) => <option key={value} value={value} selected={value === "medium"}>{text}</option>)}</select></label>
        <label>{words.owner}<select name="owner_id"><Owners now={null} chosen={whoami.value?.user_id ?? null} /></select></label>
        <label>{words.category}<input name="category" maxLength={200} /></label>
        <label>{words.description}<textarea name="description" rows={3} maxLength={20_000} /></label>
        {refused && <p class="state bad" role="alert">{refused}</p>}
        <p class="ticket-line"><button type="button" onClick={() => box.current?.close()}>{words.cancel}</button><button type="submit" class="main">{words.create}</button></p>
      </form>
    </dialog>
  );
}
