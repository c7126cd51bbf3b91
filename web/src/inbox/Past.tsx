import { useEffect } from "preact/hooks";
import { full } from "../app/moments.ts";
import { attempt } from "../app/notices.ts";
import { go, route } from "../app/route.ts";
import { spoken, t } from "../i18n/words.ts";
import { WORDS } from "./past-words.ts";
import { stepTo } from "./stepping.ts";
import { moments, readSteps } from "./thread.ts";

/** The bar that steps through all that happened: the conversation below is shown as it was then (AUD-02). */
export default function Past({ conversation }: { conversation: string }) {
  const words = spoken(WORDS);
  useEffect(() => void attempt(() => readSteps(conversation)), [conversation]);
  const all = moments.value;
  const at = Math.max(0, all.findLastIndex((step) => step.position <= (route.value.at ?? 0)));
  const step = all[at];
  return (
    <div class="past-bar">
      <label for="past">{t().past.title}</label>
      <input id="past" type="range" min={0} max={Math.max(0, all.length - 1)} value={at} aria-label={words.slider}
        aria-valuetext={step ? `${full(step.at)}, ${words.step(at + 1, all.length)}` : ""} onInput={(event) => stepTo(Number(event.currentTarget.value))} />
      {step && <output for="past">{full(step.at)} · {words.step(at + 1, all.length)}</output>}
      <button type="button" onClick={() => go({ at: null })}>{words.now}</button>
    </div>
  );
}
