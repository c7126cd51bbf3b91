import { DENSITIES, density, THEMES, theme } from "../app/looks.ts";
import { openPalette } from "../app/overlay.ts";
import { type Language, language, LANGUAGES, speak, t } from "../i18n/words.ts";
import { Icon } from "./Icon.tsx";

const PICTURES = { system: "system", light: "sun", dark: "moon" } as const;

/** Colours, row height and language. */
export function Looks() {
  const words = t();
  const next = <T,>(all: readonly T[], now: T): T => all[(all.indexOf(now) + 1) % all.length] as T;
  const colours = `${words.theme.title}: ${words.theme[theme.value]}`;
  const height = `${words.density.title}: ${words.density[density.value]}`;
  return (
    <div class="looks">
      <button type="button" class="bare" title={colours} aria-label={colours} onClick={() => { theme.value = next(THEMES, theme.value); }}><Icon name={PICTURES[theme.value]} /></button>
      <button type="button" class="bare" title={height} aria-label={height} onClick={() => { density.value = next(DENSITIES, density.value); }}><Icon name="rows" /></button>
      <button type="button" class="bare" title={`${words.keys.does.palette} (Ctrl+K)`} aria-label={words.keys.does.palette} onClick={() => void openPalette()}><Icon name="command" /></button>
      <label class="hidden" for="language">{words.language}</label>
      <select id="language" value={language.value} onChange={(event) => void speak(event.currentTarget.value as Language)}>
        {Object.entries(LANGUAGES).map(([code, name]) => <option key={code} value={code}>{name}</option>)}
      </select>
    </div>
  );
}
