import type { Attached, Message, Outgoing } from "./types.ts";

/** How far one's own message is. */
export type Progress = "sending" | "waiting" | "refused" | "sent" | "delivered" | "seen";

/** A message that the server has not told back yet. */
export interface Pending {
  said: Outgoing;
  progress: Progress;
  brought: File[];
}

/** A line of the conversation as it is drawn: what was heard, or what is on its way. */
export interface Line extends Pick<Message, "from" | "text" | "at"> {
  key: string;
  progress: Progress | "";
  id?: string;
  name?: string;
  picture_url?: string | null;
  choices?: string[];
  files: Partial<Attached>[];
}

export interface Thread {
  /** Up to where everything was heard. */
  position: number;
  closed: boolean;
  /** Take messages in; returns those of others that are new. */
  take(items: Message[], position: number): Message[];
  messages(): Message[];
  /** Whether the server has told this message back. */
  has(client_id: string): boolean;
  /** How many messages of others stand after a position. */
  unread(seen: number): number;
  /** All lines: what the server knows, then what is on its way. */
  lines(pending: Pending[]): Line[];
}

/** What was heard of a conversation: every message once, in the server's order, whatever way and however often it came. */
export function thread(): Thread {
  const heard = new Map<string, Message>();
  const messages = () => [...heard.values()].sort((one, other) => one.position - other.position);
  const self: Thread = {
    position: 0,
    closed: false,
    messages,
    take(items, position) {
      const fresh = items.filter((one) => one.from !== "visitor" && !heard.has(one.id));
      // a message that changed keeps its place
      for (const one of items) heard.set(one.id, { ...one, position: heard.get(one.id)?.position ?? one.position });
      self.position = Math.max(self.position, position);
      return fresh;
    },
    has: (client_id) => messages().some((one) => one.client_id === client_id),
    unread: (seen) => messages().filter((one) => one.from !== "visitor" && one.position > seen).length,
    lines: (pending) => [
      ...messages().map((one): Line => ({
        ...one, key: one.client_id ?? one.id, progress: one.from !== "visitor" ? "" : one.state.startsWith("seen") ? "seen" : "delivered",
      })),
      ...pending.filter(({ said }) => !self.has(said.client_id)).map(({ said, progress, brought }): Line => ({
        ...said, key: said.client_id, from: "visitor", progress, files: brought.map((file) => ({ filename: file.name, size: file.size })),
      })),
    ],
  };
  return self;
}

/** Milliseconds to wait before the next try: doubling up to half a minute, never all at the same time. */
export function pause(tries: number, chance = Math.random()): number {
  return Math.min(30_000, 500 * 2 ** tries) * (.5 + chance / 2);
}
