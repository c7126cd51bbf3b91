import { spoken } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { look, write } from "./looking.ts";
import { FIELD } from "./opening.ts";
import { forget, recent } from "./recent.ts";
import { WORDS } from "./words.ts";

/** What can be written, and what was looked for before. */
export function Recent() {
  const words = spoken(WORDS);
  const again = (said: string) => {
    write(said);
    void look();
    document.getElementById(FIELD)?.focus();
  };
  return (
    <div class="search-results search-recent">
      <p>{words.hint}</p>
      {recent.value.length > 0 && (
        <>
          <h3>{words.recent}</h3>
          <ul>{recent.value.map((said) => <li key={said}><button type="button" class="bare" onClick={() => again(said)}><Icon name="past" /><span>{said}</span></button></li>)}</ul>
          <button type="button" onClick={forget}>{words.forget}</button>
        </>
      )}
    </div>
  );
}
