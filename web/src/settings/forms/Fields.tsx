import { useRef, useState } from "preact/hooks";
import type { TicketPropertyDefinition } from "../../api/types.ts";
import { tell } from "../../app/notices.ts";
import { spoken } from "../../i18n/words.ts";
import { Icon } from "../../parts/Icon.tsx";
import { refocus } from "../moving.ts";
import { linkTo } from "../opened.ts";
import { placed } from "../pipelines/order.ts";
import { FieldEditor } from "./FieldEditor.tsx";
import { type Field, newField, parted, type Type, TYPES } from "./model.ts";
import { WORDS } from "./words.ts";

interface Props {
  fields: readonly Field[];
  put: (fields: Field[]) => void;
  properties: readonly TicketPropertyDefinition[];
}

/** The fields of a form in their order: added, changed, taken away, moved by drag or by buttons (FRM-02). */
export function Fields({ fields, put, properties }: Props) {
  const words = spoken(WORDS);
  const { own, channels } = parted(fields);
  const [dragged, drag] = useState<number | null>(null);
  const [said, say] = useState("");
  // a key may be written anew while a line is open, so lines are told apart by numbers of their own
  const ids = useRef(new WeakMap<Field, number>());
  const last = useRef(0);
  const idOf = (field: Field) => {
    const id = ids.current.get(field) ?? ++last.current;
    ids.current.set(field, id);
    return id;
  };
  const set = (next: Field[]) => put([...next, ...channels]);
  const move = (from: number, to: number) => {
    const one = own[from];
    if (!one || from === to || to < 0 || to >= own.length) return;
    say(words.moved(one.label || one.name, to + 1));
    set(placed(own, from, to));
    refocus(String(idOf(one)), to < from);
  };
  const change = (index: number, field: Field) => {
    const before = own[index];
    if (before) ids.current.set(field, idOf(before));
    set(own.map((one, at) => (at === index ? field : one)));
  };
  const remove = (field: Field) => {
    set(own.filter((one) => one !== field));
    tell(words.removed(field.label || field.name), { undo: () => put([...fields]) });
  };
  const add = (type: Type) => set([...own, newField(type, words.types[type], fields)]);
  return (
    <>
      <p class="hidden" role="status" aria-live="polite">{said}</p>
      <ol class="form-fields" aria-label={words.fields}>{own.map((field, index) => (
        <li key={idOf(field)} class={dragged === index ? "item away" : "item"} onDragOver={(event) => { if (dragged !== null) event.preventDefault(); }} onDrop={(event) => { event.preventDefault(); if (dragged !== null) move(dragged, index); drag(null); }}>
          <span class="grip" title={words.drag} aria-hidden="true" draggable onDragStart={(event) => { event.dataTransfer?.setData("text/plain", field.name); drag(index); }} onDragEnd={() => drag(null)}><Icon name="grip" /></span>
          <Line field={field} id={idOf(field)} first={index === 0} last={index === own.length - 1} move={(by) => move(index, index + by)} remove={() => remove(field)} />
          <details class="whole"><summary>{words.edit}<span class="hidden"> {field.label || field.name}</span></summary>
            <FieldEditor field={field} properties={properties} put={(next) => change(index, next)} /></details>
        </li>
      ))}</ol>
      {channels.length > 0 && <p class="of-channel"><small>{words.ofChannel} <a {...linkTo("pipelines")}>{words.ofChannelLink}</a></small></p>}
      <Add onAdd={add} />
    </>
  );
}

function Line({ field, id, first, last, move, remove }: { field: Field; id: number; first: boolean; last: boolean; move: (by: number) => void; remove: () => void }) {
  const words = spoken(WORDS);
  const name = field.label || field.name;
  return (
    <>
      <span class="grows"><strong>{name}</strong><br /><small>{words.types[field.type]}{field.required && ` · ${words.required}`}{field.fills && ` · ${words.fills[field.fills] ?? words.property}`}</small>{field.hidden && <> <span class="chip">{words.hidden}</span></>}</span>
      <span>
        <button type="button" class="bare" data-move={`${id} up`} aria-label={words.up(name)} title={words.up(name)} disabled={first} onClick={() => move(-1)}>↑</button>
        <button type="button" class="bare" data-move={`${id} down`} aria-label={words.down(name)} title={words.down(name)} disabled={last} onClick={() => move(1)}>↓</button>
        <button type="button" class="bare" aria-label={words.remove(name)} title={words.remove(name)} disabled={first && last} onClick={remove}><Icon name="x" /></button>
      </span>
    </>
  );
}

function Add({ onAdd }: { onAdd: (type: Type) => void }) {
  const words = spoken(WORDS);
  const [type, choose] = useState<Type>("text");
  const box = useRef<HTMLParagraphElement>(null);
  const add = () => {
    onAdd(type);
    // the new line is there only after this; it opens, ready to be named
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const line = box.current?.parentElement?.querySelector(".form-fields > li:last-child");
      line?.querySelector("details")?.setAttribute("open", "");
      line?.querySelector<HTMLInputElement>("details input")?.select();
    }));
  };
  return (
    <p class="line-of" ref={box}>
      <label class="check">{words.newField}<select value={type} onChange={(event) => choose(event.currentTarget.value as Type)}>{TYPES.map((one) => <option key={one} value={one}>{words.types[one]}</option>)}</select></label>
      <button type="button" onClick={add}><Icon name="plus" />{words.addField}</button>
    </p>
  );
}
