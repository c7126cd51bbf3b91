type Tag = keyof HTMLElementTagNameMap;

/**
 * Make an element, `tag` or `tag.class`, with properties; children that are empty are left out. Text is always text, never
 * HTML.
 */
export function h<K extends Tag>(what: K | `${K}.${string}`, set?: Partial<HTMLElementTagNameMap[K]>, ...inside: unknown[]): HTMLElementTagNameMap[K] {
  const [tag, className = ""] = what.split(".") as [K, string?];
  const made = Object.assign(document.createElement(tag), { className }, set);
  made.append(...inside.filter(Boolean) as (Node | string)[]);
  return made;
}

/** Add a sheet, which a strict policy allows, since no element carries it. */
export function dress(root: ShadowRoot, css: string): void {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  root.adoptedStyleSheets.push(made);
}

/** What the loader lends the panel, so that a page loads it once. */
export type Dom = { h: typeof h; dress: typeof dress };
