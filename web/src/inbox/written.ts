import { signal } from "@preact/signals";
import type { Chosen } from "../whatsapp/template.ts";

/** A file that is on the server and waits to be sent along. */
export interface Upload {
  upload_id: string;
  filename: string;
  content_type: string;
  size: number;
}

/** What somebody is writing: an answer, a note or a new mail. */
export interface Written {
  text: string;
  to: string[];
  cc: string[];
  bcc: string[];
  uploads: Upload[];
  format: "plain" | "markdown";
  /** Of a new mail only. */
  subject: string;
  /** What it leaves by; empty of an answer: as the conversation began. */
  channel_id: string;
  /** The approved message it is, filled in; the text is then what people will read (WAB-02). */
  template?: Chosen;
}

export const emptyWritten: Written = { text: "", to: [], cc: [], bcc: [], uploads: [], format: "markdown", subject: "", channel_id: "" };

/** Everything that is being written, by place: a conversation's id, `note <id>`, or `new` for a new mail. */
export const written = signal<ReadonlyMap<string, Written>>(new Map());

/** What is being written in a place. */
export const writtenAt = (place: string): Written => written.value.get(place) ?? emptyWritten;

/** Whether nothing was written that would be missed. */
export const isEmpty = (one: Written): boolean => !one.text.trim() && !one.subject.trim() && one.uploads.length === 0;

/** What the server is told of it: POST /conversations/{id}/messages takes this; a new mail needs its channel and subject, too. */
export function bodyOf({ text, format, to, cc, bcc, uploads, channel_id, template }: Written) {
  return { template, text: template ? "" : text.trim(), format, to, cc, bcc, uploads: uploads.map((one) => one.upload_id), channel_id: channel_id || null };
}

/** Change part of what is being written in a place. */
export function write(place: string, part: Partial<Written>): void {
  written.value = new Map(written.value).set(place, { ...writtenAt(place), ...part });
}

/** Forget what was being written in a place. */
export function clear(place: string): void {
  const rest = new Map(written.value);
  if (rest.delete(place)) written.value = rest;
}
