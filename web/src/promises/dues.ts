import { effect, signal } from "@preact/signals";
import { call, get } from "../api/client.ts";
import type { Promise as Promised } from "../api/types.ts";
import { slowly } from "../app/slowly.ts";
import { route } from "../app/route.ts";
import { rows } from "../inbox/list.ts";
import { watch } from "../live/stream.ts";

const LOOK_AGAIN = 500;
const TICK = 30_000;
const AT_ONCE = 200;
/** What the conversations that are shown are promised. */
export const dues = signal<ReadonlyMap<string, Promised>>(new Map());
/** Now, as far as times that run need it. */
export const now = signal(Date.now());
let promising = false;

/** Keep what the rows and the open conversation are promised; where the account promises nothing, nothing is asked. */
export function startDues(): void {
  const again = slowly(LOOK_AGAIN, read);
  const policies = () => void readPolicies().then(again, () => undefined);
  effect(() => { if (shown().length > 0 && promising) again(); });
  watch((frame) => {
    if (/^sla_policy\./.test(frame.kind) || frame.kind === "reset") policies();
    else if (promising && frame.kind.startsWith("promise.")) again();
  });
  setInterval(() => { if (dues.peek().size > 0) now.value = Date.now(); }, TICK);
  policies();
}

function shown(): string[] {
  const open = route.value.conversation;
  return [...new Set([...(open ? [open] : []), ...rows.value.map((row) => row.conversation_id)])].slice(0, AT_ONCE);
}

async function readPolicies(): Promise<void> {
  promising = (await get<{ items: unknown[] }>("/sla-policies")).items.length > 0;
}

async function read(): Promise<void> {
  const conversation_ids = shown();
  if (!promising || conversation_ids.length === 0) return;
  const { items } = await call<{ items: Promised[] }>("POST", "/promises/query", { body: { conversation_ids } });
  now.value = Date.now();
  dues.value = new Map(items.map((one) => [one.conversation_id, one]));
}
