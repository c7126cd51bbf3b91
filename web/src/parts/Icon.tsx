import sprite from "virtual:sprite";
import type { IconName } from "../../sprite.ts";

/** A picture beside words, or with a label of its own. */
export function Icon({ name, label }: { name: IconName; label?: string }) {
  const described = label ? { role: "img" as const, "aria-label": label } : { "aria-hidden": true as const };
  return <svg class="icon" {...described}><use href={`${sprite}#${name}`} /></svg>;
}
