/** What the server writes into the loader, and what it answers: the shapes the whole widget agrees on. */

export interface Look {
  colour: string;
  /** What is read on the colour: black or white, whichever is clearer. */
  ink: string;
  font: "system" | "serif" | "rounded" | "mono";
  side: "left" | "right";
  title: string;
}

export interface Face {
  name: string;
  picture_url: string | null;
}

/** Whether somebody answers now, and what is said and shown if not (CHT-07). */
export interface State {
  state: "available" | "away" | "offline" | "capacity";
  launcher: boolean;
  message: string | null;
  ask_email: boolean;
  /** How soon answers come; empty where nothing is said of it. */
  reply_time: "minutes" | "hours" | "day" | "" | null;
  returns_at: string | null;
  heading?: Face[];
  company?: string;
}

/** The gate before the first message, or a text beside it (PRV-02, PRV-03). */
export interface Consent {
  mode: "explicit" | "implied";
  version: string | number;
  texts: Record<string, { text: string; hash: string }>;
  agreed?: boolean;
}

export interface Agreed {
  text_version: string | number;
  text_hash: string;
  language: string;
  button: boolean;
}

export interface Rule {
  rule: "show" | "hide";
  pattern: string;
}

/** Words the launcher needs before anything else is loaded, and where the others are. */
export interface Near {
  url: string;
  direction: string;
  open: string;
  close: string;
  unread: string;
  dismiss: string;
}

export interface Config {
  key: string;
  host: string;
  panel: string;
  look: Look;
  language: string;
  welcome: string;
  prompt: boolean;
  pages: Rule[];
  consent: Consent | null;
  state: State;
  heading: Face[];
  company: string;
  /** What a bot says before the visitor does. */
  opening: { text: string; choices: string[] }[] | null;
  words: Record<string, Near>;
  limits: { file_bytes: number; files: number };
}

export interface Attached {
  id: string;
  filename: string;
  content_type: string;
  size: number;
  url: string;
}

/** A message as the visitor may see it. */
export interface Message {
  id: string;
  client_id: string | null;
  from: "visitor" | "agent" | "bot";
  name: string;
  picture_url: string | null;
  text: string;
  choices: string[];
  files: Attached[];
  at: string;
  position: number;
  state: string;
}

/** A part of the conversation: what changed after a position, or what stood before one. */
export interface Part {
  items: Message[];
  position: number;
  closed: boolean;
  typing?: unknown;
}

export interface Session {
  token: string;
  visitor: string;
  state: State;
  heading: Face[];
  thread: { closed?: boolean } | null;
  consent: Consent | null;
  unread: number;
}

/** What is on its way to the server; its `client_id` makes every repeat the same message. */
export interface Outgoing {
  client_id: string;
  text: string;
  at: string;
  answers?: { message_id: string | null; index: number } | undefined;
}
