import type { Account } from "../../api/types.ts";
import { may } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { change } from "../changing.ts";
import { useRead } from "../reading.ts";
import { WORDS } from "./words.ts";

/** What holds where a rule asks for the contact's owner (RTG-03, RTG-04). */
export function Owners() {
  const words = spoken(WORDS);
  const { found, again } = useRead<Account>("/account", /^account\./);
  if (!found || !may("account_access")) return null;
  const rules = found.owner_rules as { identified: boolean; mail_text: boolean };
  const set = async (part: Partial<typeof rules>) => {
    await change("PUT", "/account/owner-rules", { body: { ...rules, ...part }, version: found.version }, words.ownersSaved);
    again();
  };
  const check = (name: keyof typeof rules, label: string) => (
    <label class="check"><input type="checkbox" checked={rules[name]} onChange={(event) => void set({ [name]: event.currentTarget.checked })} />{label}</label>
  );
  return (
    <section class="card" aria-labelledby="owners">
      <h3 id="owners">{words.owners}</h3>
      <p><small>{words.ownersHint}</small></p>
      {check("identified", words.identified)}
      {check("mail_text", words.mailText)}
    </section>
  );
}
