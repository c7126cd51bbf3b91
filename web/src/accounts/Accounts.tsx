import { useEffect, useRef, useState } from "preact/hooks";
import { get } from "../api/client.ts";
import type { Account, WhoBeside } from "../api/types.ts";
import { attempt } from "../app/notices.ts";
import { overlay } from "../app/overlay.ts";
import { me, signOut } from "../app/people.ts";
import { spoken, t } from "../i18n/words.ts";
import { Avatar } from "../parts/Avatar.tsx";
import { addAccount, beside, changeTo } from "./changing.ts";
import { WORDS } from "./words.ts";
import "./accounts.css";

/** Who is signed in in this browser, and the way from one account to another. */
export default function Accounts() {
  const box = useRef<HTMLDialogElement>(null);
  const [others, show] = useState<WhoBeside[]>([]);
  const [own, name] = useState("");
  const words = spoken(WORDS);
  useEffect(() => {
    box.current?.showModal();
    void attempt(async () => { show(await beside()); name((await get<Account>("/account")).name); });
  }, []);
  return (
    <dialog ref={box} class="accounts" aria-labelledby="accounts-title" onClose={() => { overlay.value = null; }}>
      <h2 id="accounts-title">{words.title}</h2>
      <ul class="menu">
        <li><One user={me()?.name ?? ""} email={me()?.email ?? ""} account={own} of={me()?.user_id ?? ""} /><span class="chip">{words.here}</span></li>
        {others.map((one) => (
          <li key={one.session_id}><One user={one.user} email={one.email} account={one.account} of={one.session_id} />
            <button type="button" onClick={() => void changeTo(one.session_id)}>{words.to(one.account)}</button></li>
        ))}
      </ul>
      {others.length === 0 && <p><small>{words.none}</small></p>}
      <form method="dialog">
        <button type="button" onClick={() => void addAccount()}>{words.add}</button>
        <button type="button" onClick={() => void attempt(signOut)}>{words.leave}</button>
        <button type="submit" class="main">{t().keys.close}</button>
      </form>
    </dialog>
  );
}

function One({ user, email, account, of }: { user: string; email: string; account: string; of: string }) {
  return <><Avatar name={user} of={of} /><span class="account-who"><strong>{account}</strong><br /><small>{user} · {email}</small></span></>;
}
