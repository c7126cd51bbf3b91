import type { TicketPropertyDefinition } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { type Field, fillsOf, isBetween, isChosen, isText, retyped, type Type, TYPES } from "./model.ts";
import { WORDS } from "./words.ts";

interface Props {
  field: Field;
  properties: readonly TicketPropertyDefinition[];
  put: (field: Field) => void;
}

/** What one field asks, what it takes, and what it fills (FRM-02, FRM-07). */
export function FieldEditor({ field, properties, put }: Props) {
  const words = spoken(WORDS);
  const set = (part: Partial<Field>) => put({ ...field, ...part });
  return (
    <div class="of-two field-editor">
      <label>{words.label}<input maxLength={300} value={field.label} onInput={(event) => set({ label: event.currentTarget.value })} /></label>
      <label>{words.type}<select value={field.type} onChange={(event) => put(retyped(field, event.currentTarget.value as Type))}>{TYPES.map((one) => <option key={one} value={one}>{words.types[one]}</option>)}</select></label>
      <label class="check"><input type="checkbox" checked={field.required} disabled={field.hidden} onChange={(event) => set({ required: event.currentTarget.checked })} />{words.isRequired}</label>
      <label class="check"><input type="checkbox" checked={field.hidden} disabled={field.type === "file"} onChange={(event) => set({ hidden: event.currentTarget.checked, required: false })} />{words.isHidden}</label>
      {field.hidden && <p class="whole"><small>{words.hiddenHint}</small></p>}
      {isChosen(field) && <label class="whole">{words.options}<textarea rows={4} defaultValue={field.options.join("\n")} onInput={(event) => set({ options: listed(event.currentTarget.value) })} /></label>}
      {!field.hidden && <label class="whole">{words.help}<input maxLength={500} value={field.help} onInput={(event) => set({ help: event.currentTarget.value })} /></label>}
      {field.type !== "file" && <label class="whole">{field.hidden ? words.value : words.default}<input maxLength={2000} value={field.default} onInput={(event) => set({ default: event.currentTarget.value })} /></label>}
      <Checks field={field} set={set} />
      <label>{words.fillsIt}<select value={field.fills} onChange={(event) => set({ fills: event.currentTarget.value })}>
        <option value="">{words.nothing}</option>
        {fillsOf(field.type, properties).map((one) => <option key={one} value={one}>{words.fills[one] ?? words.propertyOf(properties.find((own) => one.endsWith(own.property_id))?.name ?? "")}</option>)}</select></label>
      <label>{words.key}<input maxLength={64} pattern="[A-Za-z][\w\-]*" value={field.name} onInput={(event) => set({ name: event.currentTarget.value })} /></label>
    </div>
  );
}

/** What keeps an answer from being taken. */
function Checks({ field, set }: { field: Field; set: (part: Partial<Field>) => void }) {
  const words = spoken(WORDS);
  const whole = (value: string) => Math.max(0, Math.min(20_000, Math.trunc(Number(value)) || 0));
  if (isText(field)) {
    return (
      <>
        <label>{words.shortest}<input type="number" min={0} max={20000} value={field.shortest || ""} onChange={(event) => set({ shortest: whole(event.currentTarget.value) })} /></label>
        <label>{words.longest}<input type="number" min={0} max={20000} value={field.longest || ""} onChange={(event) => set({ longest: whole(event.currentTarget.value) })} /></label>
        {field.type === "text" && <label>{words.pattern}<input maxLength={200} value={field.pattern} onInput={(event) => set({ pattern: event.currentTarget.value })} /></label>}
        {field.pattern && <label>{words.patternHint}<input maxLength={300} value={field.hint} onInput={(event) => set({ hint: event.currentTarget.value })} /></label>}
      </>
    );
  }
  if (!isBetween(field)) return null;
  const bound = (name: "minimum" | "maximum") => {
    const change = (event: { currentTarget: HTMLInputElement }) => set({ [name]: event.currentTarget.value });
    return <label>{words[name]}{field.type === "date" ? <input type="date" value={field[name]} onChange={change} /> : <input inputMode="decimal" maxLength={40} value={field[name]} onChange={change} />}</label>;
  };
  return <>{bound("minimum")}{bound("maximum")}</>;
}

const listed = (text: string): string[] => text.split("\n").map((one) => one.trim()).filter(Boolean);
