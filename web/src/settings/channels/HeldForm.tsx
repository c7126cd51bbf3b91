import type { ComponentChildren } from "preact";
import { tell } from "../../app/notices.ts";
import type { Step } from "../chat/PartForm.tsx";
import type { Draft } from "../held.ts";
import { Elsewhere, type Refusal, useRefusal } from "./refusing.tsx";
import { Foot } from "./Wizard.tsx";

interface Given<T> {
  draft: Draft<T>;
  /** Where it stands in the steps of connecting; without it, it is a tab of a channel that is connected. */
  step?: Step | undefined;
  /** The fields that say themselves what was refused of them. */
  named: readonly string[];
  /** Whether it can be kept as it is written. */
  fine: boolean;
  /** What is said once it is kept, in a tab. */
  saved: string;
  words: { crossed: string; theirs: string; mine: string; save: string };
  fields: (refusal: Refusal | null) => ComponentChildren;
}

/** A part of a channel's settings: its fields, what was refused, a colleague's change meanwhile, and keeping it. */
export function HeldForm<T>({ draft, step, named, fine, saved, words, fields }: Given<T>) {
  const { refusal, busy, doing } = useRefusal();
  const save = async () => {
    if (!(await doing(draft.save))) return;
    if (step) step.done();
    else tell(saved);
  };
  const isHeld = busy || draft.isCrossed || !fine;
  return (
    <form class="fields" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      {fields(refusal)}
      {draft.isCrossed && <div class="crossed" role="alert"><p>{words.crossed}</p>
        <p class="line-of"><button type="button" onClick={() => draft.settle("theirs")}>{words.theirs}</button><button type="button" onClick={() => draft.settle("mine")}>{words.mine}</button></p></div>}
      {!draft.isCrossed && <Elsewhere refusal={refusal} fields={named} />}
      {step ? <Foot back={step.back} disabled={isHeld} /> : <p><button type="submit" class="main" disabled={isHeld}>{words.save}</button></p>}
    </form>
  );
}
