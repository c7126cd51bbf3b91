import { useState } from "preact/hooks";
import type { Channel } from "../../api/types.ts";
import { tell } from "../../app/notices.ts";
import { spoken } from "../../i18n/words.ts";
import { Later } from "../../parts/Later.tsx";
import { write } from "../channels/refusing.tsx";
import { RuleCard } from "../channels/Staged.tsx";
import { Card, Tabs } from "../channels/Tabs.tsx";
import { WORDS as CONNECTING } from "../channels/words.ts";
import { Account } from "./Account.tsx";
import { KeywordsForm } from "./KeywordsForm.tsx";
import { numberOf } from "./model.ts";
import { WORDS } from "./words.ts";
import "./whatsapp.css";

/** What a connected number is set to do, tab by tab. */
export default function WhatsAppTabs({ channel }: { channel: Channel }) {
  const connecting = spoken(CONNECTING);
  const words = spoken(WORDS);
  return (
    <Tabs label={connecting.settings} tabs={[
      { name: words.stages.number, draw: () => <Card id="number" title={words.number}><Number channel={channel} /></Card> },
      { name: words.templates, draw: () => <Card id="templates" title={words.templates}><Later load={() => import("./Templates.tsx")} with={{ channel }} /></Card> },
      { name: words.keywords, draw: () => <Card id="keywords" title={words.keywords}><KeywordsForm channel={channel} /></Card> },
      { name: words.stages.rule, draw: () => <Card id="rule" title={connecting.rule}><RuleCard channel={channel} /></Card> },
      { name: words.privacy, draw: () => <Card id="privacy" title={words.privacy}><Later load={() => import("../channels/Privacy.tsx")} with={{ channel }} /></Card> },
    ]} />
  );
}

/** The number, how it stands at Meta, and a new token where Meta takes the old one no longer. */
function Number({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const number = numberOf(channel);
  const lost = words.lost[channel.cause];
  const [asks, ask] = useState(false);
  const known: readonly (readonly [string, string])[] = [
    [words.number, number.display_number], [words.name, number.verified_name || "–"], [words.account, number.waba_id],
    [words.verification, words.verifications[number.verification] ?? number.verification], [words.registered, number.registered ? words.yes : words.notYet],
  ];
  return (
    <>
      <dl class="chosen-so-far">{known.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      {lost && <p class="refused" role="alert">{lost}</p>}
      {lost || asks ? (
        <>
          <p><small>{words.renewHint}</small></p>
          <Account channel={channel} due={lost !== undefined} label={words.renew} found={async () => {
            await write("PUT", `/channels/${channel.channel_id}/whatsapp/number`, { phone_number_id: number.phone_number_id }, channel.version);
            ask(false);
            tell(words.renewed);
          }} />
        </>
      ) : <p><button type="button" onClick={() => ask(true)}>{words.renew}</button></p>}
    </>
  );
}
