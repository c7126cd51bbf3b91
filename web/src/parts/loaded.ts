import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

export type Load = () => Promise<{ default: ComponentType }>;

/** A part that is loaded when it is first shown; says so where that fails, and tries again when asked. */
export function useLoaded(load: Load | undefined): { Shown: ComponentType | null; failed: boolean; again: () => void } {
  const [Shown, show] = useState<ComponentType | null>(null);
  const [failed, fail] = useState(false);
  const again = () => {
    fail(false);
    load?.().then((loaded) => show(() => loaded.default), () => fail(true));
  };
  useEffect(again, []);
  return { Shown, failed, again };
}
