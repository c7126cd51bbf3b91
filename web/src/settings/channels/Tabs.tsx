import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";

export interface Tab {
  name: string;
  draw: () => ComponentChildren;
}

/** Tabs as the APG wants them: arrows, Home and End go between them, and what is shown follows. */
export function Tabs({ label, tabs, first = 0 }: { label: string; tabs: readonly Tab[]; first?: number }) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [shown, show] = useState(first);
  const to = (index: number) => {
    const next = (index + tabs.length) % tabs.length;
    show(next);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };
  const ways: Readonly<Record<string, () => void>> = { ArrowRight: () => to(shown + 1), ArrowLeft: () => to(shown - 1), Home: () => to(0), End: () => to(tabs.length - 1) };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} ref={list}>{tabs.map((tab, index) => (
        <button key={tab.name} type="button" role="tab" id={`${id}-${index}`} aria-controls={`${id}-panel`} aria-selected={index === shown} tabIndex={index === shown ? 0 : -1}
          onClick={() => show(index)} onKeyDown={(event) => { const way = ways[event.key]; if (way) { event.preventDefault(); way(); } }}>{tab.name}</button>
      ))}</div>
      <div key={shown} class="tab-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${shown}`}>{tabs[shown]?.draw()}</div>
    </>
  );
}

/** One part of what a tab shows, under its own heading. */
export function Card({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return <section class="card" aria-labelledby={id}><h3 id={id}>{title}</h3>{children}</section>;
}
