import { go, type Route } from "../app/route.ts";

/** A click on a link within the page; new tabs and windows stay the browser's business. */
export function follow(to: Route) {
  return (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(to);
  };
}
