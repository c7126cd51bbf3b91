import { t } from "../i18n/words.ts";
import { useLoaded } from "../parts/loaded.ts";
import { LOADERS } from "./pages.ts";
import type { Page as Name } from "./route.ts";

/** A page that is loaded when it is first opened; says so where that fails. */
export function Page({ name }: { name: Name }) {
  const { Shown, failed, again } = useLoaded(LOADERS[name]);
  if (Shown) return <main class="page" id="list"><Shown /></main>;
  return (
    <main class="page" id="list" aria-busy={!failed}>
      {failed && <div class="nothing"><p>{t().errors.away}</p><button type="button" onClick={again}>{t().composer.again}</button></div>}
    </main>
  );
}
