import type { ComponentType } from "preact";
import { may } from "./people.ts";
import { type Page, PAGES } from "./route.ts";

type Loaded = { default: ComponentType };

/** How the pages beside the inbox are loaded, each with its own words, when they are first opened. */
export const LOADERS: Partial<Record<Page, () => Promise<Loaded>>> = {
  tickets: () => import("../tickets/Tickets.tsx"),
  contacts: () => import("../contacts/Page.tsx"),
  compliance: () => import("../compliance/Consents.tsx"),
  settings: () => import("../settings/Settings.tsx"),
  me: () => import("../me/Me.tsx"),
};

/** The pages there are; what is on them depends on who looks. */
export const openPages = (): Page[] => PAGES.filter((page) => page in LOADERS && (page !== "compliance" || may("audit_read")));
