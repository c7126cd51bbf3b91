import { useState } from "preact/hooks";
import type { ChannelOffers } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { useRead } from "../reading.ts";
import { Elsewhere, useRefusal, write } from "./refusing.tsx";
import { Foot, type StageProps } from "./Wizard.tsx";
import { WORDS } from "./words.ts";

const PROVIDERS = ["gmail", "office365", "other"] as const;

/** Who hosts the mailbox; a provider this installation is not registered at says so (EML-03). */
export function Provider({ channel, done, back }: StageProps) {
  const words = spoken(WORDS);
  const { found: offers } = useRead<ChannelOffers>("/channel-offers", /^subscription\./);
  const { refusal, busy, doing } = useRefusal();
  const [chosen, choose] = useState(channel.provider || "other");
  const save = async () => {
    if (chosen === channel.provider && channel.next_step !== "provider") return done();
    if (await doing(() => write("PUT", `/channels/${channel.channel_id}/provider`, { provider: chosen }, channel.version))) done();
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <fieldset><legend>{words.who}</legend>
        {PROVIDERS.map((one) => {
          const there = one === "other" || (offers?.providers.includes(one) ?? false);
          return (
            <label key={one} class="choice"><input type="radio" name="provider" value={one} checked={chosen === one} disabled={!there} onChange={() => choose(one)} />
              <span><strong>{words.providers[one]}</strong><br /><small>{there || !offers ? words.providerHints[one] : words.notRegistered[one]}</small></span></label>
          );
        })}
      </fieldset>
      <p><small>{words.noImap}</small></p>
      <Elsewhere refusal={refusal} fields={[]} />
      <Foot back={back} disabled={busy} />
    </form>
  );
}
