import { signal } from "@preact/signals";
import { call, get } from "../api/client.ts";
import type { Changed, CombineMacro, Macro, MacroList, MacroPreview } from "../api/types.ts";
import { attempt, tell } from "../app/notices.ts";
import { overlay } from "../app/overlay.ts";
import { undoSeconds } from "../inbox/undoing.ts";
import { words } from "./words.ts";

export const macros = signal<Macro[]>([]);
/** The macro that is shown before it is applied, and to what. */
export const shown = signal<{ macro: Macro; conversation: string; seen: number } | null>(null);

/** Read those that are offered. */
export const readMacros = () => attempt(async () => { macros.value = (await get<MacroList>("/macros")).items; });

/** Show what a macro would do with a conversation, to be applied from there. */
export function applyMacro(macro: Macro, conversation: string, seen: number): Promise<boolean> {
  shown.value = { macro, conversation, seen };
  return attempt(async () => { overlay.value = (await import("./Apply.tsx")).default; });
}

/** Open the list of macros to change them. */
export const manageMacros = () => attempt(async () => { overlay.value = (await import("./Macros.tsx")).default; });

/** What a macro would do, its tokens filled in. */
export const previewOf = (macro: string, conversation: string) => get<MacroPreview>(`/conversations/${conversation}/macros/${macro}`);

/** Do all of it, or nothing. */
export async function carryOut(macro: Macro, conversation: string, seen: number, version: number, key: string): Promise<boolean> {
  const body = { macro_version: version, seen_version: seen, undo_seconds: undoSeconds.value };
  const done = await attempt(() => call<Changed>("POST", `/conversations/${conversation}/macros/${macro.macro_id}`, { body, key }));
  if (done) tell(words().applied(macro.name));
  return done;
}

/** Keep a new one, or a change of one. */
export const save = (body: CombineMacro, of: Macro | null) =>
  attempt(async () => {
    await call(of ? "PUT" : "POST", of ? `/macros/${of.macro_id}` : "/macros", { body, key: crypto.randomUUID() });
    await readMacros();
  });

/** Delete one; it can be taken back. */
export async function remove({ macro_id, name }: Macro): Promise<void> {
  const path = `/macros/${macro_id}`;
  const restore = () => void attempt(async () => { await call("POST", `${path}/restore`, { body: {} }); await readMacros(); });
  const done = await attempt(async () => { await call("DELETE", path); await readMacros(); });
  if (done) tell(words().removed(name), { undo: restore });
}
