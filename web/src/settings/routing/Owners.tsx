import { useEffect, useRef, useState } from "preact/hooks";
import type { Account } from "../../api/types.ts";
import { may } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { change } from "../changing.ts";
import { useRead } from "../reading.ts";
import { WORDS } from "./words.ts";

/** What holds where a rule asks for the contact's owner (RTG-03, RTG-04). */
export function Owners() {
  const { found, again } = useRead<Account>("/account", /^account\./);
  if (!found || !may("account_access")) return null;
  return <Rules account={found} again={again} />;
}

function Rules({ account, again }: { account: Account; again: () => void }) {
  const words = spoken(WORDS);
  const had = account.owner_rules as { identified: boolean; mail_text: boolean };
  const [rules, show] = useState(had);
  const writing = useRef(0);
  // what is read while something is being written may be older than that
  useEffect(() => { if (writing.current === 0) show(had); }, [account.version]);
  const set = async (part: Partial<typeof rules>) => {
    const body = { ...rules, ...part };
    show(body);
    writing.current += 1;
    const done = await change("PUT", "/account/owner-rules", { body, version: account.version }, words.ownersSaved);
    writing.current -= 1;
    if (!done) show(had);
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
