import { may } from "../app/people.ts";
import type { Language } from "../i18n/words.ts";
import type { Load } from "../parts/loaded.ts";

/** The groups of the menu, in order. */
export const GROUPS = ["account", "people", "routing", "tickets", "forms"] as const;

export interface SettingsPage {
  /** Its address is /settings/<id>; what stands behind a further slash is `openId()` to it. */
  id: string;
  group: (typeof GROUPS)[number];
  /** Who lacks it does not see the page; empty: everybody sees it. */
  permission: string;
  label: Record<Language, string>;
  load: Load;
}

/** All settings pages, in the order of the menu. */
const ALL: readonly SettingsPage[] = [
  { id: "account", group: "account", permission: "account_access", label: { en: "Account", pl: "Konto" }, load: () => import("./account/Account.tsx") },
  { id: "subscription", group: "account", permission: "", label: { en: "Subscription", pl: "Abonament" }, load: () => import("./subscription/Subscription.tsx") },
  { id: "inboxes", group: "account", permission: "inbox_edit", label: { en: "Inboxes", pl: "Skrzynki" }, load: () => import("./inboxes/Inboxes.tsx") },
  { id: "channels", group: "account", permission: "account_access", label: { en: "Channels", pl: "Kanały" }, load: () => import("./channels/Channels.tsx") },
  { id: "users", group: "people", permission: "user_manage", label: { en: "Users", pl: "Użytkownicy" }, load: () => import("./users/Users.tsx") },
  { id: "teams", group: "people", permission: "user_manage", label: { en: "Teams", pl: "Zespoły" }, load: () => import("./teams/Teams.tsx") },
  { id: "availability", group: "people", permission: "", label: { en: "Availability", pl: "Dostępność" }, load: () => import("./availability/Availability.tsx") },
  { id: "promises", group: "routing", permission: "", label: { en: "Promises (SLA)", pl: "Obietnice (SLA)" }, load: () => import("./promises/Promises.tsx") },
  { id: "surveys", group: "routing", permission: "inbox_edit", label: { en: "Satisfaction", pl: "Zadowolenie" }, load: () => import("./surveys/Surveys.tsx") },
  { id: "schedules", group: "routing", permission: "", label: { en: "Schedules", pl: "Harmonogramy" }, load: () => import("./schedules/Schedules.tsx") },
  { id: "routing", group: "routing", permission: "account_access", label: { en: "Routing rules", pl: "Reguły przydzielania" }, load: () => import("./routing/Routing.tsx") },
  { id: "trying", group: "routing", permission: "inbox_edit", label: { en: "Try a rule", pl: "Wypróbuj regułę" }, load: () => import("./trying/Trying.tsx") },
  { id: "decisions", group: "routing", permission: "conversation_read", label: { en: "Assignment log", pl: "Dziennik przypisań" }, load: () => import("./decisions/Decisions.tsx") },
  { id: "pipelines", group: "tickets", permission: "account_access", label: { en: "Pipelines", pl: "Procesy" }, load: () => import("./pipelines/Pipelines.tsx") },
  { id: "forms", group: "forms", permission: "conversation_read", label: { en: "Forms", pl: "Formularze" }, load: () => import("./forms/Forms.tsx") },
  { id: "submissions", group: "forms", permission: "conversation_read", label: { en: "Submissions", pl: "Nadesłane" }, load: () => import("./submissions/Submissions.tsx") },
];

/** The settings pages of whoever is signed in. */
export const settingsPages = (): readonly SettingsPage[] => ALL.filter((page) => !page.permission || may(page.permission));
