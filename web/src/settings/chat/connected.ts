import { signal } from "@preact/signals";

/** The chat that was just connected: its tracking code is what comes next. */
export const connectedNow = signal("");
