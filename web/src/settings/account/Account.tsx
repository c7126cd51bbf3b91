import { useState } from "preact/hooks";
import type { Account as Shown } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { change } from "../changing.ts";
import { linkTo } from "../opened.ts";
import { useRead } from "../reading.ts";
import { Branding } from "./Branding.tsx";
import { Logo } from "./Logo.tsx";
import { Mail } from "./Mail.tsx";
import { Policies } from "./Policies.tsx";
import { WORDS } from "./words.ts";

const ZONES = Intl.supportedValuesOf("timeZone");

/** What the company is called, where and in which language it is, how it looks, and data privacy (ACC-07, ACC-11). */
export default function Account() {
  const words = spoken(WORDS);
  const { found, failed, again } = useRead<Shown>("/account", /^account\./);
  if (failed) return <p class="refused" role="alert">{failed}</p>;
  if (!found) return <p role="status">{words.loading}</p>;
  const put = async (part: string, body: object) => {
    const done = await change("PUT", `/account/${part}`, { body, version: found.version }, words.saved);
    again();
    return done;
  };
  return (
    <>
      <Names key={`${found.name}|${found.time_zone}|${found.language}`} account={found} put={put} />
      <Branding key={JSON.stringify(found.branding)} account={found} put={put} />
      <Logo account={found} again={again} />
      <Mail account={found} again={again} put={put} />
      <Policies account={found} put={put} />
      <section class="card" aria-labelledby="privacy">
        <h3 id="privacy">{words.privacy}</h3>
        <label class="check"><input type="checkbox" role="switch" checked={found.data_privacy} onClick={(event) => { event.preventDefault(); void put("data-privacy", { on: !found.data_privacy }); }} />{words.privacyOn}</label>
        <p><small>{words.privacyHint} <a {...linkTo("subscription")}>{words.gates}</a></small></p>
      </section>
    </>
  );
}

export type Put = (part: string, body: object) => Promise<boolean>;

function Names({ account, put }: { account: Shown; put: Put }) {
  const words = spoken(WORDS);
  const [name, setName] = useState(account.name);
  const [zone, setZone] = useState(account.time_zone);
  const [language, setLanguage] = useState(account.language);
  const zones = ZONES.includes(account.time_zone) ? ZONES : [account.time_zone, ...ZONES];
  return (
    <section class="card" aria-labelledby="company">
      <h3 id="company">{words.company}</h3>
      <form class="line-of" onSubmit={(event) => { event.preventDefault(); void put("name", { name: name.trim() }); }}>
        <label class="check">{words.name}<input required maxLength={200} value={name} onInput={(event) => setName(event.currentTarget.value)} /></label>
        <button type="submit" disabled={name.trim() === account.name}>{words.rename}</button>
      </form>
      <form onSubmit={(event) => { event.preventDefault(); void put("locale", { time_zone: zone, language }); }}>
        <div class="of-two">
          <label>{words.zone}<select value={zone} onChange={(event) => setZone(event.currentTarget.value)}>{zones.map((one) => <option key={one} value={one}>{one}</option>)}</select></label>
          <label>{words.language}<select value={language} onChange={(event) => setLanguage(event.currentTarget.value)}><option value="en">English</option><option value="pl">Polski</option></select></label>
        </div>
        <p><small>{words.created(account.created_on)}</small></p>
        <p><button type="submit" disabled={zone === account.time_zone && language === account.language}>{words.save}</button></p>
      </form>
    </section>
  );
}
