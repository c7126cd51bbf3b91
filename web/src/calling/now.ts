import { useEffect, useState } from "preact/hooks";

const SECOND = 1_000;

/** Now, anew each second while something goes on. */
export function useNow(isOn: boolean): number {
  const [now, tick] = useState(Date.now);
  useEffect(() => {
    if (!isOn) return;
    const timer = setInterval(() => tick(Date.now()), SECOND);
    return () => clearInterval(timer);
  }, [isOn]);
  return now;
}
