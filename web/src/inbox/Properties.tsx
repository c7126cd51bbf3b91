import { useEffect } from "preact/hooks";
import { call } from "../api/client.ts";
import type { ConversationPropertyDefinition as Definition, Thread } from "../api/types.ts";
import { attempt } from "../app/notices.ts";
import { overlay } from "../app/overlay.ts";
import { may } from "../app/people.ts";
import { route } from "../app/route.ts";
import { t } from "../i18n/words.ts";
import { definitions, needDefinitions } from "./properties.ts";

const edit = () => attempt(async () => { overlay.value = (await import("../placing/Definitions.tsx")).default; });

/** The properties of a conversation; what is archived shows where it is set. */
export function Properties({ thread }: { thread: Thread }) {
  const words = t().handle;
  useEffect(needDefinitions, []);
  const values = thread.properties as Record<string, { value: string }>;
  const shown = definitions.value.filter((one) => !one.archived || one.property_id in values);
  if (shown.length === 0 && !may("account_access")) return null;
  return (
    <section><h3>{words.properties}</h3>
      <dl>{shown.map((one) => [<dt key={`name ${one.property_id}`}><label for={`p-${one.property_id}`}>{one.name}</label></dt>,
        <dd key={one.property_id}><Value of={one} thread={thread} value={values[one.property_id]?.value ?? ""} /></dd>])}</dl>
      {may("account_access") && <button type="button" class="bare" onClick={() => void edit()}>{words.editProperties}</button>}
    </section>
  );
}

function Value({ of, thread, value }: { of: Definition; thread: Thread; value: string }) {
  const id = `p-${of.property_id}`;
  const disabled = of.archived || route.value.at !== null || !may("conversation_write");
  const set = (next: string) => void attempt(() => call("PUT", `/conversations/${thread.conversation_id}/properties/${of.property_id}`, { body: { value: next.trim() ? next : null } }));
  if (of.kind === "checkbox") return <input id={id} type="checkbox" disabled={disabled} checked={value === "true"} onChange={(event) => set(String(event.currentTarget.checked))} />;
  if (of.kind === "choice") return <select id={id} disabled={disabled} value={value} onChange={(event) => set(event.currentTarget.value)}><option value="">–</option>{[...new Set([...of.choices, ...(value ? [value] : [])])].map((one) => <option key={one} value={one}>{one}</option>)}</select>;
  const change = (event: { currentTarget: HTMLInputElement }) => set(event.currentTarget.value);
  if (of.kind === "date") return <input key={value} id={id} type="date" disabled={disabled} defaultValue={value} onChange={change} />;
  return <input key={value} id={id} type="text" inputMode={of.kind === "number" ? "decimal" : "text"} maxLength={1000} disabled={disabled} defaultValue={value} onChange={change} />;
}
