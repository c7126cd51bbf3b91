import { useEffect, useRef, useState } from "preact/hooks";
import type { CannedReply, PrepareReply } from "../api/types.ts";
import { Happened } from "../parts/Happened.tsx";
import { TOKENS } from "./fill.ts";
import { save } from "./replies.ts";
import { ScopeFields } from "./ScopeFields.tsx";
import { words } from "./words.ts";

/** Writes a canned reply, or changes one. */
export function Editor({ of, close }: { of: CannedReply | null; close: () => void }) {
  const said = words();
  const box = useRef<HTMLDialogElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const [one, set] = useState<PrepareReply>({ name: of?.name ?? "", shortcut: of?.shortcut ?? "", text: of?.text ?? "", scope: of?.scope ?? "own", scope_id: of?.scope === "own" ? null : of?.scope_id ?? null });
  useEffect(() => { box.current?.showModal(); }, []);
  const change = (part: Partial<PrepareReply>) => set({ ...one, ...part });
  const token = (name: string) => {
    if (!area.current || !name) return;
    area.current.setRangeText(`{{${name}}}`, area.current.selectionStart, area.current.selectionEnd, "end");
    change({ text: area.current.value });
    area.current.focus();
  };
  const keep = async () => { if (await save(one, of)) box.current?.close(); };
  return (
    <dialog ref={box} class="canned-editor" aria-labelledby="canned-editor-title" onClose={close} onKeyDown={(event) => event.stopPropagation()}>
      <form onSubmit={(event) => { event.preventDefault(); event.stopPropagation(); void keep(); }}>
        <h2 id="canned-editor-title">{of ? said.edit : said.new}</h2>
        <label class="field"><span>{said.name}</span><input type="text" required maxLength={100} value={one.name} onInput={(event) => change({ name: event.currentTarget.value })} /></label>
        <label class="field"><span>{said.shortcut}</span><input type="text" maxLength={30} pattern="[a-z0-9][a-z0-9_\-]*" value={one.shortcut ?? ""} onInput={(event) => change({ shortcut: event.currentTarget.value })} /></label>
        <label class="field"><span>{said.text}</span><textarea ref={area} rows={8} required maxLength={20_000} dir="auto" value={one.text} onInput={(event) => change({ text: event.currentTarget.value })} /></label>
        <label class="field"><span>{said.tokens}</span><select value="" onChange={(event) => { token(event.currentTarget.value); event.currentTarget.value = ""; }}><option value="" />{TOKENS.map((name) => <option key={name} value={name}>{`{{${name}}}`}</option>)}</select></label>
        <ScopeFields scope={one.scope ?? "own"} id={one.scope_id ?? null} onChange={(scope, scope_id) => change({ scope, scope_id })} />
        <p class="canned-foot"><button type="button" onClick={() => box.current?.close()}>{said.cancel}</button><button type="submit" class="main">{said.save}</button></p>
      </form>
      {of && <Happened kind="canned_reply" id={of.reply_id} needs="conversation_write" />}
    </dialog>
  );
}
