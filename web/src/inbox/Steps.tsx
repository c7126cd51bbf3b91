import { full, short } from "../app/moments.ts";
import { go } from "../app/route.ts";
import { spoken } from "../i18n/words.ts";
import { WORDS } from "./steps-words.ts";
import { settled, steps } from "./thread.ts";

const MOST = 100;

/** What happened to the conversation, newest first; each leads to how it was then. */
export function Steps() {
  const words = spoken(WORDS);
  return (
    <ol class="history">{steps.value.filter((step) => step.event in words).toReversed().slice(0, MOST).map((step) => (
      <li key={step.position}><button type="button" class="bare" onClick={() => go({ at: settled(step) })}>{words[step.event]}</button> <time dateTime={step.at} title={full(step.at)}>{short(step.at)}</time></li>
    ))}</ol>
  );
}
