import { useEffect, useRef, useState } from "preact/hooks";
import type { Macro } from "../api/types.ts";
import { overlay } from "../app/overlay.ts";
import { MacroEditor } from "./MacroEditor.tsx";
import { macros, readMacros, remove } from "./macros.ts";
import { words } from "./words.ts";
import "./canned.css";

/** All macros one may see: make, change, delete. */
export default function Macros() {
  const said = words();
  const box = useRef<HTMLDialogElement>(null);
  const [editing, edit] = useState<Macro | "new" | null>(null);
  useEffect(() => { box.current?.showModal(); void readMacros(); }, []);
  return (
    <dialog ref={box} class="canned-editor" aria-labelledby="macros-title" onClose={() => { overlay.value = null; }}>
      <h2 id="macros-title">{said.macros}</h2>
      {editing ? <MacroEditor key={editing === "new" ? "new" : editing.macro_id} of={editing === "new" ? null : editing} close={() => edit(null)} /> : (
        <>
          {macros.value.length === 0 && <p>{said.none}</p>}
          <ul class="macro-actions">{macros.value.map((one) => (
            <li key={one.macro_id}><strong>{one.name}</strong> <button type="button" class="bare" onClick={() => edit(one)}>{said.edit}</button><button type="button" class="bare" onClick={() => void remove(one)}>{said.remove}</button></li>
          ))}</ul>
          <form method="dialog" class="canned-foot"><button type="submit">{said.close}</button><button type="button" class="main" onClick={() => edit("new")}>{said.newMacro}</button></form>
        </>
      )}
    </dialog>
  );
}
