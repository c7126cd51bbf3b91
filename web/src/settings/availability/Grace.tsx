import type { AccountHours } from "../../api/types.ts";
import { may } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { change } from "../changing.ts";
import { useRead } from "../reading.ts";
import { WORDS } from "./words.ts";

const CHOICES = [2, 5, 10, 15, 30, 60];

/** After how long without a screen somebody is away. */
export function Grace() {
  const words = spoken(WORDS);
  const { found } = useRead<AccountHours>("/account/hours", /^account\./);
  if (!found || !may("account_access")) return null;
  const now = found.screen_grace;
  const choices = now === null || CHOICES.includes(now) ? CHOICES : [...CHOICES, now];
  const set = (minutes: number | null) => void change("PUT", "/account/screen-grace", { body: { minutes }, version: found.version }, words.graceSaved);
  return (
    <section class="card" aria-labelledby="screens"><h3 id="screens">{words.screens}</h3>
      <label>{words.grace}<select value={now ?? ""} onChange={(event) => set(event.currentTarget.value ? Number(event.currentTarget.value) : null)}>
        {choices.map((one) => <option key={one} value={one}>{words.minutes(one)}</option>)}<option value="">{words.never}</option></select></label>
      <p><small>{words.graceHint}</small></p>
    </section>
  );
}
