import type { Keeping } from "./kept.ts";
import { pause, type Pending } from "./thread.ts";
import { passing, type Refusal, type Transport } from "./transport.ts";
import type { Outgoing } from "./types.ts";

/** Waits that end early when the connection is back. */
export interface Patience {
  wait(milliseconds: number): Promise<unknown>;
  wake(): void;
}

export function patience(): Patience {
  const waiting = new Set<() => void>();
  return {
    wait: (milliseconds) => new Promise<void>((resolve) => {
      waiting.add(resolve);
      setTimeout(() => { waiting.delete(resolve); resolve(); }, milliseconds);
    }),
    wake() {
      for (const resolve of waiting) resolve();
      waiting.clear();
    },
  };
}

export interface Queue {
  pending: Pending[];
  add(text: string, files: File[], answers?: Outgoing["answers"]): void;
  /** Try what was not sent once more, now. */
  again(client_id: string): void;
  /** Send what was left unsent before, and what waits, in order, for as long as it takes. */
  resume(): void;
  /** Forget what the server has told back. */
  settle(known: (client_id: string) => boolean): void;
}

/**
 * What is on its way, one after the other. Nothing is ever given up: what cannot be sent now waits, also past the end of the
 * page where it has no files; only what the server refuses asks the visitor. Repeats are one message by their `client_id`.
 * `more` goes with every message; `tried` hears what became of each attempt.
 */
export function queued(
  transport: Transport, keeping: Keeping, waits: Patience, more: () => object, changed: () => void, tried: (refused?: Refusal) => void,
): Queue {
  const mine = new Set<string>();
  let running = false;
  const push = (said: Outgoing, brought: File[]) => {
    mine.add(said.client_id);
    self.pending.push({ said, brought, progress: "sending" });
  };
  /** Keep what has not been sent, beside what other tabs keep. */
  const keep = () => {
    const { token, queue = [] } = keeping.get();
    const own = self.pending.filter((one) => one.progress !== "sent" && !one.brought.length).map((one) => one.said);
    if (token && (own.length || queue.length)) keeping.put({ queue: [...queue.filter((one) => !mine.has(one.client_id)), ...own] });
  };
  const attempt = async (next: Pending) => {
    if (!keeping.get().token) await transport.session();
    const about = more();
    // another page of this browser may have become somebody else's
    if (!self.pending.includes(next)) return;
    keep();
    await transport.send({ ...next.said, ...about }, next.brought);
    next.progress = "sent";
    keep();
  };
  const run = async () => {
    if (running) return;
    running = true;
    for (let tries = 0, next: Pending | undefined; (next = self.pending.find((one) => one.progress === "sending" || one.progress === "waiting"));) {
      try {
        await attempt(next);
        tries = 0;
        tried();
      } catch (error) {
        const refused = error as Refusal;
        next.progress = passing(refused) ? "waiting" : "refused";
        tried(refused);
        if (passing(refused)) await waits.wait(refused.wait * 1000 || pause(tries++));
      }
    }
    running = false;
  };
  const self: Queue = {
    pending: [],
    add(text, files, answers) {
      push({ client_id: crypto.randomUUID(), text, at: new Date().toISOString(), answers }, files);
      changed();
      void run();
    },
    again(client_id) {
      for (const one of self.pending) if (one.said.client_id === client_id) one.progress = "sending";
      waits.wake();
      void run();
      changed();
    },
    settle(known) {
      self.pending = self.pending.filter((one) => !known(one.said.client_id));
      keep();
    },
    resume() {
      for (const one of keeping.get().queue ?? []) if (!mine.has(one.client_id)) push(one, []);
      changed();
      void run();
    },
  };
  return self;
}
