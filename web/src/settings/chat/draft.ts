import { useRef, useState } from "preact/hooks";
import type { Channel } from "../../api/types.ts";
import { readPeople } from "../../app/people.ts";
import { inTurn } from "../turns.ts";
import { type Part, type Parts, partOf } from "./model.ts";

export interface Draft<T> {
  value: T;
  put: (more: Partial<T>) => void;
  /** Whether it says anything else than what is kept. */
  isChanged: boolean;
  /** Whether a colleague set this part to something else while it was written here. */
  isCrossed: boolean;
  /** Go on with what the colleague set, or with what is written here. */
  settle: (which: "theirs" | "mine") => void;
  /** Keep it; throws `Refused`, 412 where a colleague was faster. */
  save: () => Promise<void>;
}

/** A part of a chat's settings while it is written: a colleague's change of it is never overwritten unseen, theirs of another part is no matter. */
export function useDraft<K extends Part>(channel: Channel, part: K): Draft<Parts[K]> {
  const kept = partOf(channel, part);
  const keptText = JSON.stringify(kept);
  const [value, write] = useState(kept);
  const text = JSON.stringify(value);
  const base = useRef({ version: channel.version, text: keptText });
  const isChanged = text !== base.current.text;
  if (keptText === base.current.text || !isChanged || keptText === text) {
    if (channel.version > base.current.version) base.current = { version: channel.version, text: keptText };
    if (!isChanged && keptText !== text) write(kept);
  }
  const isCrossed = keptText !== base.current.text;
  const settle = (which: "theirs" | "mine") => {
    base.current = { version: channel.version, text: keptText };
    write(which === "theirs" ? kept : { ...value });
  };
  const save = async () => {
    try {
      await inTurn("PUT", `/channels/${channel.channel_id}/chat/${part}`, { key: crypto.randomUUID(), body: value, version: base.current.version });
      // what is read next may be written in another way than it was sent
      base.current = { ...base.current, text };
    } finally {
      await readPeople();
    }
  };
  return { value, put: (more) => write({ ...value, ...more }), isChanged, isCrossed, settle, save };
}
