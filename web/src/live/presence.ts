import { effect, signal } from "@preact/signals";
import { call, get } from "../api/client.ts";
import { whoami } from "../app/people.ts";
import { route } from "../app/route.ts";
import { thread } from "../inbox/thread.ts";
import { type Doing, doers, faded, heard, noted, type Places } from "./present.ts";
import { state, watchBeside } from "./stream.ts";

const HEARTBEAT = 20_000;
const TYPING_AGAIN = 3_000;
const LOOK = 1_000;

const places = signal<Places>(new Map());
let open: string | null = null;
let typedAt = 0;

/** Who else does something in a conversation now; user ids. */
export const others = (conversation: string, doing: Doing): string[] => doers(places.value, conversation, doing, whoami.value?.user_id ?? null);

/** Tell colleagues where I am, and learn where they are (CNV-04). Nothing is asked again and again while nobody is anywhere. */
export function startPresence(): void {
  let fading: ReturnType<typeof setInterval> | undefined;
  effect(() => {
    if (places.value.size > 0) fading ??= setInterval(() => { places.value = faded(places.peek(), Date.now()); }, LOOK);
    else { clearInterval(fading); fading = undefined; }
  });
  watchBeside((frame) => { if (frame.kind === "presence") places.value = heard(places.peek(), frame, Date.now()); });
  effect(() => {
    const { page, conversation, at } = route.value;
    be(page === "inbox" && at === null && thread.value?.conversation_id === conversation ? conversation : null);
  });
  effect(() => { if (state.value === "live" && open) void learn(open); });
  setInterval(() => { if (open && !document.hidden) say(open, Date.now() - typedAt < TYPING_AGAIN ? "typing" : "viewing"); }, HEARTBEAT);
  document.addEventListener("visibilitychange", () => { if (open) say(open, document.hidden ? "left" : "viewing"); });
  window.addEventListener("pagehide", () => { if (open) say(open, "left"); });
  document.addEventListener("input", (event) => { if ((event.target as Element).closest?.(".composer")) type(); });
}

function be(conversation: string | null): void {
  if (conversation === open) return;
  if (open) say(open, "left");
  open = conversation;
  typedAt = 0;
  if (!open) return;
  if (!document.hidden) say(open, "viewing");
  void learn(open);
}

function type(): void {
  const now = Date.now();
  if (!open || now - typedAt < TYPING_AGAIN) return;
  typedAt = now;
  say(open, "typing");
}

function say(conversation: string, doing: Doing | "left"): void {
  void call("POST", `/conversations/${conversation}/presence`, { body: { doing }, keepalive: true }).catch(() => undefined);
}

async function learn(conversation: string): Promise<void> {
  const { items } = await get<{ items: { user_id: string; doing: Doing }[] }>(`/conversations/${conversation}/presence`).catch(() => ({ items: [] }));
  const now = Date.now();
  places.value = items.reduce((all, one) => noted(all, conversation, one.user_id, one.doing, now), places.peek());
}
