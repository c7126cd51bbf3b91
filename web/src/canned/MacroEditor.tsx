import { useState } from "preact/hooks";
import type { CombineMacro, Macro } from "../api/types.ts";
import { Happened } from "../parts/Happened.tsx";
import { ActionFields, type Action } from "./ActionFields.tsx";
import { save } from "./macros.ts";
import { ScopeFields } from "./ScopeFields.tsx";
import { words } from "./words.ts";

type Deed = keyof ReturnType<typeof words>["deeds"];
const DEEDS: readonly Deed[] = ["reply", "note", "tag", "untag", "assign", "priority", "snooze", "close", "file", "ticket"];
const FRESH: Record<Deed, Action> = {
  reply: { text: "" }, note: { text: "" }, tag: { tag: "" }, untag: { tag: "" }, assign: { user_id: "me" }, priority: { priority: "high" }, snooze: { minutes: "60" }, close: {}, file: { folder: "archive" },
  ticket: { pipeline_id: "", stage: "", name: "{{conversation.subject}}" },
};

/** Writes a macro, or changes one. */
export function MacroEditor({ of, close }: { of: Macro | null; close: () => void }) {
  const said = words();
  const [name, setName] = useState(of?.name ?? "");
  const [actions, setActions] = useState<Action[]>((of?.actions ?? []) as Action[]);
  const [scope, setScope] = useState<{ scope: Macro["scope"]; id: string | null }>({ scope: of?.scope ?? "own", id: of?.scope === "own" ? null : of?.scope_id ?? null });
  const put = (index: number, action: Action | null) => setActions(actions.flatMap((one, at) => (at !== index ? [one] : action ? [action] : [])));
  const keep = async () => { if (await save({ name, actions: actions as unknown as CombineMacro["actions"], scope: scope.scope, scope_id: scope.id }, of)) close(); };
  return (
    <>
      <form onSubmit={(event) => { event.preventDefault(); void keep(); }}>
        <label class="field"><span>{said.name}</span><input type="text" required maxLength={100} value={name} onInput={(event) => setName(event.currentTarget.value)} /></label>
        <fieldset><legend>{said.actions}</legend>
          <ol class="macro-actions">{actions.map((action, index) => (
            <li key={index}><strong>{said.deeds[action["do"] as Deed]}</strong><ActionFields action={action} onChange={(changed) => put(index, changed)} /><button type="button" class="bare" onClick={() => put(index, null)}>{said.take}</button></li>
          ))}</ol>
          <label>{said.add} <select value="" onChange={(event) => { const deed = event.currentTarget.value as Deed; if (deed) setActions([...actions, { do: deed, ...FRESH[deed] }]); event.currentTarget.value = ""; }}>
            <option value="" />{DEEDS.map((deed) => <option key={deed} value={deed}>{said.deeds[deed]}</option>)}
          </select></label>
        </fieldset>
        <ScopeFields scope={scope.scope} id={scope.id} onChange={(kind, id) => setScope({ scope: kind, id })} />
        <p class="canned-foot"><button type="button" onClick={close}>{said.cancel}</button><button type="submit" class="main" disabled={actions.length === 0}>{said.save}</button></p>
      </form>
      {of && <Happened kind="macro" id={of.macro_id} needs="conversation_write" />}
    </>
  );
}
