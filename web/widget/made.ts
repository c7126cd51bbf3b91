import type { Dom } from "./dom.ts";

/** The loader's own way to make elements, which the panel borrows. */
export let h: Dom["h"];
/** Where the product is, from which pictures come. */
export let host: string;

export function borrow(dom: Dom, from: string): void {
  h = dom.h;
  host = from;
}
