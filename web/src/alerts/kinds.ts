import type { Frame } from "../live/frames.ts";

/** What somebody can be told of while they look elsewhere. */
export const KINDS = ["assigned", "message", "mention", "call"] as const;
export type Kind = (typeof KINDS)[number];
export type Ways = { desktop: boolean; sound: boolean };
export type Choices = Record<Kind, Ways>;

const QUIET: Ways = { desktop: false, sound: false };

/** Read choices as they were kept; whatever cannot be read is quiet. */
export function parsed(text: string | null): Choices {
  let kept: unknown = null;
  try {
    kept = JSON.parse(text ?? "null");
  } catch { /* whatever else stood there was no choice of ours */ }
  const of = (kind: Kind): Ways => {
    const found = (kept as Record<string, unknown> | null)?.[kind] as Partial<Ways> | undefined;
    return { desktop: found?.desktop === true, sound: found?.sound === true };
  };
  return Object.fromEntries(KINDS.map((kind) => [kind, of(kind)])) as Choices;
}

/** What a frame may be to a user: `message` only where the conversation turns out to be theirs. */
export function kindOf(frame: Frame, user: string | null): Kind | null {
  if (!user || !frame.ids["conversation_id"]) return null;
  if (frame.kind === "conversation.assignment_decided") return frame.ids["assignee_id"] === user ? "assigned" : null;
  if (frame.kind === "conversation.message_received") return "message";
  if (frame.kind === "call.rung") return frame.ids["agent_id"] === user ? "call" : null;
  if (frame.kind === "conversation.note_written") return (frame.ids["mentions"] ?? "").split(",").includes(user) ? "mention" : null;
  return null;
}

/** Whether anybody wants to be told of a kind in any way. */
export const wanted = (choices: Choices, kind: Kind): boolean => {
  const ways = choices[kind] ?? QUIET;
  return ways.desktop || ways.sound;
};
