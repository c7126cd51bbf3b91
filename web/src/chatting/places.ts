/** A page as people read it, and where it may be opened: only what is of the web. */
export interface PagePlace {
  text: string;
  href: string | null;
}

/** The host and path of a page's address; an address that is none, or not of the web, is text only. */
export function placeOf(page: string): PagePlace {
  const url = URL.canParse(page) ? new URL(page) : null;
  if (!url || !/^https?:$/.test(url.protocol)) return { text: page, href: null };
  return { text: `${url.host}${url.pathname === "/" ? "" : url.pathname}`, href: url.href };
}

/** The path of a place that is told as host and path. */
export function pathOf(place: string): string {
  const slash = place.indexOf("/");
  return slash < 0 ? "/" : place.slice(slash);
}
