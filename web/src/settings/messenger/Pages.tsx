import { useEffect, useState } from "preact/hooks";
import { get } from "../../api/client.ts";
import type { Channel, OfferedPage, PagesOnOffer } from "../../api/types.ts";
import { wordsOf } from "../../app/notices.ts";
import { spoken } from "../../i18n/words.ts";
import type { Step } from "../chat/PartForm.tsx";
import { Elsewhere, useRefusal, write } from "../channels/refusing.tsx";
import { Foot } from "../channels/Wizard.tsx";
import { endOf, Login } from "./Login.tsx";
import { messengerOf, tasksOf } from "./model.ts";
import { WORDS } from "./words.ts";

/** Which page to connect: after a login, of those it showed, each with the role there and why it may not be connected (MSG-03, MSG-04). */
export function Pages({ channel, step }: { channel: Channel; step: Step }) {
  const words = spoken(WORDS);
  const { refusal, busy, doing } = useRefusal();
  const { pages, failed } = useOffered(channel);
  const had = messengerOf(channel);
  const [picked, pick] = useState(had.page_id);
  const chosen = pages?.find((one) => one.page_id === picked && one.may_connect)?.page_id ?? pages?.find((one) => one.may_connect)?.page_id ?? "";
  const isKept = had.page_id !== "" && (!pages || chosen === had.page_id);
  const save = async () => {
    if (isKept || (await doing(() => write("PUT", `/channels/${channel.channel_id}/messenger/page`, { page_id: chosen }, channel.version)))) step.done();
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
      {!pages && <><p>{words.intro}</p><p><small>{words.permissions}</small></p></>}
      {!pages && had.page_id && <p>{words.connectedPage(had.page_name)}</p>}
      {failed && <p class="refused" role="alert">{failed}</p>}
      {pages?.length === 0 && <p>{words.noPages}</p>}
      {pages && pages.length > 0 && (
        <fieldset aria-describedby="pages-hint"><legend>{words.pages}</legend>
          <p id="pages-hint"><small>{words.pagesHint}</small></p>
          {pages.map((one) => <Offered key={one.page_id} page={one} chosen={chosen === one.page_id} choose={() => pick(one.page_id)} />)}
        </fieldset>
      )}
      <Login channel={channel} due={!pages && !had.page_id} ok={words.outcomes["ok"] ?? ""} />
      <Elsewhere refusal={refusal} fields={[]} />
      <Foot back={step.back} disabled={busy || (!isKept && !chosen)} />
    </form>
  );
}

function Offered({ page, chosen, choose }: { page: OfferedPage; chosen: boolean; choose: () => void }) {
  const words = spoken(WORDS);
  const role = tasksOf(page.tasks).map((one) => words.tasks[one]).join(", ") || words.noRole;
  return (
    <label class="choice"><input type="radio" name="page_id" value={page.page_id} checked={chosen} disabled={!page.may_connect} onChange={choose} />
      <span><strong>{page.name}</strong><br /><small>{words.role_(role)}</small>{!page.may_connect && <><br /><small class="refused">{words.reasons[page.reason] ?? page.reason}</small></>}</span></label>
  );
}

/** The pages the last login showed; null where there was none, or too long ago. They are read again whenever a login ends. */
function useOffered(channel: Channel): { pages: OfferedPage[] | null; failed: string } {
  const [pages, put] = useState<OfferedPage[] | null>(null);
  const [failed, fail] = useState("");
  const end = endOf(channel);
  useEffect(() => {
    let gone = false;
    get<PagesOnOffer>(`/channels/${channel.channel_id}/messenger/pages`).then(
      (found) => { if (!gone) { put(found.logged_in ? found.items : null); fail(""); } },
      (error: unknown) => { if (!gone) { put(null); fail(wordsOf(error)); } },
    );
    return () => { gone = true; };
  }, [channel.channel_id, end]);
  return { pages, failed };
}
