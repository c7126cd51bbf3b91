import { useState } from "preact/hooks";
import { call } from "../../api/client.ts";
import type { RatingPage, Survey, SurveyMail } from "../../api/types.ts";
import { full } from "../../app/moments.ts";
import { attempt } from "../../app/notices.ts";
import { inboxes, may } from "../../app/people.ts";
import { address, START } from "../../app/route.ts";
import { spoken, t } from "../../i18n/words.ts";
import { follow } from "../../parts/follow.ts";
import { Happened } from "../../parts/Happened.tsx";
import { change } from "../changing.ts";
import { open, openId } from "../opened.ts";
import { useRead } from "../reading.ts";
import { WORDS } from "./words.ts";

/** Whether and how customers are asked how satisfied they are, by inbox, and what they answered (CNV-10). */
export default function Surveys() {
  const words = spoken(WORDS);
  const all = [...inboxes.value.values()];
  const inbox = openId() ?? all[0]?.inbox_id;
  if (!inbox) return null;
  return (
    <>
        <p><small>{words.hint}</small></p>
        {all.length > 1 && <p><label class="check">{words.inbox}<select value={inbox} onChange={(event) => open("surveys", event.currentTarget.value)}>{all.map((one) => <option key={one.inbox_id} value={one.inbox_id}>{one.name}</option>)}</select></label></p>}
        <Read key={inbox} inbox={inbox} />
        {may("conversation_read") && <Answers />}
    </>
  );
}

function Read({ inbox }: { inbox: string }) {
  const { found, failed } = useRead<Survey>(`/inboxes/${inbox}/survey`, /^survey\./);
  return found ? <Form key={found.version} survey={found} /> : <p role="status">{failed || t().thread.loading}</p>;
}

function Form({ survey }: { survey: Survey }) {
  const words = spoken(WORDS);
  const { on, delay_minutes, pause_days, question, thanks, version } = survey;
  const [asking, setAsking] = useState({ on, delay_minutes, pause_days, question, thanks });
  const [mail, show] = useState<SurveyMail | null>(null);
  const to = (part: Partial<typeof asking>) => { setAsking({ ...asking, ...part }); show(null); };
  const path = `/inboxes/${survey.inbox_id}/survey`;
  const save = () => void change("PUT", path, { body: asking, version }, words.saved);
  const preview = () => void attempt(async () => show(await call<SurveyMail>("POST", `${path}/preview`, { body: asking })));
  return (
    <>
      <form onSubmit={(event) => { event.preventDefault(); save(); }}>
        <label class="check"><input type="checkbox" role="switch" checked={asking.on} onChange={(event) => to({ on: event.currentTarget.checked })} />{words.on}</label>
        <label>{words.delay}<input type="number" required min={0} max={20160} value={asking.delay_minutes} onInput={(event) => to({ delay_minutes: Number(event.currentTarget.value) })} /></label>
        <label>{words.pause}<input type="number" required min={0} max={366} value={asking.pause_days} onInput={(event) => to({ pause_days: Number(event.currentTarget.value) })} /></label>
        <label>{words.question}<input maxLength={300} value={asking.question} onInput={(event) => to({ question: event.currentTarget.value })} /><small>{words.questionHint}</small></label>
        <label>{words.thanks}<input maxLength={300} value={asking.thanks} onInput={(event) => to({ thanks: event.currentTarget.value })} /></label>
        <p class="line-of"><button type="submit" class="main">{words.save}</button><button type="button" onClick={preview}>{words.preview}</button></p>
        {mail && <section aria-label={words.mail}><p>{words.subject}: <strong>{mail.subject}</strong></p>{mail.text.split("\n\n").map((part) => <p key={part}>{part.split("\n").map((line) => <span key={line}>{line}<br /></span>)}</p>)}</section>}
      </form>
      {version > 0 && <Happened kind="survey" id={survey.inbox_id} needs="inbox_edit" />}
    </>
  );
}

function Answers() {
  const words = spoken(WORDS);
  const { found } = useRead<RatingPage>("/ratings?limit=20", /^csat\./);
  return (
    <section><h3>{words.answers}</h3>
      {found?.items.length === 0 && <p><small>{words.none}</small></p>}
      <ul>{found?.items.map((one) => {
        const to = { ...START, conversation: one.conversation_id };
        return <li key={one.conversation_id} class="item"><span class="chip">{words.score(one.score ?? 0)}</span><span class="grows">{one.comment} <small>{one.rated_at && full(one.rated_at)}</small></span><a href={address(to)} onClick={follow(to)}>{words.open}</a></li>;
      })}</ul></section>
  );
}
