import type { Frame } from "./frames.ts";

export type Doing = "viewing" | "typing";

/** Somebody in a conversation, until when (milliseconds) unless they say so again. */
export interface Here {
  user: string;
  doing: Doing;
  until: number;
  /** Who stops writing still looks at it until then. */
  looksUntil: number;
}

/** Conversation -> who is there. */
export type Places = ReadonlyMap<string, readonly Here[]>;

const SECONDS: Record<Doing, number> = { viewing: 30, typing: 6 };

/** The places after somebody said what they do in one of them. */
export function noted(places: Places, conversation: string, user: string, doing: string, now: number): Places {
  const others = (places.get(conversation) ?? []).filter((one) => one.user !== user);
  const next = new Map(places);
  if (doing === "viewing" || doing === "typing") others.push({ user, doing, until: now + SECONDS[doing] * 1000, looksUntil: now + SECONDS.viewing * 1000 });
  if (others.length > 0) next.set(conversation, others);
  else next.delete(conversation);
  return next;
}

/** The places after a frame of the stream. */
export function heard(places: Places, frame: Frame, now: number): Places {
  const { conversation_id, user_id, doing } = frame.ids;
  return conversation_id && user_id && doing ? noted(places, conversation_id, user_id, doing, now) : places;
}

/** The places without whoever has said nothing for too long; the same object where nothing changes. */
export function faded(places: Places, now: number): Places {
  if (![...places.values()].some((all) => all.some((one) => one.until <= now))) return places;
  const next = new Map<string, readonly Here[]>();
  for (const [conversation, all] of places) {
    const left = all.flatMap((one): Here[] => {
      if (one.until > now) return [one];
      return one.looksUntil > now ? [{ ...one, doing: "viewing", until: one.looksUntil }] : [];
    });
    if (left.length > 0) next.set(conversation, left);
  }
  return next;
}

/** The users who do something in a conversation, in a steady order, without oneself. */
export function doers(places: Places, conversation: string, doing: Doing, self: string | null): string[] {
  return (places.get(conversation) ?? []).filter((one) => one.doing === doing && one.user !== self).map((one) => one.user).sort();
}
