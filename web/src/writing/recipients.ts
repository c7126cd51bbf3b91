import type { Message } from "../api/types.ts";

const ADDRESS = /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]+$/;
const NAMED = /<([^<>]+)>\s*$/;

/** Whom an answer goes to, and who else was in on the last message of theirs. */
export interface Usual {
  to: string[];
  /** Everybody else who got that message, without our own addresses: what "reply to all" adds. */
  others: string[];
}

/** Read it from the messages of a thread, oldest first; `own` are addresses of our channels, `whose` says who else wrote a message, if a person named them. */
export function usual(messages: readonly Message[], own: readonly string[], whose: (message: Message) => string | undefined = () => undefined): Usual {
  const known = messages.filter((one) => one.direction !== "note");
  const heard = known.findLast((one) => one.direction === "in" && !one.automatic) ?? known.findLast((one) => one.direction === "in");
  const mine = new Set(own.map((one) => one.toLowerCase()));
  if (!heard) return { to: known.find((one) => one.direction === "out")?.to.slice(0, 1) ?? [], others: [] };
  const to = whose(heard) || corrected(heard) || heard.sender;
  const sender = to.toLowerCase();
  const others = [...heard.to, ...heard.cc].filter((one) => !mine.has(one.toLowerCase()) && one.toLowerCase() !== sender);
  return { to: [to], others: distinct(others) };
}

/** Whose a forward is, where a person said otherwise than was decided. */
function corrected({ attribution: known }: Message): string | undefined {
  return known?.correction?.why === "forwarder" ? known.forwarder?.address : known?.correction?.why === "forwarded_original" ? known.original?.address : undefined;
}

/** Each address once, whatever its case. */
export function distinct(all: readonly string[]): string[] {
  return [...new Map(all.map((one) => [one.toLowerCase(), one])).values()];
}

export const isAddress = (text: string): boolean => ADDRESS.test(text);

/** Take what was typed or pasted apart: addresses with commas, semicolons, lines or spaces between them, or `Name <address>`. */
export function taken(text: string): string[] {
  const parts = text.split(/[,;\n]/).flatMap((part) => {
    const named = NAMED.exec(part.trim());
    return named?.[1] ? [named[1].trim()] : part.trim().split(/\s+/);
  });
  return distinct(parts.filter(Boolean));
}
