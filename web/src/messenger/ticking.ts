import { useEffect, useState } from "preact/hooks";
import { next, type Told } from "./window.ts";

/** Now, anew whenever what is shown changes. */
export function useNow(told: Told): number {
  const [now, tick] = useState(Date.now);
  useEffect(() => {
    const timer = setTimeout(() => tick(Date.now()), next(told, Date.now()));
    return () => clearTimeout(timer);
  }, [told, now]);
  return now;
}
