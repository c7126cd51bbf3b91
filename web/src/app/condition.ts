import { signal } from "@preact/signals";
import { get } from "../api/client.ts";
import type { Status } from "../api/types.ts";
import { watch } from "../live/stream.ts";

/** How the installation is, as far as the server has said. */
export const condition = signal<Status | null>(null);

/** Ask how it is, and again whenever the stream says that it changed. */
export function startCondition(): void {
  const ask = () => void get<Status>("/status").then((status) => { condition.value = status; }).catch(() => undefined);
  watch((frame) => { if (frame.kind === "status") ask(); });
  ask();
}
