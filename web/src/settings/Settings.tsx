import { useEffect, useRef } from "preact/hooks";
import { address, route, START } from "../app/route.ts";
import { spoken, t } from "../i18n/words.ts";
import { follow } from "../parts/follow.ts";
import { Icon } from "../parts/Icon.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { linkTo } from "./opened.ts";
import { GROUPS, type SettingsPage, settingsPages } from "./pages.ts";
import { WORDS } from "./words.ts";
import "./settings.css";

/** The menu of the settings beside the page that is chosen; where it is narrow, one or the other. */
export default function Settings() {
  const words = spoken(WORDS);
  const pages = settingsPages();
  const name = route.value.id?.split("/")[0];
  const page = name === undefined ? pages[0] : pages.find((one) => one.id === name);
  const all = { ...START, page: "settings" as const };
  return (
    <div class={name === undefined ? "settings" : "settings chosen"}>
      <h1 class="hidden">{words.title}</h1>
      <Menu pages={pages} chosen={page} />
      <div class="settings-page">
        <p class="only-narrow"><a class="back" href={address(all)} onClick={follow(all)}><Icon name="back" /> {words.all}</a></p>
        {page ? <Outlet key={page.id} page={page} /> : <p>{words.none}</p>}
      </div>
    </div>
  );
}

function Menu({ pages, chosen }: { pages: readonly SettingsPage[]; chosen: SettingsPage | undefined }) {
  const words = spoken(WORDS);
  return (
    <nav class="settings-menu" aria-label={words.title}>
      {GROUPS.filter((group) => pages.some((one) => one.group === group)).map((group) => (
        <section key={group}><h2 id={`settings-${group}`}>{words.groups[group]}</h2>
          <ul aria-labelledby={`settings-${group}`}>{pages.filter((one) => one.group === group).map((one) => (
            <li key={one.id}><a {...linkTo(one.id)} aria-current={one === chosen ? "page" : undefined}>{spoken(one.label)}</a></li>
          ))}</ul></section>
      ))}
    </nav>
  );
}

function Outlet({ page }: { page: SettingsPage }) {
  const { Shown, failed, again } = useLoaded(page.load);
  const title = useRef<HTMLHeadingElement>(null);
  // where the menu goes away, whoever was in it is led on to what they chose
  useEffect(() => { if (document.querySelector(".settings-menu")?.checkVisibility() === false) title.current?.focus(); }, []);
  return (
    <>
      <h2 class="settings-title" ref={title} tabIndex={-1}>{spoken(page.label)}</h2>
      {Shown ? <Shown /> : failed
        ? <div class="nothing"><p>{t().errors.away}</p><button type="button" onClick={again}>{t().composer.again}</button></div>
        : <p role="status">{spoken(WORDS).loading}</p>}
    </>
  );
}
