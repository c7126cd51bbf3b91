import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call } from "../api/client.ts";
import type { Contact, ContactPage } from "../api/types.ts";
import { full, short } from "../app/moments.ts";
import { attempt } from "../app/notices.ts";
import { may, users } from "../app/people.ts";
import { address, START } from "../app/route.ts";
import { slowly } from "../app/slowly.ts";
import { spoken } from "../i18n/words.ts";
import { watch } from "../live/stream.ts";
import { Avatar } from "../parts/Avatar.tsx";
import { follow } from "../parts/follow.ts";
import { Icon } from "../parts/Icon.tsx";
import { Rows } from "../parts/Rows.tsx";
import { New } from "./New.tsx";
import { called } from "./person.ts";
import { WORDS } from "./words.ts";

const HEIGHT = 56;
interface Asked { text: string; owner: string; kind: string; since: string; sort: "active" | "created" | "name" }

/** All contacts: searched, filtered, sorted, and the ways in and out. */
export function Contacts() {
  const words = spoken(WORDS);
  const [asked, ask] = useState<Asked>({ text: "", owner: "", kind: "", since: "", sort: "active" });
  const { rows, next, busy, more } = useFound(asked);
  const [entering, enter] = useState(false);
  const [Import, load] = useState<ComponentType<{ close: () => void }> | null>(null);
  return (
    <div class="contacts">
      <header class="contacts-head"><h1>{words.title}</h1>
        {may("contact_write") && <button type="button" class="main" onClick={() => enter(true)}><Icon name="plus" />{words.newContact}</button>}
        {may("contact_write") && <button type="button" onClick={() => void attempt(async () => { const { default: Import } = await import("./Import.tsx"); load(() => Import); })}>{words.importFile}</button>}
        {may("compliance_manage") && <a href="/api/v1/contacts.csv" download>{words.exportAll}</a>}
      </header>
      <Filters asked={asked} ask={(change) => ask({ ...asked, ...change })} />
      {rows.length === 0 && !busy
        ? <p class="nothing">{asked.text || asked.owner || asked.kind || asked.since ? words.emptySearch : words.empty}</p>
        : <Rows items={rows} height={HEIGHT} label={words.title} active={-1} busy={busy} onEnd={() => { if (next && !busy) more(); }} draw={(one) => <Row key={one.contact_id} one={one} />} />}
      {Import && <Import close={() => load(null)} />}
      {entering && <New close={() => enter(false)} />}
    </div>
  );
}

function Row({ one }: { one: Contact }) {
  const words = spoken(WORDS);
  const to = { ...START, page: "contacts" as const, id: one.contact_id };
  const owner = one.owner_id ? users.value.get(one.owner_id)?.name : undefined;
  return (
    <li class="contacts-row"><a href={address(to)} onClick={follow(to)}>
      <Avatar name={called(one)} of={one.contact_id} />
      <span><strong>{called(one)}</strong><small>{one.identities.map((each) => each.value).filter(Boolean).join(", ")}</small></span>
      <span class="wide"><small>{words.counts(one.conversation_count, one.ticket_count)}</small><small>{owner}</small></span>
      <time dateTime={one.active_at} title={full(one.active_at)}>{short(one.active_at)}</time>
    </a></li>
  );
}

function Filters({ asked, ask }: { asked: Asked; ask: (change: Partial<Asked>) => void }) {
  const words = spoken(WORDS);
  return (
    <search class="contacts-filters">
      <input type="search" aria-label={words.search} placeholder={words.search} value={asked.text} onInput={(event) => ask({ text: event.currentTarget.value })} />
      <label>{words.owner} <select value={asked.owner} onChange={(event) => ask({ owner: event.currentTarget.value })}>
        <option value="">{words.anyone}</option><option value="nobody">{words.nobody}</option>
        {[...users.value.values()].map((user) => <option key={user.user_id} value={user.user_id}>{user.name}</option>)}
      </select></label>
      <label>{words.filterKind} <select value={asked.kind} onChange={(event) => ask({ kind: event.currentTarget.value })}>
        <option value="">{words.any}</option>{Object.entries(words.kinds).map(([kind, name]) => <option key={kind} value={kind}>{name}</option>)}
      </select></label>
      <label>{words.createdAfter} <input type="date" value={asked.since} onInput={(event) => ask({ since: event.currentTarget.value })} /></label>
      <label>{words.sort} <select value={asked.sort} disabled={asked.text.trim() !== ""} onChange={(event) => ask({ sort: event.currentTarget.value as Asked["sort"] })}>
        {Object.entries(words.sorts).map(([sort, name]) => <option key={sort} value={sort}>{name}</option>)}
      </select></label>
    </search>
  );
}

/** Keep what fits, page by page; read anew when contacts change, while the reader is at the beginning. */
function useFound(asked: Asked) {
  const [rows, show] = useState<Contact[]>([]);
  const [next, setNext] = useState<string | null>(null);
  const [busy, work] = useState(true);
  const read = async (cursor: string | null, wanted: () => boolean) => {
    work(true);
    const body = {
      text: asked.text.trim(), sort: asked.sort, kind: asked.kind || null, owner_id: asked.owner && asked.owner !== "nobody" ? asked.owner : null,
      unowned: asked.owner === "nobody", created_after: asked.since ? new Date(`${asked.since}T00:00`).toISOString() : null, cursor, limit: 50,
    };
    await attempt(async () => {
      const page = await call<ContactPage>("POST", "/contacts/search", { body });
      if (!wanted()) return;
      show((before) => (cursor === null ? page.items : [...before, ...page.items]));
      setNext(page.next ?? null);
    });
    if (wanted()) work(false);
  };
  useEffect(() => {
    let wanted = true;
    const soon = setTimeout(() => void read(null, () => wanted), asked.text ? 200 : 0);
    const again = slowly(2_000, () => { if (wanted && !document.querySelector(".contacts .rows")?.scrollTop) return read(null, () => wanted); });
    const left = watch((frame) => { if (frame.kind.startsWith("contact.") || frame.kind === "reset") again(); });
    return () => { wanted = false; clearTimeout(soon); left(); };
  }, [asked.text, asked.owner, asked.kind, asked.since, asked.sort]);
  return { rows, next, busy, more: () => void read(next, () => true) };
}
