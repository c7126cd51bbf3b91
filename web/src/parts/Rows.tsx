import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

const MARGIN = 8;

interface Steady<T> {
  keyOf: (item: T) => string;
  /** How far down the list is; kept by who draws it, so that it is there again when they come back. */
  scroll: { top: number };
  onScrolled: (down: boolean) => void;
}

interface Props<T> {
  items: readonly T[];
  height: number;
  label: string;
  /** The index that is kept in view. */
  active: number;
  draw: (item: T, index: number) => ComponentChildren;
  onEnd: () => void;
  busy: boolean;
  /** For a list that changes by itself: what is looked at stays where it is. */
  steady?: Steady<T>;
}

/** A long list of rows of one height, of which only those near the window are drawn. */
export function Rows<T>({ items, height, label, active, draw, onEnd, busy, steady }: Props<T>) {
  const box = useRef<HTMLDivElement>(null);
  const [window_, setWindow] = useState({ first: 0, last: 40 });
  const at = useRef<{ key: string; index: number } | null>(null);
  const look = () => {
    const seen = box.current;
    if (!seen || seen.clientHeight === 0) return;
    const first = Math.max(0, Math.floor(seen.scrollTop / height) - MARGIN);
    const last = Math.ceil((seen.scrollTop + seen.clientHeight) / height) + MARGIN;
    setWindow((before) => (before.first === first && before.last === last ? before : { first, last }));
    if (last >= items.length) onEnd();
    if (!steady) return;
    steady.scroll.top = seen.scrollTop;
    steady.onScrolled(seen.scrollTop >= height);
    const index = Math.floor(seen.scrollTop / height);
    const top = items[index];
    at.current = top === undefined ? null : { key: steady.keyOf(top), index };
  };
  const space = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    space.current?.style.setProperty("block-size", `${items.length * height}px`);
    // each row is put where it belongs by itself: one that comes in lets nothing be laid out anew
    [...(space.current?.children ?? [])].forEach((row, index) => (row as HTMLElement).style.setProperty("translate", `0 ${(window_.first + index) * height}px`));
  });
  useLayoutEffect(() => { if (box.current && steady) box.current.scrollTop = steady.scroll.top; }, []);
  // what comes in above must not move what the reader looks at or points at
  useLayoutEffect(() => {
    const seen = box.current;
    const held = at.current;
    if (seen && held && steady && (seen.scrollTop > 0 || seen.matches(":hover"))) {
      const index = items.findIndex((item) => steady.keyOf(item) === held.key);
      if (index >= 0 && index !== held.index) seen.scrollTop += (index - held.index) * height;
    }
    look();
  }, [items, height]);
  useEffect(() => {
    const resized = new ResizeObserver(look);
    if (box.current) resized.observe(box.current);
    return () => resized.disconnect();
  });
  const chosen = items[active];
  const current = chosen === undefined || !steady ? active : steady.keyOf(chosen);
  useEffect(() => {
    const seen = box.current;
    if (!seen || active < 0) return;
    if (active * height < seen.scrollTop) seen.scrollTop = active * height;
    else if ((active + 1) * height > seen.scrollTop + seen.clientHeight) seen.scrollTop = (active + 1) * height - seen.clientHeight;
  }, [current, height]);
  const drawn = items.slice(window_.first, window_.last);
  return (
    <div class="rows" ref={box} onScroll={look} aria-busy={busy}>
      <ul ref={space} aria-label={label}>{drawn.map((item, index) => draw(item, window_.first + index))}</ul>
    </div>
  );
}
