import { signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { openPages } from "../app/pages.ts";
import { t } from "../i18n/words.ts";
import { state } from "../live/stream.ts";
import { Icon } from "../parts/Icon.tsx";
import { PageLink, Places } from "./Rail.tsx";

const open = signal(false);

/** The way to everything in a narrow window: the pages at its foot, and all the rest in a drawer. */
export function Narrow() {
  const words = t();
  return (
    <>
      <nav class="rail foot" aria-label={words.pagesTitle}>
        <p class={`live ${state.value}`} role="status"><span class="hidden">{state.value === "live" ? words.live.live : words.live.opening}</span></p>
        <ul>
          <li><button type="button" aria-haspopup="dialog" aria-expanded={open.value} onClick={() => { open.value = true; }}><Icon name="menu" /><span>{words.menu}</span></button></li>
          {["inbox" as const, ...openPages()].filter((page) => page !== "me").map((page) => <PageLink key={page} page={page} />)}
        </ul>
      </nav>
      {open.value && <Drawer />}
    </>
  );
}

/** What the rail of a wide window has; it goes by Escape, by a touch beside it, and with wherever one goes from it. */
function Drawer() {
  const box = useRef<HTMLDialogElement>(null);
  const words = t();
  useLayoutEffect(() => {
    box.current?.showModal();
    return () => { open.value = false; };
  }, []);
  const close = () => box.current?.close();
  const touched = (event: MouseEvent) => {
    const at = event.target as Element;
    if (at === box.current || at.closest("a, .drafts-link, .me-name, .looks button:last-of-type")) close();
  };
  return (
    <dialog ref={box} class="drawer" aria-label={words.menu} onClick={touched} onClose={() => { open.value = false; }}>
      <nav class="rail" aria-label={words.viewsTitle}>
        <p class="brand"><Icon name="email" />Postroom <button type="button" class="bare" aria-label={words.keys.close} onClick={close}><Icon name="x" /></button></p>
        <Places />
      </nav>
    </dialog>
  );
}
