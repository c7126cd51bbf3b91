import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n/words.ts";
import { helpOpen } from "./keys.ts";

/** All keys. */
export function Help() {
  const box = useRef<HTMLDialogElement>(null);
  const words = t().keys;
  useEffect(() => { if (helpOpen.value) box.current?.showModal(); });
  if (!helpOpen.value) return null;
  return (
    <dialog ref={box} aria-labelledby="help-title" onClose={() => { helpOpen.value = false; }}>
      <h2 id="help-title">{words.title}</h2>
      <dl class="keys">{words.list.map(([key, does]) => [<dt key={key}><kbd>{key}</kbd></dt>, <dd key={does}>{does}</dd>])}</dl>
      <form method="dialog"><button type="submit" class="main">{words.close}</button></form>
    </dialog>
  );
}
