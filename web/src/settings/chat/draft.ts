import type { Channel } from "../../api/types.ts";
import { readPeople } from "../../app/people.ts";
import { type Draft, useHeld } from "../held.ts";
import { inTurn } from "../turns.ts";
import { type Part, type Parts, partOf } from "./model.ts";

export type { Draft };

/** A part of a chat's settings while it is written; a colleague's change of another part is no matter. `sent` is how it is sent, where that is not quite as it is written. */
export function useDraft<K extends Part>(channel: Channel, part: K, sent: (value: Parts[K]) => Parts[K] = (one) => one): Draft<Parts[K]> {
  const path = `/channels/${channel.channel_id}/chat/${part}`;
  return useHeld(partOf(channel, part), channel.version, (body, version) => inTurn("PUT", path, { key: crypto.randomUUID(), body: sent(body), version }), readPeople);
}
