import { spoken } from "../../i18n/words.ts";
import { isBefore, type Stage, STAGES } from "./stages.ts";
import { WORDS } from "./words.ts";

/** Where connecting stands: what is done can be gone back to, what is to come is only named, where it is known. */
export function Steps({ shown, due, go, known = STAGES }: { shown: Stage; due: Stage; go?: (stage: Stage) => void; known?: readonly Stage[] }) {
  const words = spoken(WORDS);
  return (
    <nav aria-label={words.steps}>
      <ol class="connect-steps">{known.map((stage, index) => {
        const said = <><span class="number">{isBefore(stage, due) ? "✓" : index + 1}</span> {words.stages[stage]}{isBefore(stage, due) && <span class="hidden"> ({words.done})</span>}</>;
        const open = go && stage !== "type" && !isBefore(due, stage);
        return (
          <li key={stage} class={isBefore(stage, due) ? "over" : ""} aria-current={stage === shown ? "step" : undefined}>
            {open && stage !== shown ? <button type="button" class="bare" onClick={() => go(stage)}>{said}</button> : <span>{said}</span>}
          </li>
        );
      })}</ol>
    </nav>
  );
}
