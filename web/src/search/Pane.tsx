import type { ComponentType } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { early, FIELD, leaveSearch, openSearch } from "./opening.ts";

/** What opens the search, at the head of the list. */
export function SearchButton() {
  return <button type="button" id="open-search" class="bare" aria-keyshortcuts="/" title={`${t().search} (/)`} aria-label={t().search} onClick={openSearch}><Icon name="search" /></button>;
}

/** The search in the place of the list; loaded when it is first opened. */
export function SearchPane() {
  const [Shown, show] = useState<ComponentType | null>(null);
  const [failed, fail] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const load = () => {
    fail(false);
    import("./Search.tsx").then((loaded) => show(() => loaded.default), () => fail(true));
  };
  useEffect(load, []);
  useLayoutEffect(() => field.current?.focus(), []);
  if (Shown) return <Shown />;
  return (
    <section class="list" id="list" aria-busy={!failed} aria-label={t().search}>
      {!failed && <header><input ref={field} id={FIELD} type="search" autocomplete="off" maxLength={300} aria-label={t().search} value={early.value} onInput={(event) => { early.value = event.currentTarget.value; }} /></header>}
      {failed && <div class="nothing"><p>{t().errors.away}</p><button type="button" onClick={load}>{t().composer.again}</button><button type="button" onClick={leaveSearch}>{t().thread.back}</button></div>}
    </section>
  );
}
