import { useEffect, useState } from "preact/hooks";
import { call } from "../../api/client.ts";
import type { BotTurns } from "../../api/types.ts";
import { wordsOf } from "../../app/notices.ts";
import { spoken } from "../../i18n/words.ts";
import type { Flow } from "./model.ts";
import { WORDS } from "./words.ts";

const PAUSE = 400;

/** A conversation with the draft, said by the server's own rules; nothing of it is recorded. */
export function Trial({ path, flow }: { path: string; flow: Flow }) {
  const words = spoken(WORDS);
  const [answers, answer] = useState<string[]>([]);
  const [facts, set] = useState({ available: true, in_hours: true });
  const [told, show] = useState<{ turns: BotTurns["turns"]; why: string }>({ turns: [], why: "" });
  const asked = JSON.stringify({ flow, answers, ...facts });
  useEffect(() => {
    const gone = new AbortController();
    const timer = setTimeout(() => {
      call<BotTurns>("POST", path, { body: JSON.parse(asked), signal: gone.signal }).then(
        ({ turns }) => show({ turns, why: "" }),
        (error: unknown) => { if (!gone.signal.aborted) show(({ turns }) => ({ turns, why: wordsOf(error) })); },
      );
    }, PAUSE);
    return () => { clearTimeout(timer); gone.abort(); };
  }, [path, asked]);
  const turns = told.turns ?? [];
  const last = turns.at(-1);
  const choices = last?.said?.at(-1)?.choices ?? [];
  const say = (text: string) => { if (text.trim()) answer([...answers.slice(0, turns.length - 1), text.trim()]); };
  return (
    <section class="bot-trial" aria-labelledby="bot-trial">
      <h4 id="bot-trial">{words.trial}</h4>
      <p class="line-of">
        <label class="check"><input type="checkbox" checked={facts.available} onChange={(event) => set({ ...facts, available: event.currentTarget.checked })} />{words.trialThere}</label>
        <label class="check"><input type="checkbox" checked={facts.in_hours} onChange={(event) => set({ ...facts, in_hours: event.currentTarget.checked })} />{words.trialOpen}</label>
        <button type="button" onClick={() => answer([])}>{words.again}</button>
      </p>
      {told.why ? <p class="refused" role="status">{told.why}</p> : null}
      <div role="log" aria-label={words.trial}><ul>{turns.map((turn, index) => (
        <li key={index}>
          {index > 0 && <p class="bot-visitor"><span class="hidden">{words.visitor}: </span>{answers[index - 1]}{turn.understood === false && <small> ({words.misunderstood})</small>}</p>}
          {turn.said?.map((one) => <p key={`${one.step} ${one.text}`} class="bot-said"><span class="hidden">{words.bot}: </span>{one.text}</p>)}
          {turn.tickets?.map((name) => <p key={name}><small>{words.opens(name)}</small></p>)}
          {turn.outcome && <p><small>{words.outcomes[turn.outcome as keyof typeof words.outcomes]}</small></p>}
        </li>
      ))}</ul></div>
      {last?.waits && <Answer choices={choices} say={say} />}
    </section>
  );
}

function Answer({ choices, say }: { choices: readonly string[]; say: (text: string) => void }) {
  const words = spoken(WORDS);
  const [text, write] = useState("");
  const send = () => { say(text); write(""); };
  return (
    <>
      {choices.length > 0 && <p class="line-of">{choices.map((one) => <button key={one} type="button" onClick={() => say(one)}>{one}</button>)}</p>}
      <p class="line-of"><input class="grows" aria-label={words.say} value={text} onInput={(event) => write(event.currentTarget.value)} onKeyDown={(event) => { if (event.key === "Enter") { event.preventDefault(); send(); } }} /><button type="button" onClick={send}>{words.send}</button></p>
    </>
  );
}
