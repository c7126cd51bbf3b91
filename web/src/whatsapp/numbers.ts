import type { Channel, Contact } from "../api/types.ts";
import { channels } from "../app/people.ts";

/** The numbers of ours from which somebody may be written to. */
export const numbers = (): Channel[] => [...channels.value.values()].filter((one) => one.kind === "whatsapp" && ["connected", "degraded"].includes(one.state));

/** By what somebody is reached there: numbers known at WhatsApp first, then telephone numbers that are none of these. */
export function reached({ identities }: Pick<Contact, "identities">): string[] {
  const of = (kind: string) => identities.filter((one) => one.kind === kind).map((one) => one.value);
  const known = of("whatsapp_id");
  return [...known, ...of("phone").filter((one) => !known.includes(one.replace(/\D/g, "")))];
}

/** A number as people write it. */
export const shown = (number: string): string => (/^\d+$/.test(number) ? `+${number}` : number);
