import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Later } from "../parts/Later.tsx";
import { asked } from "./fill.ts";

const load = () => import("./Picker.tsx");

/** Opens the canned replies where a `/` is typed at a word's start; what is chosen takes the place of the `/`. */
export function Slash({ box, conversation }: { box: RefObject<HTMLTextAreaElement | null>; conversation: string | null }) {
  const [at, setAt] = useState<number | null>(null);
  useEffect(() => {
    const area = box.current;
    if (!area) return;
    const typed = (event: Event) => { if ((event as InputEvent).data === "/") setAt(asked(area.value, area.selectionStart)); };
    area.addEventListener("input", typed);
    return () => area.removeEventListener("input", typed);
  });
  if (at === null) return null;
  const close = (text: string | null, select: [number, number] | null = null) => {
    const area = box.current;
    setAt(null);
    if (!area) return;
    area.focus();
    if (text === null) return;
    area.setRangeText(text, at, at + 1, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    requestAnimationFrame(() => { if (select) area.setSelectionRange(at + select[0], at + select[1]); });
  };
  return <Later load={load} with={{ conversation, close }} />;
}
