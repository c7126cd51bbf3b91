import { useId, useRef } from "preact/hooks";
import { tell } from "../../app/notices.ts";
import { spoken } from "../../i18n/words.ts";
import { WORDS } from "./words.ts";

/** Something to copy as it stands: by a button, or marked for the keyboard's own copy where that is forbidden. */
export function Copied({ label, text }: { label: string; text: string }) {
  const words = spoken(WORDS);
  const id = useId();
  const box = useRef<HTMLPreElement>(null);
  const copy = () => navigator.clipboard.writeText(text).then(() => tell(words.copied), () => {
    if (box.current) getSelection()?.selectAllChildren(box.current);
    tell(words.marked);
  });
  return (
    <div class="to-copy">
      <pre ref={box} id={id} tabIndex={0} role="group" aria-label={label}>{text}</pre>
      <button type="button" onClick={() => void copy()}>{words.copy}<span class="hidden"> {label}</span></button>
    </div>
  );
}
