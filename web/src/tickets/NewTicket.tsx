import { useEffect, useRef, useState } from "preact/hooks";
import { call, get } from "../api/client.ts";
import type { ConversationRow } from "../api/types.ts";
import { tell, wordsOf } from "../app/notices.ts";
import { whoami } from "../app/people.ts";
import { go } from "../app/route.ts";
import { spoken, t } from "../i18n/words.ts";
import { pipeline, pipelines } from "./board.ts";
import { Owners } from "./Fields.tsx";
import { needPipelines } from "./one.ts";
import { WORDS } from "./words.ts";

interface Props {
  /** The conversation it is for; without one it is chosen. */
  conversation?: { id: string; subject: string };
  onClose: () => void;
}

/** Open a ticket by hand (TKT-01); what the account does not allow, the server says in words (ACC-08, TKT-03). */
export function NewTicket({ conversation, onClose }: Props) {
  const words = spoken(WORDS);
  const box = useRef<HTMLDialogElement>(null);
  const [rows, setRows] = useState<ConversationRow[]>([]);
  const [refused, setRefused] = useState("");
  const [chosen, choose] = useState(pipeline.value ?? pipelines.value[0]?.pipeline_id ?? "");
  const [name, setName] = useState(conversation?.subject ?? "");
  useEffect(() => {
    box.current?.showModal();
    void needPipelines().then(() => choose((before) => before || (pipelines.value[0]?.pipeline_id ?? "")));
    if (!conversation) void get<{ items: ConversationRow[] }>("/conversations", { view: "open", limit: 50 }).then(({ items }) => setRows(items)).catch(() => undefined);
  }, []);
  const stages = pipelines.value.find((one) => one.pipeline_id === chosen)?.stages ?? [];
  const send = async (form: HTMLFormElement) => {
    const said = Object.fromEntries([...new FormData(form)].map(([field, value]) => [field, String(value)]));
    const body = { ...said, conversation_id: conversation?.id ?? said["conversation_id"], pipeline_id: chosen, owner_id: said["owner_id"] || null };
    try {
      const { id } = await call<{ id: string }>("POST", "/tickets", { body, key: crypto.randomUUID() });
      box.current?.close();
      tell(words.made);
      if (!conversation) go({ page: "tickets", id });
    } catch (error) {
      setRefused(wordsOf(error));
    }
  };
  return (
    <dialog ref={box} aria-labelledby="new-ticket" onClose={onClose}>
      <h2 id="new-ticket">{words.make}</h2>
      <form class="new-ticket" onSubmit={(event) => { event.preventDefault(); void send(event.currentTarget); }}>
        {!conversation && <label>{words.conversation}
          <select name="conversation_id" required onChange={(event) => { const row = rows.find((one) => one.conversation_id === event.currentTarget.value); if (row && !name) setName(row.subject ?? ""); }}>
            <option value="">{words.choose}</option>
            {rows.map((row) => <option key={row.conversation_id} value={row.conversation_id}>{[row.contact_name || row.contact_address, row.subject || t().list.noSubject].join(" · ")}</option>)}
          </select></label>}
        <label>{words.name}<input name="name" required maxLength={200} value={name} onInput={(event) => setName(event.currentTarget.value)} /></label>
        {pipelines.value.length > 1 && <label>{words.pipeline}<select value={chosen} onChange={(event) => choose(event.currentTarget.value)}>{pipelines.value.map((one) => <option key={one.pipeline_id} value={one.pipeline_id}>{one.name}</option>)}</select></label>}
        <label>{words.stage}<select name="stage">{stages.map((stage) => <option key={stage.key} value={stage.key}>{stage.name}</option>)}</select></label>
        <label>{words.priority}<select name="priority">{Object.entries(words.priorities).map(([value, text]) => <option key={value} value={value} selected={value === "medium"}>{text}</option>)}</select></label>
        <label>{words.owner}<select name="owner_id"><Owners now={null} chosen={whoami.value?.user_id ?? null} /></select></label>
        <label>{words.category}<input name="category" maxLength={200} /></label>
        {refused && <p class="state bad" role="alert">{refused}</p>}
        <p class="ticket-line"><button type="button" onClick={() => box.current?.close()}>{words.cancel}</button><button type="submit" class="main">{words.create}</button></p>
      </form>
    </dialog>
  );
}
