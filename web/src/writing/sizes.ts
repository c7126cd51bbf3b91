import type { ChannelLimits } from "../api/types.ts";
import type { Written } from "../inbox/written.ts";
import { isAddress } from "./recipients.ts";

const NEAR = 0.9;
const PICTURES = /^image\/(png|jpeg|gif|webp)$/;
const LARGEST_SHOWN = 5_000_000;

/** A number of bytes for people. */
export function size(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : bytes < 1_048_576 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}

/** Whether a file is a picture that may be shown small. */
export const isPicture = (file: { content_type: string; size: number }): boolean => PICTURES.test(file.content_type) && file.size <= LARGEST_SHOWN;

/** What a message is beyond, or near to, of what its channel takes (CNV-06). */
export interface Room {
  /** Characters that may still be typed, once they get few; below zero: too many. */
  left: number | null;
  files: boolean;
  bytes: boolean;
  people: boolean;
  /** Something among the recipients is no address. */
  wrong: boolean;
  fits: boolean;
}

/** Compare what is written with what the channel takes; `more` is how many recipients are meant without being named. */
export function room(one: Written, limits: ChannelLimits | undefined, more = 0): Room {
  const wrong = ![...one.to, ...one.cc, ...one.bcc].every(isAddress);
  if (!limits) return { left: null, files: false, bytes: false, people: false, wrong, fits: !wrong };
  const length = [...one.text.trim()].length;
  const files = one.uploads.length > limits.files;
  const bytes = one.uploads.reduce((sum, file) => sum + file.size, 0) > limits.files_bytes;
  const people = (one.to.length || more) + one.cc.length + one.bcc.length > limits.recipients;
  const left = length > limits.text * NEAR ? limits.text - length : null;
  return { left, files, bytes, people, wrong, fits: !files && !bytes && !people && !wrong && (left ?? 0) >= 0 };
}
