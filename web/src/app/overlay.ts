import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { attempt } from "./notices.ts";

/** A part that lies over the page and is loaded when it is first opened. */
export const overlay = signal<ComponentType | null>(null);

/** Open the list of all commands. */
export async function openPalette(): Promise<void> {
  await attempt(async () => { overlay.value = (await import("../palette/Palette.tsx")).default; });
}
