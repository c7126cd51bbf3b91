import type { ComponentChildren } from "preact";
import type { IconName } from "../../sprite.ts";
import { attempt } from "../app/notices.ts";
import { openAccounts } from "../app/overlay.ts";
import { channels, inboxes, me, setAvailable, signOut } from "../app/people.ts";
import { openPages } from "../app/pages.ts";
import { address, type Fixed, type Page, route, START, type View, VIEWS } from "../app/route.ts";
import { t } from "../i18n/words.ts";
import { state } from "../live/stream.ts";
import { Avatar } from "../parts/Avatar.tsx";
import { follow } from "../parts/follow.ts";
import { Icon } from "../parts/Icon.tsx";
import { Looks } from "../parts/Looks.tsx";
import { DraftsLink } from "./DraftState.tsx";
import { counters, counts, shownCount } from "./list.ts";
import { saved, title, viewCounts } from "./views.ts";

const ICONS = { open: "inbox", mine: "mine", unassigned: "unassigned", mentions: "mention", snoozed: "snoozed", closed: "closed", spam: "spam", trash: "trash", archive: "archive" } as const;
const COUNTED: readonly Fixed[] = ["open", "mine", "unassigned", "mentions", "snoozed"];

/** The way to everything, at the side of a wide window. */
export function Rail() {
  return (
    <nav class="rail" aria-label={t().viewsTitle}>
      <p class="brand"><Icon name="email" />Postroom</p>
      <Places><p class={`live ${state.value}`} role="status">{state.value === "live" ? t().live.live : t().live.opening}</p></Places>
    </nav>
  );
}

/** The views with their counters, the pages, and what is mine: whether I am there, how the page looks, the way out. */
export function Places({ children }: { children?: ComponentChildren }) {
  return (
    <>
      <ul>{VIEWS.map((view) => <ViewLink key={view} view={view} icon={ICONS[view]} count={COUNTED.includes(view) ? shownCount(counts()[view]) : ""} />)}</ul>
      <DraftsLink />
      <ul class="pages">{openPages().map((page) => <PageLink key={page} page={page} />)}</ul>
      <Views />
      <div class="rail-end">
        {children}
        <Me />
        <Looks />
      </div>
    </>
  );
}

function ViewLink({ view, icon, count }: { view: View; icon: IconName; count: string }) {
  const to = { ...START, view };
  return (
    <li>
      <a href={address(to)} title={title(view)} aria-current={route.value.page === "inbox" && route.value.view === view ? "page" : undefined} onClick={follow(to)}>
        <Icon name={icon} /><span>{title(view)}</span><span class="count">{count}</span>
      </a>
    </li>
  );
}

/** Saved views, and the open conversations of each inbox and channel where there are several. */
function Views() {
  const words = t().list;
  const open = new Map(counters.value.items.map((one) => [one.inbox_id, one.open]));
  const doors = [...channels.value.values()].filter((one) => one.state !== "connecting");
  const came = new Map(counters.value.channels.map((one) => [one.channel_id, one.open]));
  return (
    <>
      {saved.value && saved.value.length > 0 && (
        <Section name="saved" title={words.saved}>{saved.value.map((one) => <ViewLink key={one.view_id} view={`v-${one.view_id}`} icon="view" count={shownCount(viewCounts.value.get(one.view_id))} />)}</Section>
      )}
      {inboxes.value.size > 1 && <Section name="inboxes" title={words.inboxes}>{[...inboxes.value.keys()].map((id) => <ViewLink key={id} view={`i-${id}`} icon="inbox" count={some(open.get(id))} />)}</Section>}
      {doors.length > 1 && <Section name="channels" title={words.channels}>{doors.map(({ channel_id: id, kind }) => <ViewLink key={id} view={`c-${id}`} icon={kind as IconName} count={some(came.get(id))} />)}</Section>}
    </>
  );
}

const some = (count: number | undefined): string => (count ? String(count) : "");

/** A part of the rail that folds; whether it is open is kept in this browser. */
function Section({ name, title, children }: { name: string; title: string; children: ComponentChildren }) {
  const key = `postroom.rail.${name}`;
  return (
    <details class="rail-part" open={localStorage.getItem(key) !== "closed"} onToggle={(event) => localStorage.setItem(key, event.currentTarget.open ? "open" : "closed")}>
      <summary>{title}</summary>
      <ul>{children}</ul>
    </details>
  );
}

/** A page beside the others. */
export function PageLink({ page }: { page: Page }) {
  const to = { ...START, page };
  return <li><a href={address(to)} aria-current={route.value.page === page ? "page" : undefined} onClick={follow(to)}><Icon name={page} /><span>{t().pages[page]}</span></a></li>;
}

function Me() {
  const user = me();
  const words = t().me;
  if (!user) return <div class="me" />;
  return (
    <div class="me">
      <Avatar name={user.name} of={user.user_id} small /><button type="button" class="bare me-name" title={words.accounts} onClick={() => void openAccounts()}>{user.name}</button>
      <label class="switch">
        <input type="checkbox" role="switch" checked={user.available} onChange={(event) => void attempt(() => setAvailable(event.currentTarget.checked))} />
        <span>{user.available ? words.available : words.away}</span>
      </label>
      <button type="button" class="bare" title={words.signOut} aria-label={words.signOut} onClick={() => void attempt(signOut)}><Icon name="leave" /></button>
    </div>
  );
}
