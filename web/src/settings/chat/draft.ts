import type { Channel } from "../../api/types.ts";
import { readPeople } from "../../app/people.ts";
import { type Draft, useHeld } from "../held.ts";
import { inTurn } from "../turns.ts";
import { type Part, type Parts, partOf } from "./model.ts";

export type { Draft };

/** A part of a chat's settings while it is written; a colleague's change of another part is no matter. */
export function useDraft<K extends Part>(channel: Channel, part: K): Draft<Parts[K]> {
  const path = `/channels/${channel.channel_id}/chat/${part}`;
  return useHeld(partOf(channel, part), channel.version, (body, version) => inTurn("PUT", path, { key: crypto.randomUUID(), body, version }), readPeople);
}
