import { signal } from "@preact/signals";
import { openStream, seen } from "../api/client.ts";
import { type Frame, Reader } from "./frames.ts";

/** Whether what is shown is kept up to date: `lost` says so on the screen until the stream is back. */
export const state = signal<"opening" | "live" | "lost">("opening");

type Told = { frame: Frame } | { state: typeof state.value };
type Watcher = (frame: Frame) => void;

const SILENCE = 25_000;
const LONGEST_PAUSE = 15_000;
const watchers = new Set<Watcher>();
const beside = new Set<Watcher>();
const channel = new BroadcastChannel("postroom-live");
let reached = 0;
let leading = false;

/** Be told of every frame from now on; returns what ends it. */
export function watch(watcher: Watcher): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Be told of what is not of the log: who is where. Nothing needs to be read anew for it. */
export function watchBeside(watcher: Watcher): () => void {
  beside.add(watcher);
  return () => beside.delete(watcher);
}

/** Keep one stream for all tabs of this browser: whichever holds the lock reads it and tells the others. It begins after
 *  a position that everything on the page is newer than, so that nothing is missed between the first read and the stream. */
export function start(after: number): void {
  reached = after;
  // a tab that comes later asks how it stands: on a quiet day nothing else would tell it
  channel.onmessage = ({ data }: MessageEvent<Told | null>) => {
    if (data) take(data);
    else if (leading) channel.postMessage({ state: state.value });
  };
  channel.postMessage(null);
  void navigator.locks.request("postroom-live", () => lead());
}

function take(told: Told): void {
  if ("state" in told) {
    state.value = told.state;
    return;
  }
  const { frame } = told;
  if (frame.position) {
    reached = Math.max(reached, frame.position);
    seen(frame.position);
  }
  state.value = "live";
  for (const watcher of /^(presence|visitor)$/.test(frame.kind) ? beside : watchers) watcher(frame);
}

function tell(told: Told): void {
  channel.postMessage(told);
  take(told);
}

async function lead(): Promise<never> {
  leading = true;
  for (let pause = 500; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    const opened = await follow().catch(() => false);
    if (opened) pause = 500;
    tell({ state: "lost" });
    await waited(pause * (0.75 + Math.random() / 2));
  }
}

/** Read the stream until it ends or falls silent; true where it had opened. */
async function follow(): Promise<boolean> {
  const ending = new AbortController();
  const answer = await openStream(reached, ending.signal);
  if (!answer.ok || !answer.body) return false;
  tell({ state: "live" });
  const reader = new Reader(reached);
  const text = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const silence = setTimeout(() => ending.abort(), SILENCE);
    const part = await text.read().catch(() => ({ done: true as const, value: undefined }));
    clearTimeout(silence);
    if (part.done) return true;
    for (const frame of reader.read(part.value)) tell({ frame });
    reached = reader.reached;
  }
}

function waited(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    window.addEventListener("online", () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}
