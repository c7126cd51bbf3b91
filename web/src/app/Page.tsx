import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n/words.ts";
import { LOADERS } from "./pages.ts";
import type { Page as Name } from "./route.ts";

/** A page that is loaded when it is first opened; says so where that fails. */
export function Page({ name }: { name: Name }) {
  const [Shown, show] = useState<ComponentType | null>(null);
  const [failed, fail] = useState(false);
  const load = () => {
    fail(false);
    LOADERS[name]?.().then((loaded) => show(() => loaded.default), () => fail(true));
  };
  useEffect(load, [name]);
  if (Shown) return <main class="page" id="list"><Shown /></main>;
  return (
    <main class="page" id="list" aria-busy={!failed}>
      {failed && <div class="nothing"><p>{t().errors.away}</p><button type="button" onClick={load}>{t().composer.again}</button></div>}
    </main>
  );
}
