import type { Account } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import type { Put } from "./Account.tsx";
import { WORDS } from "./words.ts";

const MOST_DAYS = 3650;
const MOST_TICKETS = 10_000;

/** When a message opens a closed conversation again, and how many tickets a contact may have (CNV-01, TKT-03). */
export function Policies({ account, put }: { account: Account; put: Put }) {
  const words = spoken(WORDS);
  const number = (form: HTMLFormElement) => { const said = String(new FormData(form).get("n")); return said === "" ? null : Number(said); };
  return (
    <section class="card" aria-labelledby="policies"><h3 id="policies">{words.policies}</h3>
      <form class="line-of" onSubmit={(event) => { event.preventDefault(); void put("reopening", { reopen_days: number(event.currentTarget) }); }}>
        <label class="check">{words.reopening}<input key={account.reopen_days} name="n" type="number" min={0} max={MOST_DAYS} defaultValue={String(account.reopen_days ?? "")} aria-describedby="reopening-hint" /></label>
        <button type="submit">{words.save}<span class="hidden"> {words.reopening}</span></button>
      </form>
      <p><small id="reopening-hint">{words.reopeningHint}</small></p>
      <form class="line-of" onSubmit={(event) => { event.preventDefault(); void put("limits", { tickets_per_contact: number(event.currentTarget) ?? MOST_TICKETS }); }}>
        <label class="check">{words.ticketLimit}<input key={account.tickets_per_contact} name="n" type="number" min={0} max={MOST_TICKETS} defaultValue={String(account.tickets_per_contact ?? MOST_TICKETS)} aria-describedby="limit-hint" /></label>
        <button type="submit">{words.save}<span class="hidden"> {words.ticketLimit}</span></button>
      </form>
      <p><small id="limit-hint">{words.ticketLimitHint}</small></p>
    </section>
  );
}
