import { useState } from "preact/hooks";
import { get } from "../../api/client.ts";
import type { Entitlement, Subscription as Tiers, SubscriptionPreview } from "../../api/types.ts";
import { attempt } from "../../app/notices.ts";
import { may } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { change } from "../changing.ts";
import { useRead } from "../reading.ts";
import { Confirm } from "./Confirm.tsx";
import { Gate } from "./Gate.tsx";
import { HUBS, TIERS, WORDS } from "./words.ts";

export type Wanted = { hub: (typeof HUBS)[number]; tier: (typeof TIERS)[number]; preview: SubscriptionPreview };
const ABOUT = /^(account|user|channel)\./;

/** The tier of each hub, and what every gate needs; whatever a change takes is said before it is made (ACC-05..08). */
export default function Subscription() {
  const words = spoken(WORDS);
  const tiers = useRead<Tiers>("/account/subscription", ABOUT);
  const gates = useRead<{ items: Entitlement[] }>("/account/entitlements", ABOUT);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const put = async ({ hub, tier }: Omit<Wanted, "preview">) => {
    setWanted(null);
    await change("PUT", "/account/subscription", { body: { hub, tier } }, words.changed(words.hubs[hub], words.tiers[tier]));
    tiers.again();
    gates.again();
  };
  const choose = (hub: Wanted["hub"], tier: Wanted["tier"]) => void attempt(async () => {
    const preview = await get<SubscriptionPreview>("/account/subscription/preview", { hub, tier });
    if (preview.lost.length + preview.degraded.length > 0) setWanted({ hub, tier, preview });
    else await put({ hub, tier });
  });
  if (tiers.failed || gates.failed) return <p class="refused" role="alert">{tiers.failed || gates.failed}</p>;
  if (!tiers.found || !gates.found) return <p role="status">{words.loading}</p>;
  return (
    <>
      <section class="card" aria-labelledby="hubs">
        <h3 id="hubs">{words.hubsTitle}</h3>
        <div class="of-two">{tiers.found.items.map((one) => (
          <label key={one.hub}>{words.hubs[one.hub]}
            <select value={wanted?.hub === one.hub ? wanted.tier : one.tier} disabled={!may("account_access")} onChange={(event) => choose(one.hub, event.currentTarget.value as Wanted["tier"])}>
              {TIERS.map((tier) => <option key={tier} value={tier}>{words.tiers[tier]}</option>)}
            </select></label>
        ))}</div>
        <p><small>{words.hubsHint}</small></p>
      </section>
      <section class="card" aria-labelledby="gates">
        <h3 id="gates">{words.gatesTitle}</h3>
        <ul>{gates.found.items.map((one) => <Gate key={one.gate} gate={one} />)}</ul>
        <p><small>{words.gatesHint}</small></p>
      </section>
      {wanted && <Confirm wanted={wanted} onYes={() => void put(wanted)} onNo={() => setWanted(null)} />}
    </>
  );
}
