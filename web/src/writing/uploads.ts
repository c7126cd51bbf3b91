import { signal } from "@preact/signals";
import { call, upload } from "../api/client.ts";
import type { ChannelLimits } from "../api/types.ts";
import { attempt, tell, wordsOf } from "../app/notices.ts";
import { type Upload, write, writtenAt } from "../inbox/written.ts";
import { size } from "./sizes.ts";
import { words } from "./words.ts";

/** A file on its way to the server. */
export interface Underway {
  key: string;
  place: string;
  name: string;
  /** Percent. */
  done: number;
  stop: AbortController;
}

export const underway = signal<readonly Underway[]>([]);

/** Whether files of a place are still on their way. */
export const uploading = (place: string): boolean => underway.value.some((one) => one.place === place);

/** Bring files to the server, one after the other, to be sent along; what the channel would not take is said at once. */
export async function attach(place: string, files: readonly File[], limits: ChannelLimits | undefined): Promise<void> {
  const before = writtenAt(place).uploads;
  const bytes = [...before, ...files].reduce((sum, file) => sum + file.size, 0);
  if (limits && before.length + files.length > limits.files) return tell(words().tooMany(limits.files), { bad: true });
  if (limits && bytes > limits.files_bytes) return tell(words().tooBig(size(limits.files_bytes)), { bad: true });
  const made = files.map((file) => ({ file, one: { key: crypto.randomUUID(), place, name: file.name, done: 0, stop: new AbortController() } }));
  underway.value = [...underway.value, ...made.map(({ one }) => one)];
  for (const { file, one } of made) await bring(file, one);
}

async function bring(file: File, one: Underway): Promise<void> {
  const progress = (done: number) => { underway.value = underway.value.map((other) => (other.key === one.key ? { ...other, done } : other)); };
  try {
    const got = await upload<Upload>("/uploads", file, (sent) => progress(Math.round((100 * sent) / Math.max(1, file.size))), one.stop.signal);
    write(one.place, { uploads: [...writtenAt(one.place).uploads, got] });
  } catch (error) {
    if (!one.stop.signal.aborted) tell(wordsOf(error), { bad: true });
  } finally {
    underway.value = underway.value.filter(({ key }) => key !== one.key);
  }
}

/** Give a file up that is on its way. */
export function cancel(one: Underway): void {
  one.stop.abort();
  underway.value = underway.value.filter(({ key }) => key !== one.key);
}

/** Take a file out of what is being written, and off the server. */
export function remove(place: string, one: Upload): void {
  write(place, { uploads: writtenAt(place).uploads.filter(({ upload_id }) => upload_id !== one.upload_id) });
  void attempt(() => call("DELETE", `/uploads/${one.upload_id}`));
}
