import { useRef, useState } from "preact/hooks";

/** A value as the server has it, and as it was just set until that has been answered: what is read again meanwhile, for something else, does not put it back. */
export function useMeanwhile<T>(value: T): [T, (next: T, answered: Promise<unknown>) => void] {
  const [set, show] = useState<{ next: T } | null>(null);
  const last = useRef<{ next: T } | null>(null);
  const put = (next: T, answered: Promise<unknown>) => {
    const mine = (last.current = { next });
    show(mine);
    void answered.finally(() => { if (last.current === mine) show(last.current = null); });
  };
  return [set ? set.next : value, put];
}
