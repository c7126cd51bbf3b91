import { attempt } from "../app/notices.ts";
import { openAccounts } from "../app/overlay.ts";
import { me, setAvailable, signOut } from "../app/people.ts";
import { LOADERS } from "../app/pages.ts";
import { address, PAGES, type Page, route, START, VIEWS, type View } from "../app/route.ts";
import { t } from "../i18n/words.ts";
import { state } from "../live/stream.ts";
import { Avatar } from "../parts/Avatar.tsx";
import { follow } from "../parts/follow.ts";
import { Icon } from "../parts/Icon.tsx";
import { Looks } from "../parts/Looks.tsx";
import { counts } from "./list.ts";

const ICONS = { open: "inbox", mine: "mine", unassigned: "unassigned", snoozed: "snoozed", closed: "closed", spam: "spam", trash: "trash", archive: "archive" } as const;
const PAGE_ICONS = { inbox: "inbox", tickets: "ticket", contacts: "contacts", me: "person" } as const;
const COUNTED: readonly View[] = ["open", "mine", "unassigned", "snoozed"];

/** The views with their counters, and what is mine: whether I am there, how the page looks, the way out. */
export function Rail() {
  const words = t();
  return (
    <nav class="rail" aria-label={words.viewsTitle}>
      <p class="brand"><Icon name="email" />Postroom</p>
      <ul>{VIEWS.map((view) => <ViewLink key={view} view={view} />)}</ul>
      <ul class="pages">{PAGES.filter((page) => page in LOADERS).map((page) => <PageLink key={page} page={page} />)}</ul>
      <div class="rail-end">
        <p class={`live ${state.value}`} role="status">{state.value === "live" ? words.live.live : words.live.opening}</p>
        <Me />
        <Looks />
      </div>
    </nav>
  );
}

function ViewLink({ view }: { view: View }) {
  const to = { ...START, view };
  return (
    <li>
      <a href={address(to)} aria-current={route.value.page === "inbox" && route.value.view === view ? "page" : undefined} onClick={follow(to)}>
        <Icon name={ICONS[view]} /><span>{t().views[view]}</span><span class="count">{COUNTED.includes(view) ? counts.value[view] : ""}</span>
      </a>
    </li>
  );
}

function PageLink({ page }: { page: Page }) {
  const to = { ...START, page };
  return <li><a href={address(to)} aria-current={route.value.page === page ? "page" : undefined} onClick={follow(to)}><Icon name={PAGE_ICONS[page]} /><span>{t().pages[page]}</span></a></li>;
}

function Me() {
  const user = me();
  const words = t().me;
  if (!user) return null;
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
