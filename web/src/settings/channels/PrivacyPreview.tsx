import { spoken } from "../../i18n/words.ts";
import { WORDS } from "./privacy-words.ts";

interface Props { mode: "explicit" | "implied" | "off"; texts: Record<string, string>; shown: string; show: (language: string) => void; nameOf: (language: string) => string; called: boolean; held: boolean }

/** The text as people see it before or when they write; nothing in it does anything. */
export function PrivacyPreview({ mode, texts, shown, show, nameOf, called, held }: Props) {
  const words = spoken(WORDS);
  const languages = Object.keys(texts);
  return (
    <section class="privacy-preview" aria-label={called ? words.calls.preview : words.preview}>
      <h4>{called ? words.calls.preview : words.preview}</h4>
      {languages.length > 1 && <label>{words.previewIn} <select value={shown} onChange={(event) => show(event.currentTarget.value)}>{languages.map((one) => <option key={one} value={one}>{nameOf(one)}</option>)}</select></label>}
      <div class="privacy-gate" lang={shown}>
        <p>{texts[shown]}</p>
        {called ? <p><small>{mode === "explicit" ? words.calls.press : words.calls.implied}</small></p> : mode === "explicit" ? <p class="line-of"><span class="privacy-agree">{words.agree}</span>{held && <span class="privacy-agree">{words.decline}</span>}</p> : <p><small>{words.implied}</small></p>}
      </div>
    </section>
  );
}
