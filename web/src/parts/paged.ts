import { useEffect, useRef, useState } from "preact/hooks";
import { get } from "../api/client.ts";
import { wordsOf } from "../app/notices.ts";
import { slowly } from "../app/slowly.ts";
import { watch } from "../live/stream.ts";

const LIMIT = 50;
const READ_AGAIN = 1_000;

/** A list of the server, page after page; read anew when something else is asked, or when `changed` names what happened. No
 *  answer to a former question comes in after a later one. */
export function usePaged<T>(path: string, asked: Record<string, string | null>, changed?: RegExp) {
  const [items, show] = useState<readonly T[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [failed, fail] = useState("");
  const asking = useRef(new AbortController());
  const read = (cursor: string | null, { signal } = asking.current) => get<{ items: T[]; next?: string | null }>(path, { ...asked, limit: LIMIT, cursor }, signal).then(
    (page) => { if (!signal.aborted) { show((before) => (cursor ? [...(before ?? []), ...page.items] : page.items)); setNext(page.next ?? null); fail(""); } },
    (error: unknown) => { if (!signal.aborted) fail(wordsOf(error)); },
  );
  useEffect(() => {
    const mine = (asking.current = new AbortController());
    show(null);
    const again = slowly(READ_AGAIN, () => mine.signal.aborted || read(null, mine));
    again();
    const end = watch((frame) => { if (changed && (changed.test(frame.kind) || frame.kind === "reset")) again(); });
    return () => { end(); mine.abort(); };
  }, [path, JSON.stringify(asked)]);
  return { items, next, failed, more: () => void read(next), again: () => void read(null) };
}
