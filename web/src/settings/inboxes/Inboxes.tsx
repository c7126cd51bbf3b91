import { useState } from "preact/hooks";
import type { Channel, Inbox } from "../../api/types.ts";
import { channels, inboxes, may } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { change } from "../changing.ts";
import { linkTo, open, openId } from "../opened.ts";
import { Access } from "./Access.tsx";
import { ChannelLine } from "./ChannelLine.tsx";
import { WORDS } from "./words.ts";

/** The inboxes, who sees them, and their channels, which can be switched off and on (UIX-02, ACC-09, ACC-10). */
export default function Inboxes() {
  const words = spoken(WORDS);
  const all = [...inboxes.value.values()];
  const chosen = openId();
  const shown = all.filter((one) => chosen === null || one.inbox_id === chosen);
  return (
    <>
      <p class="line-of">
        <label class="check">{words.current}
          <select value={chosen ?? ""} onChange={(event) => open("inboxes", event.currentTarget.value || undefined)}>
            <option value="">{words.all}</option>
            {all.map((one) => <option key={one.inbox_id} value={one.inbox_id}>{one.name}</option>)}
          </select></label>
        {may("account_access") && may("inbox_edit") && <a {...linkTo("channels", "new")}>{words.connect}</a>}
      </p>
      {shown.map((one) => <Box key={one.inbox_id} inbox={one} doors={[...channels.value.values()].filter((door) => door.inbox_id === one.inbox_id)} />)}
      <New />
    </>
  );
}

function Box({ inbox, doors }: { inbox: Inbox; doors: readonly Channel[] }) {
  const words = spoken(WORDS);
  const id = `inbox-${inbox.inbox_id}`;
  return (
    <section class="card" aria-labelledby={id}>
      <h3 id={id}>{inbox.name}</h3>
      {doors.length === 0 && <p><small>{words.noChannel}</small></p>}
      {doors.length > 0 && <ul>{doors.map((one) => <ChannelLine key={one.channel_id} channel={one} />)}</ul>}
      <details><summary>{words.access(inbox.everyone, inbox.user_ids.length, inbox.team_ids.length)}</summary><Access key={`${inbox.everyone} ${inbox.user_ids} ${inbox.team_ids}`} inbox={inbox} /></details>
    </section>
  );
}

function New() {
  const words = spoken(WORDS);
  const [name, setName] = useState("");
  if (!may("inbox_edit")) return null;
  const make = async () => { if (await change("POST", "/inboxes", { body: { name } }, words.made)) setName(""); };
  return (
    <form class="line-of" onSubmit={(event) => { event.preventDefault(); void make(); }}>
      <label class="check">{words.another}<input required maxLength={200} value={name} onInput={(event) => setName(event.currentTarget.value)} /></label>
      <button type="submit">{words.make}</button>
    </form>
  );
}
