import { signal } from "@preact/signals";

const WIDTH = 640;
const HEIGHT = 760;

/** How logging in ended, told by the window in which it did. */
export interface Outcome {
  channel_id: string;
  outcome: string;
}

const told = new BroadcastChannel("postroom-messenger");

/** How logging in last ended, in a window of its own; null before. */
export const ended = signal<Outcome | null>(null);
told.onmessage = ({ data }: MessageEvent<Outcome>) => { ended.value = data; };

/** Open an empty window for the login; null where the browser does not allow it. Only right after a key or a click is it allowed at all. */
export function openWindow(): Window | null {
  const left = Math.max(0, screenX + (outerWidth - WIDTH) / 2);
  const top = Math.max(0, screenY + (outerHeight - HEIGHT) / 2);
  const opened = open("", "_blank", `popup,width=${WIDTH},height=${HEIGHT},left=${left},top=${top}`);
  return opened && !opened.closed ? opened : null;
}

/** Tell the window where the login began how it ended, and close the one it was in, as far as the browser lets us. */
export function tellAndClose(end: Outcome): void {
  told.postMessage(end);
  close();
}
