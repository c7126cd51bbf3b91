import { spoken } from "../../i18n/words.ts";
import { Icon } from "../../parts/Icon.tsx";
import { ends, FIELDS, LOOKS, type Next, type Step, waits } from "./model.ts";
import { WORDS } from "./words.ts";

interface Given {
  step: Step;
  steps: readonly Step[];
  put: (step: Step) => void;
}

/** What one step says, and where it leads. */
export function StepFields({ step, steps, put }: Given) {
  const words = spoken(WORDS);
  const set = (part: Partial<Step>) => put({ ...step, ...part });
  const label = { say: words.text, choose: words.asks, ask: words.asks, branch: "", ticket: words.ticketName, hand_over: words.lastWords, end: words.lastWords }[step.do];
  return (
    <div class="fields">
      {label && <label>{label}<textarea rows={2} maxLength={1000} dir="auto" required={!ends(step)} value={step.text} onInput={(event) => set({ text: event.currentTarget.value })} /></label>}
      {step.do === "ask" && <label>{words.field}<select value={step.field} onChange={(event) => set({ field: event.currentTarget.value })}>{FIELDS.map((one) => <option key={one} value={one}>{words.fields[one]}</option>)}</select></label>}
      {step.do === "branch" && <Looks step={step} steps={steps} put={put} />}
      {step.do === "choose" && <Options step={step} steps={steps} put={put} />}
      {step.do === "branch" && <Cases step={step} steps={steps} put={put} />}
      {waits(step) && <label>{words.retry}<input maxLength={1000} value={step.retry} onInput={(event) => set({ retry: event.currentTarget.value })} /></label>}
      {!ends(step) && step.do !== "choose" && <label>{step.do === "branch" ? words.otherwise : words.next}<Leads next={step.next} step={step} steps={steps} put={(next) => set({ next })} /></label>}
    </div>
  );
}

interface Led {
  next: string;
  step: Step;
  steps: readonly Step[];
  put: (next: string) => void;
  label?: string;
}

/** Where something leads: another step, or a person. */
function Leads({ next, step, steps, put, label }: Led) {
  const words = spoken(WORDS);
  return <select aria-label={label} value={next} onChange={(event) => put(event.currentTarget.value)}><option value="">{words.person}</option>{steps.map((one, index) => (one.key === step.key && !waits(one) ? null : <option key={one.key} value={one.key}>{`${index + 1}. ${one.text.slice(0, 40) || words.deeds[one.do]}`}</option>))}</select>;
}

function Options({ step, steps, put }: Given) {
  const words = spoken(WORDS);
  const set = (options: Next[]) => put({ ...step, options });
  const options = step.options.map((one) => ({ next: "", ...one }));
  const change = (index: number, part: Partial<Next>) => set(options.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <fieldset><legend>{words.options}</legend>
      {options.map((one, index) => (
        <p key={index} class="line-of">
          <input aria-label={words.option(index + 1)} required maxLength={60} value={one.label} onInput={(event) => change(index, { label: event.currentTarget.value })} />
          <Leads label={words.leads(index + 1)} next={one.next} step={step} steps={steps} put={(next) => change(index, { next })} />
          <button type="button" class="bare" aria-label={words.removeOption(index + 1)} title={words.removeOption(index + 1)} disabled={options.length === 1} onClick={() => set(options.filter((_, at) => at !== index))}><Icon name="x" /></button>
        </p>
      ))}
      <button type="button" disabled={options.length >= 10} onClick={() => set([...options, { label: "", next: "" }])}><Icon name="plus" />{words.addOption}</button>
    </fieldset>
  );
}

function Looks({ step, steps, put }: Given) {
  const words = spoken(WORDS);
  const choose = (about: string) => {
    const asked = steps.find((one) => one.key === about);
    const labels = asked?.options.map((one) => one.label) ?? ["yes"];
    put({ ...step, about, options: (labels.length ? labels : [words.label]).map((label) => ({ label, next: "" })) });
  };
  return (
    <label>{words.about}<select value={step.about} onChange={(event) => choose(event.currentTarget.value)}>
      {LOOKS.map((one) => <option key={one} value={one}>{words.abouts[one]}</option>)}
      {steps.filter(waits).map((one) => <option key={one.key} value={one.key}>{words.earlier(one.text.slice(0, 40))}</option>)}
    </select></label>
  );
}

/** The cases of a branch: yes or no, or answers to a question. */
function Cases({ step, steps, put }: Given) {
  const words = spoken(WORDS);
  const isPlain = (LOOKS as readonly string[]).includes(step.about);
  if (!isPlain) return <Options step={step} steps={steps} put={put} />;
  const nextOf = (label: string) => step.options.find((one) => one.label === label)?.next ?? "";
  const lead = (label: string, next: string) => put({ ...step, options: [...step.options.filter((one) => one.label !== label), { label, next }] });
  return <label>{words.cases.yes}<Leads next={nextOf("yes")} step={step} steps={steps} put={(next) => lead("yes", next)} /></label>;
}
