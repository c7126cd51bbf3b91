import { useRef, useState } from "preact/hooks";

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

/** What is kept at a version, while it is written anew; `keep` it, then `read` what is kept. A colleague's change of it is never overwritten unseen. */
export function useHeld<T extends object>(kept: T, version: number, keep: (value: T, version: number) => Promise<unknown>, read: () => Promise<unknown>): Draft<T> {
  const keptText = JSON.stringify(kept);
  const [value, write] = useState(kept);
  const text = JSON.stringify(value);
  const base = useRef({ version, text: keptText });
  const isChanged = text !== base.current.text;
  if (keptText === base.current.text || !isChanged || keptText === text) {
    if (version > base.current.version) base.current = { version, text: keptText };
    if (!isChanged && keptText !== text) write(kept);
  }
  const isCrossed = keptText !== base.current.text;
  const settle = (which: "theirs" | "mine") => {
    base.current = { version, text: keptText };
    write(which === "theirs" ? kept : { ...value });
  };
  const save = async () => {
    try {
      await keep(value, base.current.version);
      // what is read next may be written in another way than it was sent
      base.current = { ...base.current, text };
    } finally {
      await read();
    }
  };
  return { value, put: (more) => write({ ...value, ...more }), isChanged, isCrossed, settle, save };
}
