import { signal } from "@preact/signals";
import { get } from "../api/client.ts";
import type { Call } from "../api/types.ts";
import { slowly } from "../app/slowly.ts";
import { state, watch } from "../live/stream.ts";

/** The calls that ring me or that I am in, as the server says. */
export const mine = signal<Call[]>([]);

/** Keep them, as long as something shows them; `ended` is told of those that are over by then. Returns what ends it. */
export function keepMine(ended: (call: Call) => unknown): () => void {
  let over = false;
  const read = slowly(300, async () => {
    const found = await get<{ items: Call[] }>("/calls/mine").catch(() => null);
    if (!found || over) return;
    const before = mine.value;
    mine.value = found.items;
    for (const one of before) if (!found.items.some(({ call_id }) => call_id === one.call_id)) await get<Call>(`/calls/${one.call_id}`).then((now) => now.state === "ended" && ended(now)).catch(() => undefined);
  });
  const ends = [
    watch(({ kind }) => { if (kind.startsWith("call.") || kind === "reset") read(); }),
    state.subscribe((now) => { if (now === "live") read(); }),
  ];
  return () => { over = true; ends.forEach((end) => end()); };
}
