import { address, go, type Route, route, START } from "../app/route.ts";
import { follow } from "../parts/follow.ts";

/** Where a settings page is, with something open on it or nothing. */
export const place = (page: string, one?: string): Route => ({ ...START, page: "settings", id: one ? `${page}/${one}` : page });

/** What is open on the settings page that is shown: an id, or null. */
export const openId = (): string | null => route.value.id?.split("/")[1] ?? null;

/** Open something on a settings page, or the page itself. */
export const open = (page: string, one?: string): void => go(place(page, one));

/** The attributes of a link to a settings page. */
export const linkTo = (page: string, one?: string) => ({ href: address(place(page, one)), onClick: follow(place(page, one)) });
