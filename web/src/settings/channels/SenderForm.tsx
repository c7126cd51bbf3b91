import { useState } from "preact/hooks";
import type { Account, Channel } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { useRead } from "../reading.ts";
import { Elsewhere, Field, useRefusal, write } from "./refusing.tsx";
import { SenderPreview } from "./SenderPreview.tsx";
import { type Signed, SignatureFields } from "./SignatureFields.tsx";
import { Foot } from "./Wizard.tsx";
import { WORDS } from "./words.ts";

export type Sender = { from_name: string; company_name: string; from_address: string };
const FIELDS = ["from_name", "company_name", "from_address", "source", "format"];

/** Whose name and address our mail is from and what stands below it, beside how the recipient sees both (EML-07..10). */
export function SenderForm({ channel, done, back }: { channel: Channel; done: () => void; back?: () => void }) {
  const { found: account } = useRead<Account>("/account", /^account\./);
  return account && <Filled channel={channel} company={account.name} done={done} {...(back ? { back } : {})} />;
}

function Filled({ channel, company, done, back }: { channel: Channel; company: string; done: () => void; back?: () => void }) {
  const words = spoken(WORDS);
  const { refusal, busy, doing } = useRefusal();
  // Office 365 puts the mailbox's own name there, whatever we say (EML-08)
  const isNamed = channel.provider === "office365";
  const had = channel.sender as Sender | null;
  const [sender, setSender] = useState<Sender>(() => ({ from_name: "agent_and_company", company_name: company, from_address: "", ...had, ...(isNamed ? { from_name: "mailbox" } : {}) }));
  const before = (channel.signature ?? { format: "markdown", source: "" }) as Signed;
  const [signature, setSignature] = useState<Signed>(before);
  const put = (part: Partial<Sender>) => setSender({ ...sender, ...part });
  const path = `/channels/${channel.channel_id}`;
  const save = async () => {
    const saved = await doing(async () => {
      await write("PUT", `${path}/sender`, sender, channel.version);
      if (signature.source !== before.source || signature.format !== before.format) await write("PUT", `${path}/signature`, signature);
    });
    if (saved) done();
  };
  return (
    <form class="cards" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <div class="fields">
        {isNamed ? <p class="told">{words.namedByProvider}</p> : <>
          <Field label={words.company} name="company_name" refusal={refusal}>{(more) => <input {...more} required maxLength={200} value={sender.company_name} onInput={(event) => put({ company_name: event.currentTarget.value })} />}</Field>
          <Field label={words.fromName} name="from_name" refusal={refusal}>{(more) => (
            <select {...more} value={sender.from_name} onChange={(event) => put({ from_name: event.currentTarget.value })}>
              <option value="agent_and_company">{words.agentAndCompany(sender.company_name)}</option><option value="company">{words.companyOnly(sender.company_name)}</option></select>)}</Field>
        </>}
        <Field label={words.fromAddress} name="from_address" refusal={refusal} hint={words.fromAddressHint}>{(more) => (
          <input {...more} type="text" inputMode="email" autocomplete="off" spellcheck={false} maxLength={320} value={sender.from_address} placeholder={channel.address} onInput={(event) => put({ from_address: event.currentTarget.value.trim() })} />)}</Field>
        <SignatureFields value={signature} put={setSignature} refusal={refusal} />
        <Elsewhere refusal={refusal} fields={FIELDS} />
      </div>
      <SenderPreview channel={channel.channel_id} sender={sender} signature={signature} />
      <div class="whole">{back ? <Foot back={back} disabled={busy} /> : <p><button type="submit" class="main" disabled={busy}>{words.save}</button></p>}</div>
    </form>
  );
}
