import { useEffect, useRef } from "preact/hooks";
import { spoken, t } from "../i18n/words.ts";
import { WORDS } from "./help-words.ts";
import { helpOpen, type Key, KEYS, single } from "./keys.ts";

/** All keys, and the switch of the single ones. */
export default function Help() {
  const box = useRef<HTMLDialogElement>(null);
  const words = spoken(WORDS);
  useEffect(() => { if (helpOpen.value) box.current?.showModal(); });
  if (!helpOpen.value) return null;
  const shown = (one: Key) => (one.chord ? `Ctrl+${one.key.toUpperCase()}` : one.key === "Escape" ? "Esc" : one.key);
  return (
    <dialog ref={box} aria-labelledby="help-title" onClose={() => { helpOpen.value = false; }}>
      <h2 id="help-title">{words.title}</h2>
      <dl class="keys">{KEYS.map((one) => [<dt key={`key ${one.does}`}><kbd>{shown(one)}</kbd></dt>, <dd key={one.does}>{words.does[one.does]}</dd>])}</dl>
      <p><label><input type="checkbox" role="switch" checked={single.value} onChange={(event) => { single.value = event.currentTarget.checked; }} /> {words.single}</label></p>
      <form method="dialog"><button type="submit" class="main">{t().keys.close}</button></form>
    </dialog>
  );
}
