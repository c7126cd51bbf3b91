import { helpOpen } from "../app/keys.ts";
import { DENSITIES, density, THEMES, theme } from "../app/looks.ts";
import { attempt } from "../app/notices.ts";
import { openAccounts } from "../app/overlay.ts";
import { openPages } from "../app/pages.ts";
import { me, setAvailable, signOut } from "../app/people.ts";
import { go, START } from "../app/route.ts";
import { order, title } from "../inbox/views.ts";
import { LANGUAGES, speak, spoken, t } from "../i18n/words.ts";
import { openSearch } from "../search/opening.ts";
import { settingsPages } from "../settings/pages.ts";
import { deeds } from "./deeds.ts";
import type { Command } from "./ranked.ts";
import type { PaletteWords } from "./words.ts";

/** Everything that can be done from here now; what was typed may be a new tag. */
export function commands(words: PaletteWords, typed: string): Command[] {
  return [...deeds(words, typed), ...places(words), ...self(words), ...looks(words)];
}

/** To look for what was typed: the last of all, whatever it is. */
export function search(words: PaletteWords, typed: string): Command[] {
  const run = () => void import("../search/looking.ts").then((looking) => {
    openSearch();
    looking.write(typed);
  });
  return typed ? [{ id: "", group: words.go, title: words.search(typed), run }] : [];
}

function places(words: PaletteWords): Command[] {
  const { pages } = t();
  return [
    ...order().map((view) => ({ id: `view:${view}`, group: words.go, title: title(view), run: () => go({ ...START, view }) })),
    ...openPages().map((page) => ({ id: `page:${page}`, group: words.go, title: pages[page], run: () => go({ ...START, page }) })),
    ...settingsPages().map((one) => ({ id: `settings:${one.id}`, group: words.go, title: `${pages.settings}: ${spoken(one.label)}`, run: () => go({ ...START, page: "settings", id: one.id }) })),
  ];
}

function self(words: PaletteWords): Command[] {
  const there = me()?.available ?? false;
  return [
    { id: "available", group: words.self, title: there ? words.away : words.available, run: () => void attempt(() => setAvailable(!there)) },
    { id: "keys", group: words.self, title: words.keys, key: "?", run: () => { helpOpen.value = true; } },
    { id: "accounts", group: words.self, title: words.accounts, run: () => void openAccounts() },
    { id: "leave", group: words.self, title: words.leave, run: () => void attempt(signOut) },
  ];
}

function looks(words: PaletteWords): Command[] {
  const all = t();
  return [
    ...THEMES.map((one) => ({ id: `theme:${one}`, group: words.looks, title: `${all.theme.title}: ${all.theme[one]}`, run: () => { theme.value = one; } })),
    ...DENSITIES.map((one) => ({ id: `density:${one}`, group: words.looks, title: `${all.density.title}: ${all.density[one]}`, run: () => { density.value = one; } })),
    ...Object.entries(LANGUAGES).map(([code, name]) => ({ id: `language:${code}`, group: words.looks, title: `${all.language}: ${name}`, run: () => void speak(code as keyof typeof LANGUAGES) })),
  ];
}
