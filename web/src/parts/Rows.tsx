import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

const MARGIN = 8;

interface Props<T> {
  items: readonly T[];
  height: number;
  label: string;
  /** The index that is kept in view. */
  active: number;
  draw: (item: T, index: number) => ComponentChildren;
  onEnd: () => void;
  busy: boolean;
}

/** A long list of rows of one height, of which only those near the window are drawn. */
export function Rows<T>({ items, height, label, active, draw, onEnd, busy }: Props<T>) {
  const box = useRef<HTMLDivElement>(null);
  const [window_, setWindow] = useState({ first: 0, last: 40 });
  const look = () => {
    const seen = box.current;
    if (!seen) return;
    const first = Math.max(0, Math.floor(seen.scrollTop / height) - MARGIN);
    const last = Math.ceil((seen.scrollTop + seen.clientHeight) / height) + MARGIN;
    setWindow((before) => (before.first === first && before.last === last ? before : { first, last }));
    if (last >= items.length) onEnd();
  };
  useLayoutEffect(look, [items.length, height]);
  useEffect(() => {
    const resized = new ResizeObserver(look);
    if (box.current) resized.observe(box.current);
    return () => resized.disconnect();
  });
  useEffect(() => {
    const seen = box.current;
    if (!seen || active < 0) return;
    if (active * height < seen.scrollTop) seen.scrollTop = active * height;
    else if ((active + 1) * height > seen.scrollTop + seen.clientHeight) seen.scrollTop = (active + 1) * height - seen.clientHeight;
  }, [active, height]);
  const drawn = items.slice(window_.first, window_.last);
  const space = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    space.current?.style.setProperty("padding-block-start", `${window_.first * height}px`);
    space.current?.style.setProperty("block-size", `${items.length * height}px`);
  });
  return (
    <div class="rows" ref={box} onScroll={look} aria-busy={busy}>
      <ul ref={space} aria-label={label}>{drawn.map((item, index) => draw(item, window_.first + index))}</ul>
    </div>
  );
}
