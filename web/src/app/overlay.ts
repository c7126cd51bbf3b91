import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { attempt } from "./notices.ts";

/** A part that lies over the page and is loaded when it is first opened. */
export const overlay = signal<ComponentType | null>(null);

/** Open the list of all commands. */
export const openPalette = () => open(() => import("../palette/Palette.tsx"));

/** Open the list of accounts. */
export const openAccounts = () => open(() => import("../accounts/Accounts.tsx"));

/** Write a new mail. */
export const openNewMail = () => open(() => import("../writing/NewMail.tsx"));

const open = (load: () => Promise<{ default: ComponentType }>) => attempt(async () => { overlay.value = (await load()).default; });
