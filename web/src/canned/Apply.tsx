import { useEffect, useRef, useState } from "preact/hooks";
import type { MacroPreview } from "../api/types.ts";
import { wordsOf } from "../app/notices.ts";
import { overlay } from "../app/overlay.ts";
import { users } from "../app/people.ts";
import { carryOut, previewOf, shown } from "./macros.ts";
import { words } from "./words.ts";
import "./canned.css";

/** What a macro is going to do, before it does it. */
export default function Apply() {
  const said = words();
  const box = useRef<HTMLDialogElement>(null);
  const key = useRef(crypto.randomUUID());
  const [preview, setPreview] = useState<MacroPreview | null>(null);
  const [wrong, setWrong] = useState("");
  const one = shown.value;
  useEffect(() => {
    box.current?.showModal();
    if (one) previewOf(one.macro.macro_id, one.conversation).then(setPreview, (error: unknown) => setWrong(wordsOf(error)));
  }, []);
  if (!one) return null;
  const apply = async () => { if (preview && await carryOut(one.macro, one.conversation, one.seen, preview.macro_version, key.current)) box.current?.close(); };
  return (
    <dialog ref={box} class="canned-editor" aria-labelledby="macro-title" onClose={() => { overlay.value = null; }}>
      <h2 id="macro-title">{one.macro.name}</h2>
      {wrong && <p role="alert" class="state bad">{wrong}</p>}
      <p>{said.does}:</p>
      <ol class="macro-actions">{(preview?.actions ?? one.macro.actions).map((action, index) => <li key={index}><strong>{said.deeds[action["do"] as keyof typeof said.deeds]}</strong> <span class="text" dir="auto">{about(action, said)}</span></li>)}</ol>
      {preview && preview.missing.length > 0 && <p role="alert" class="state warn">{said.missing(preview.missing.map((name) => `{{${name}}}`).join(", "))}</p>}
      <form method="dialog" class="canned-foot"><button type="submit">{said.cancel}</button><button type="button" class="main" autofocus disabled={!preview || preview.missing.length > 0} onClick={() => void apply()}>{said.apply}</button></form>
    </dialog>
  );
}

function about(action: Record<string, string>, said: ReturnType<typeof words>): string {
  if (action["do"] === "assign") return action["user_id"] === "me" ? said.me : users.value.get(action["user_id"] ?? "")?.name ?? said.nobody;
  return action["text"] ?? action["tag"] ?? action["priority"] ?? action["minutes"] ?? action["folder"] ?? action["name"] ?? "";
}
