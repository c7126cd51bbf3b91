import type { Message } from "../api/types.ts";

/** A stretch of a message's text: newly written, passed on, quoted, or the signature. */
export interface Piece {
  kind: Message["parts"][number]["kind"];
  text: string;
}

/** Give the pieces of a message's text in order; the server counts characters where a page counts UTF-16. */
export function pieces({ text, parts }: Pick<Message, "text" | "parts">): Piece[] {
  if (!parts.length) return [{ kind: "reply", text: text.trim() }];
  const characters = Array.from(text);
  return parts.map(({ kind, start, end }) => ({ kind, text: characters.slice(start, end).join("").trim() })).filter((piece) => piece.text);
}
