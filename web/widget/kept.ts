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

/** Keep under a name; what has none (a preview), or a browser that refuses once, has only what this page remembers. */
export function keeping(name = ""): Keeping {
  let here: Kept = {};
  const stored = (act: (storage: Storage) => void) => {
    try { if (name) act(localStorage); } catch { name = ""; }
  };
  const self: Keeping = {
    get() {
      stored((storage) => { here = JSON.parse(storage.getItem(name) ?? "{}") as Kept; });
      return here;
    },
    put(changed) {
      here = { ...self.get(), ...changed };
      stored((storage) => storage.setItem(name, JSON.stringify(here)));
    },
    clear() {
      here = {};
      stored((storage) => storage.removeItem(name));
    },
  };
  return self;
}
