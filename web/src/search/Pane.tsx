import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { leaveSearch, openSearch } from "./opening.ts";

/** What opens the search, at the head of the list. */
export function SearchButton() {
  return <button type="button" id="open-search" class="bare" aria-keyshortcuts="/" title={`${t().search} (/)`} aria-label={t().search} onClick={openSearch}><Icon name="search" /></button>;
}

/** The search in the place of the list; loaded when it is first opened. */
export function SearchPane() {
  const [Shown, show] = useState<ComponentType | null>(null);
  const [failed, fail] = useState(false);
  const load = () => {
    fail(false);
    import("./Search.tsx").then((loaded) => show(() => loaded.default), () => fail(true));
  };
  useEffect(load, []);
  if (Shown) return <Shown />;
  return (
    <section class="list" id="list" aria-busy={!failed} aria-label={t().search}>
      {failed && <div class="nothing"><p>{t().errors.away}</p><button type="button" onClick={load}>{t().composer.again}</button><button type="button" onClick={leaveSearch}>{t().thread.back}</button></div>}
    </section>
  );
}
