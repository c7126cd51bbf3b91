import type { Template } from "../api/types.ts";
import { useEffect, useState } from "preact/hooks";
import { get } from "../api/client.ts";
import { wordsOf } from "../app/notices.ts";
import { isUsable } from "./template.ts";

/** The templates of a number that may be sent now; null until they are read. */
export function useApproved(channel: string): { all: Template[] | null; failed: string } {
  const [all, show] = useState<Template[] | null>(null);
  const [failed, fail] = useState("");
  useEffect(() => {
    const leaving = new AbortController();
    show(null);
    fail("");
    get<{ items: Template[] }>(`/channels/${channel}/templates`, {}, leaving.signal).then(
      ({ items }) => show(items.filter(isUsable)),
      (error: unknown) => { if (!leaving.signal.aborted) fail(wordsOf(error)); },
    );
    return () => leaving.abort();
  }, [channel]);
  return { all, failed };
}
