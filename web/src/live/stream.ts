import { signal } from "@preact/signals";
import { onUnanswered, openStream, seen } from "../api/client.ts";
import { type Frame, Reader } from "./frames.ts";

/** Whether what is shown is kept up to date: `lost` says so on the screen until the stream is back. */
export const state = signal<"opening" | "live" | "lost">("opening");

type News = { frame: Frame } | { state: typeof state.value };
type Watcher = (frame: Frame) => void;

const SILENCE = 25_000;
const LONGEST_PAUSE = 15_000;
const CALM = 60_000;
const watchers = new Set<Watcher>();
const beside = new Set<Watcher>();
const channel = new BroadcastChannel("postroom-live");
let reached = 0;
let leading = false;
let ending = new AbortController();
let doubted = false;

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
  channel.onmessage = ({ data }: MessageEvent<News | "doubt" | null>) => {
    if (data === "doubt") doubt();
    else if (data) take(data);
    else if (leading) channel.postMessage({ state: state.value });
  };
  channel.postMessage(null);
  onUnanswered(() => { doubt(); channel.postMessage("doubt"); });
  void navigator.locks.request("postroom-live", () => lead());
}

/** What a frame led to was not read, while the stream may go on: begin it anew, and have everything read again. */
function doubt(): void {
  doubted = leading;
  if (state.value === "live") ending.abort();
}

function take(told: News): void {
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

function tell(told: News): void {
  channel.postMessage(told);
  take(told);
}

async function lead(): Promise<never> {
  leading = true;
  for (let pause = 500; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    const began = Date.now();
    const opened = await follow().catch(() => false);
    // where requests fail though the stream opens, all is read anew less and less often
    if (opened && (!doubted || Date.now() - began > CALM)) pause = 500;
    tell({ state: "lost" });
    await waited(pause * (0.75 + Math.random() / 2));
  }
}

/** Read the stream until it ends or falls silent; true where it had opened. */
async function follow(): Promise<boolean> {
  const mine = (ending = new AbortController());
  const answer = await openStream(reached, mine.signal);
  if (!answer.ok || !answer.body) return false;
  tell({ state: "live" });
  if (doubted) tell({ frame: { kind: "reset", position: 0, ids: {} } });
  doubted = false;
  const reader = new Reader(reached);
  const text = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const silence = setTimeout(() => mine.abort(), SILENCE);
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
