import type { Agreed, Outgoing } from "./types.ts";

/** What this browser keeps of a visitor, in the site's own storage: nothing before it is needed, and never a cookie. */
export interface Kept {
  token?: string;
  /** Whose it all is. */
  visitor?: string;
  agreed?: Agreed | null;
  /** The position up to which the visitor has seen everything. */
  seen?: number;
  /** Whether the visitor gave an address to answer to. */
  given?: boolean;
  queue?: Outgoing[];
}

export interface Keeping {
  get(): Kept;
  put(changed: Kept): void;
  clear(): void;
}

/** Keep under a name; what has none (a preview), or a browser that refuses, has only what this page remembers. */
export function keeping(name?: string): Keeping {
  let here: Kept = {};
  const stored = <T>(act: (storage: Storage, name: string) => T): T | undefined => {
    // where something is refused once nothing else is believed
    try { return name && act(localStorage, name) || undefined; } catch { return void (name = ""); }
  };
  const get = (): Kept => {
    const found = stored((storage, at) => storage.getItem(at) ?? "{}");
    return found ? JSON.parse(found) as Kept : here;
  };
  return {
    get,
    put(changed) {
      here = { ...get(), ...changed };
      stored((storage, at) => storage.setItem(at, JSON.stringify(here)));
    },
    clear() {
      here = {};
      stored((storage, at) => storage.removeItem(at));
    },
  };
}
