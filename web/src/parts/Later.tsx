import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

type Load<P> = () => Promise<{ default: ComponentType<P> }>;

/** A part of a page that is loaded when it is first shown; nothing is in its place until then, nor where that fails. */
export function Later<P extends object>({ load, with: props }: { load: Load<P>; with: P }) {
  const [Shown, show] = useState<ComponentType<P> | null>(null);
  useEffect(() => { load().then((loaded) => show(() => loaded.default), () => undefined); }, []);
  return Shown && <Shown {...props} />;
}
