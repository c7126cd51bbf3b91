import { useEffect, useRef, useState } from "preact/hooks";
import { overlay } from "../app/overlay.ts";
import { may } from "../app/people.ts";
import { readMacros } from "../canned/macros.ts";
import { spoken, t } from "../i18n/words.ts";
import { commands, search } from "./commands.ts";
import { type Command, keepRecent, ranked, recent } from "./ranked.ts";
import { WORDS } from "./words.ts";
import "./palette.css";

const SHOWN = 50;

/** The list of all commands: type, choose with the arrows, Enter does it (ARIA combobox with a list box). */
export default function Palette() {
  const box = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const words = spoken(WORDS);
  const called = ranked(commands(words, typed), typed, recent()).slice(0, SHOWN);
  const found = [...called, ...search(words, typed.trim())];
  useEffect(() => { box.current?.showModal(); if (may("conversation_write")) void readMacros(); }, []);
  useEffect(() => { list.current?.children[at]?.scrollIntoView({ block: "nearest" }); }, [at, typed]);
  const run = (one: Command | undefined) => {
    if (!one) return;
    if (one.id) keepRecent(one.id);
    box.current?.close();
    one.run();
  };
  const keys = (event: KeyboardEvent) => {
    const last = found.length - 1;
    if (event.key === "ArrowDown") setAt(at >= last ? 0 : at + 1);
    else if (event.key === "ArrowUp") setAt(at <= 0 ? last : at - 1);
    else if (event.key === "PageDown") setAt(Math.min(last, at + 8));
    else if (event.key === "PageUp") setAt(Math.max(0, at - 8));
    else if (event.key === "Enter") run(found[at]);
    else if (event.key === "k" && (event.ctrlKey || event.metaKey)) box.current?.close();
    else return;
    event.preventDefault();
  };
  return (
    <dialog ref={box} class="palette" aria-label={words.title} onClose={() => { overlay.value = null; }} onClick={(event) => { if (event.target === box.current) box.current?.close(); }}>
      <input type="text" role="combobox" aria-expanded={found.length > 0} aria-controls="commands" aria-autocomplete="list" aria-label={words.type} placeholder={words.type} autocomplete="off" spellcheck={false}
        {...(found[at] ? { "aria-activedescendant": `command-${at}` } : {})} value={typed} onInput={(event) => { setTyped(event.currentTarget.value); setAt(0); }} onKeyDown={keys} />
      <ul ref={list} id="commands" role="listbox" aria-label={words.title}>{found.map((one, index) => (
        <li key={`${one.group} ${one.title}`} id={`command-${index}`} role="option" aria-selected={index === at} onMouseMove={() => setAt(index)} onClick={() => run(one)}>
          <span>{one.title}</span><small>{one.group}</small>{one.key && <kbd>{one.key}</kbd>}
        </li>
      ))}</ul>
      <p class={called.length > 0 ? "hidden" : "palette-none"} role="status">{called.length > 0 ? words.found(called.length) : words.none}</p>
      <form method="dialog"><button type="submit" class="bare">{t().keys.close} <kbd>Esc</kbd></button></form>
    </dialog>
  );
}
