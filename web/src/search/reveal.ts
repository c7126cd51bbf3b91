import { route } from "../app/route.ts";
import { hasOlder, readOlder, thread } from "../inbox/thread.ts";

const LONGEST = 15_000;
let wanted = "";

/** Bring a message of the conversation that is being opened into view and mark it, reading earlier pages until it is there. */
export async function reveal(conversation: string, message: string): Promise<void> {
  wanted = message;
  const until = performance.now() + LONGEST;
  while (wanted === message && route.value.conversation === conversation && performance.now() < until) {
    await frame();
    if (thread.value?.conversation_id !== conversation) continue;
    const found = document.getElementById(`message-${message}`);
    if (found) return mark(found);
    if (!hasOlder()) return;
    await readOlder();
  }
}

const frame = () => new Promise(requestAnimationFrame);

function mark(message: HTMLElement): void {
  for (const one of document.querySelectorAll(".message.found")) one.classList.remove("found");
  message.classList.add("found");
  message.scrollIntoView({ block: "center" });
}
