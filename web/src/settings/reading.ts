import { useEffect, useState } from "preact/hooks";
import { get } from "../api/client.ts";
import { wordsOf } from "../app/notices.ts";
import { slowly } from "../app/slowly.ts";
import { watch } from "../live/stream.ts";

const READ_AGAIN = 500;

/** What an address answers, read again when the stream tells of something that `about` names; `failed` says why there is nothing. */
export function useRead<T>(path: string, about: RegExp): { found: T | null; failed: string; again: () => void } {
  const [found, show] = useState<T | null>(null);
  const [failed, fail] = useState("");
  const again = () => void get<T>(path).then((read) => { show(read); fail(""); }, (error: unknown) => fail(wordsOf(error)));
  useEffect(() => {
    again();
    const later = slowly(READ_AGAIN, again);
    return watch((frame) => { if (about.test(frame.kind) || frame.kind === "reset") later(); });
  }, [path]);
  return { found, failed, again };
}
