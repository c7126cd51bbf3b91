import type { Attention } from "./attention.ts";
import type { Queue } from "./queue.ts";
import type { Thread } from "./thread.ts";
import type { Consent, State } from "./types.ts";

/** A visitor's side of one conversation: what is heard, what is on its way, and what may be stored and sent at all. */
export interface Chat {
  thread: Thread;
  queue: Queue;
  attention: Attention;
  state: State;
  consent: Consent | null;
  connected: boolean;
  /** Who is writing just now. */
  typing: string;
  /** Whether there is more before the first message that is known. */
  earlier: boolean;
  /** The words of consent, where there are any, in the visitor's language or the first there are. */
  terms(): { text: string; hash: string; language: string };
  /** Whether nothing may be stored or sent before the visitor agrees (PRV-02). */
  gated(): boolean;
  unread(): number;
  /** Whether an address to answer to was given. */
  given(): boolean;
  /** Begin with what was there before, if anything was and it may be. */
  start(): Promise<void>;
  agree(): void;
  /** Take consent back, and forget everything here. Fails with a `Refusal`. */
  withdraw(): Promise<void>;
  /** Read what stands before the first message that is known. */
  back(): Promise<void>;
  /** Ask how things stand: who is there, and for how long nobody is. */
  refresh(): Promise<void>;
  identify(token: string): Promise<void>;
  /** Where to answer when the visitor is gone; before the first message it goes with that. Fails with a `Refusal`. */
  details(said: object): Promise<void>;
  transcript(email: string): Promise<void>;
  file(url: string): Promise<Blob>;
  show(open: boolean): void;
  /** The page is looked at, or not: a chat that nobody looks at for long gives its connection back. */
  visible(): void;
  /** The browser says that there is a connection again, or none. */
  online(): void;
  end(): void;
}
