import { useEffect, useRef } from "preact/hooks";
import { channels, doorName } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import type { Wanted } from "./Subscription.tsx";
import { type Gated, WORDS } from "./words.ts";

/** What a lower tier takes, before it is chosen: gates that close, and channels that show as degraded. */
export function Confirm({ wanted, onYes, onNo }: { wanted: Wanted; onYes: () => void; onNo: () => void }) {
  const words = spoken(WORDS);
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => { box.current?.showModal(); }, []);
  const { lost, degraded } = wanted.preview;
  return (
    <dialog ref={box} aria-labelledby="confirm-title" onClose={onNo}>
      <h2 id="confirm-title">{words.sure(words.hubs[wanted.hub], words.tiers[wanted.tier])}</h2>
      {lost.length > 0 && <><h3>{words.lost}</h3><ul>{lost.map((gate) => <li key={gate}>{words.gates[gate as Gated].name}</li>)}</ul></>}
      {degraded.length > 0 && <><h3>{words.degraded}</h3><ul>{degraded.map((id) => <li key={id}>{doorName(channels.value.get(id))}</li>)}</ul></>}
      <p><small>{words.kept}</small></p>
      <p class="line-of"><button type="button" class="main" onClick={onYes}>{words.yes}</button><button type="button" onClick={() => box.current?.close()}>{words.no}</button></p>
    </dialog>
  );
}
