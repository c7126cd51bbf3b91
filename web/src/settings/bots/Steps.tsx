import { useRef, useState } from "preact/hooks";
import { tell } from "../../app/notices.ts";
import { spoken } from "../../i18n/words.ts";
import { Icon } from "../../parts/Icon.tsx";
import type { Refusal } from "../channels/refusing.tsx";
import { refocus } from "../moving.ts";
import { placed } from "../pipelines/order.ts";
import { DEEDS, type Deed, newStep, type Step, stepIn, withoutStep, withStep, withStepBack } from "./model.ts";
import { StepFields } from "./StepFields.tsx";
import { WORDS } from "./words.ts";

interface Props {
  steps: readonly Step[];
  /** Change the steps as they are then. */
  put: (change: (now: readonly Step[]) => Step[]) => void;
  refusal: Refusal | null;
}

/** The steps of a bot in their order: added, changed, taken away, moved by buttons. */
export function Steps({ steps, put, refusal }: Props) {
  const words = spoken(WORDS);
  const [said, say] = useState("");
  const wrong = stepIn(refusal?.field ?? "");
  const move = (from: number, to: number) => {
    const one = steps[from];
    if (!one) return;
    say(words.moved(titleOf(one), to + 1));
    put((now) => placed(now, from, to));
    refocus(one.key, to < from);
  };
  const titleOf = (step: Step) => step.text.slice(0, 60) || words.deeds[step.do];
  const remove = (step: Step) => {
    put((now) => withoutStep(now, step));
    tell(words.removed(titleOf(step)), { undo: () => put((now) => withStepBack(now, steps, step)) });
  };
  return (
    <>
      <p class="hidden" role="status" aria-live="polite">{said}</p>
      <ol class="bot-steps" aria-label={words.steps}>{steps.map((step, index) => {
        const title = titleOf(step);
        return (
          <li key={step.key} class="item">
            <span class="grows"><strong>{title}</strong><br /><small>{words.deeds[step.do]}</small></span>
            <span>
              <button type="button" class="bare" data-move={`${step.key} up`} aria-label={words.up(title)} title={words.up(title)} disabled={index === 0} onClick={() => move(index, index - 1)}>↑</button>
              <button type="button" class="bare" data-move={`${step.key} down`} aria-label={words.down(title)} title={words.down(title)} disabled={index === steps.length - 1} onClick={() => move(index, index + 1)}>↓</button>
              <button type="button" class="bare" aria-label={words.remove(title)} title={words.remove(title)} disabled={steps.length === 1} onClick={() => remove(step)}><Icon name="x" /></button>
            </span>
            <details class="whole" open={wrong === step.key || undefined}><summary>{words.edit}<span class="hidden"> {title}</span></summary>
              {wrong === step.key && <p class="refused" role="alert">{refusal?.text}</p>}
              <StepFields step={step} steps={steps} put={(next) => put((now) => now.map((one) => (one.key === step.key ? next : one)))} /></details>
          </li>
        );
      })}</ol>
      <Add onAdd={(deed) => put((now) => withStep(now, newStep(deed, words.texts[deed], words.label, now)))} />
    </>
  );
}

function Add({ onAdd }: { onAdd: (deed: Deed) => void }) {
  const words = spoken(WORDS);
  const [deed, choose] = useState<Deed>("say");
  const box = useRef<HTMLParagraphElement>(null);
  const add = () => {
    onAdd(deed);
    // the new step is there only after this; it opens, ready to be written
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const line = box.current?.parentElement?.querySelector(".bot-steps > li:last-child");
      line?.querySelector("details")?.setAttribute("open", "");
      line?.querySelector<HTMLElement>("details textarea, details select, details input")?.focus();
    }));
  };
  return (
    <p class="line-of" ref={box}>
      <label class="check">{words.newStep}<select value={deed} onChange={(event) => choose(event.currentTarget.value as Deed)}>{DEEDS.map((one) => <option key={one} value={one}>{words.deeds[one]}</option>)}</select></label>
      <button type="button" onClick={add}><Icon name="plus" />{words.addStep}</button>
    </p>
  );
}
