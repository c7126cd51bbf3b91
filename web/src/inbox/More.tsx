import { useRef } from "preact/hooks";
import type { Thread } from "../api/types.ts";
import { t } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { Later } from "../parts/Later.tsx";

const load = () => import("./Deeds.tsx");

/** The menu of what is done more rarely. */
export function More({ thread, disabled }: { thread: Thread; disabled: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button" aria-label={t().handle.more} disabled={disabled} popovertarget="more"><Icon name="more" /></button>
      <div id="more" popover="auto" class="menu" ref={box}><Later load={load} with={{ thread, close: () => box.current?.hidePopover() }} /></div>
    </>
  );
}
