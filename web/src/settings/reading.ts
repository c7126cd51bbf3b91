import { useEffect, useRef, useState } from "preact/hooks";
import { get } from "../api/client.ts";
import { wordsOf } from "../app/notices.ts";
import { slowly } from "../app/slowly.ts";
import { state, watch } from "../live/stream.ts";

const READ_AGAIN = 500;

/** What an address answers, read again when the stream tells of something that `about` names; `failed` says why there is nothing. */
export function useRead<T>(path: string, about: RegExp): { found: T | null; failed: string; again: () => Promise<void> } {
  const [found, show] = useState<T | null>(null);
  const [failed, fail] = useState("");
  const kept = useRef(begun(path));
  if (kept.current.path !== path) kept.current = begun(path);
  const again = async () => {
    const of = kept.current;
    const mine = ++of.asked;
    const answer = await get<T>(path).then((read) => ({ read }), (error: unknown) => ({ error }));
    // neither what was asked before something newer nor what was asked of another address
    if (of !== kept.current || mine < of.answered) return;
    [of.answered, of.failed] = [mine, "error" in answer];
    if ("read" in answer) show(() => answer.read);
    fail("error" in answer ? wordsOf(answer.error) : "");
  };
  useEffect(() => {
    const later = slowly(READ_AGAIN, again);
    later();
    const left = watch((frame) => { if (about.test(frame.kind) || frame.kind === "reset") later(); });
    const back = state.subscribe((now) => { if (now === "live" && kept.current.failed) later(); });
    return () => { left(); back(); };
  }, [path]);
  return { found, failed, again };
}

const begun = (path: string) => ({ path, asked: 0, answered: 0, failed: false });
