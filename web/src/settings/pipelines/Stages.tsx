import { useEffect, useRef, useState } from "preact/hooks";
import type { Pipeline, Stage, StageCount } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { Icon } from "../../parts/Icon.tsx";
import { change } from "../changing.ts";
import { refocus } from "../moving.ts";
import { useRead } from "../reading.ts";
import { keyOf, placed } from "./order.ts";
import { WORDS } from "./words.ts";

/** The stages of a pipeline in their order, changed in place: by drag, by buttons, by name (TKT-02). */
export function Stages({ pipeline, still }: { pipeline: Pipeline; still: boolean }) {
  const words = spoken(WORDS);
  const path = `/pipelines/${pipeline.pipeline_id}`;
  const [stages, show] = useState(pipeline.stages);
  const [dragged, drag] = useState<number | null>(null);
  const [removing, remove] = useState<Stage | null>(null);
  const [said, say] = useState("");
  const version = useRef(pipeline.version);
  const saving = useRef<Promise<unknown>>(Promise.resolve());
  useEffect(() => {
    if (pipeline.version < version.current) return;
    version.current = pipeline.version;
    show(pipeline.stages);
  }, [pipeline.version]);
  // one after the other, each on top of the one before, however quickly the keys follow each other
  const send = (method: string, rest: string, body: object, said: string): Promise<boolean> => {
    const sent = saving.current.then(async () => {
      const on = version.current;
      const done = await change(method, path + rest, { body, version: on }, said);
      // what was read meanwhile may have it already
      if (done) version.current = Math.max(version.current, on + 1);
      return done;
    });
    saving.current = sent;
    return sent;
  };
  const put = async (next: Stage[]) => {
    const before = stages;
    show(next);
    if (!(await send("PUT", "/stages", { stages: next }, words.saved))) show(before);
  };
  const move = (from: number, to: number) => {
    if (from === to || to < 0 || to >= stages.length) return;
    say(words.moved(stages[from]?.name ?? "", to + 1));
    void put(placed(stages, from, to));
    refocus(stages[from]?.key ?? "", to < from);
  };
  const edit = (index: number, what: Partial<Stage>) => void put(stages.map((one, at) => (at === index ? { ...one, ...what } : one)));
  return (
    <>
      <h3>{words.stages}</h3>
      <p class="hidden" role="status" aria-live="polite">{said}</p>
      <ol class="stages">{stages.map((stage, index) => (
        <li key={stage.key} class={dragged === index ? "item away" : "item"} draggable={!still} onDragStart={(event) => { event.dataTransfer?.setData("text/plain", stage.key); drag(index); }} onDragEnd={() => drag(null)}
          onDragOver={(event) => { if (dragged !== null) event.preventDefault(); }} onDrop={(event) => { event.preventDefault(); if (dragged !== null) move(dragged, index); drag(null); }}>
          {!still && <span class="grip" title={words.drag} aria-hidden="true"><Icon name="grip" /></span>}
          <input key={stage.name} class="grows" aria-label={words.stage} disabled={still} maxLength={200} defaultValue={stage.name} onChange={(event) => { const name = event.currentTarget.value.trim(); if (name) edit(index, { name }); }} />
          <label class="check" title={words.doneHint(stage.name)}><input type="checkbox" disabled={still} checked={stage.closed} onChange={(event) => edit(index, { closed: event.currentTarget.checked })} />{words.done}</label>
          {!still && <span>
            <button type="button" class="bare" data-move={`${stage.key} up`} aria-label={words.up(stage.name)} title={words.up(stage.name)} disabled={index === 0} onClick={() => move(index, index - 1)}>↑</button>
            <button type="button" class="bare" data-move={`${stage.key} down`} aria-label={words.down(stage.name)} title={words.down(stage.name)} disabled={index === stages.length - 1} onClick={() => move(index, index + 1)}>↓</button>
            <button type="button" class="bare" aria-label={words.remove(stage.name)} title={words.remove(stage.name)} disabled={stages.length < 2} onClick={() => remove(stage)}><Icon name="x" /></button>
          </span>}
        </li>
      ))}</ol>
      {!still && <Add onAdd={(name) => void put([...stages, { key: keyOf(name, [...stages.map((one) => one.key), ...Object.keys(pipeline.removed)]), name, closed: false }])} />}
      {removing && <Remove pipeline={pipeline} stage={removing} others={stages.filter((one) => one.key !== removing.key)} send={(into) => send("POST", "/stages/remove", { stage: removing.key, into }, words.gone)} onClose={() => remove(null)} />}
    </>
  );
}

function Add({ onAdd }: { onAdd: (name: string) => void }) {
  const words = spoken(WORDS);
  const [name, setName] = useState("");
  return (
    <form class="line-of" onSubmit={(event) => { event.preventDefault(); if (name.trim()) onAdd(name.trim()); setName(""); }}>
      <input aria-label={words.add} placeholder={words.add} maxLength={200} value={name} onInput={(event) => setName(event.currentTarget.value)} />
      <button type="submit" aria-label={words.add}><Icon name="plus" /></button>
    </form>
  );
}

interface Removal {
  pipeline: Pipeline;
  stage: Stage;
  others: Stage[];
  send: (into: string) => Promise<boolean>;
  onClose: () => void;
}

function Remove({ pipeline, stage, others, send, onClose }: Removal) {
  const words = spoken(WORDS);
  const box = useRef<HTMLDialogElement>(null);
  const [into, choose] = useState(others[0]?.key ?? "");
  const counts = useRead<{ items: StageCount[] }>(`/pipelines/${pipeline.pipeline_id}/counts`, /^ticket\./).found;
  useEffect(() => { box.current?.showModal(); }, []);
  const go = async () => { if (await send(into)) box.current?.close(); };
  return (
    <dialog ref={box} aria-labelledby="removing-stage" onClose={onClose}>
      <h2 id="removing-stage">{words.removing(stage.name)}</h2>
      <form class="removing" onSubmit={(event) => { event.preventDefault(); void go(); }}>
        {counts && <p>{words.holds(counts.items.find((one) => one.stage === stage.key)?.count ?? 0)}</p>}
        <p><small>{words.follows}</small></p>
        <label>{words.where}<select value={into} onChange={(event) => choose(event.currentTarget.value)}>{others.map((one) => <option key={one.key} value={one.key}>{one.name}</option>)}</select></label>
        <p class="line-of"><button type="button" class="end" onClick={() => box.current?.close()}>{words.cancel}</button><button type="submit" class="main">{words.removeIt}</button></p>
      </form>
    </dialog>
  );
}
