import type { ComponentChild, ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

type Load<P> = () => Promise<{ default: ComponentType<P> }>;

/** A part of a page that is loaded when it is first shown; until then, and where that fails, something simpler is in its place, or nothing. */
export function Later<P extends object>({ load, with: props, till = null }: { load: Load<P>; with: P; till?: ComponentChild }) {
  const [Shown, show] = useState<ComponentType<P> | null>(null);
  useEffect(() => { load().then((loaded) => show(() => loaded.default), () => undefined); }, []);
  return Shown ? <Shown {...props} /> : till;
}
