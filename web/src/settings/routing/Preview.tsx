import { useEffect, useState } from "preact/hooks";
import { call } from "../../api/client.ts";
import type { Candidate, NextOne } from "../../api/types.ts";
import { wordsOf } from "../../app/notices.ts";
import { slowly } from "../../app/slowly.ts";
import { spoken, t } from "../../i18n/words.ts";
import { reason } from "../../inbox/decided.ts";
import { watch } from "../../live/stream.ts";
import { Finder } from "../../tickets/Finder.tsx";
import type { Rule } from "./rule.ts";
import { WORDS } from "./words.ts";

const AFTER_TYPING = 250;
const AGAIN = 1000;
const ABOUT = /^(user|team|inbox|conversation)\./;

/** Who would get the next conversation by the rule as it stands here, and why; it follows the rule and what happens (RTG-08). */
export function Preview({ channel, rule }: { channel: string; rule: Rule }) {
  const words = spoken(WORDS);
  const [next, show] = useState<NextOne | null>(null);
  const [failed, fail] = useState("");
  const [contact, choose] = useState<{ id: string; name: string } | null>(null);
  const [finding, find] = useState(false);
  const asked = JSON.stringify({ rule, contact_id: contact?.id ?? null });
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const ask = () => call<NextOne>("POST", `/channels/${channel}/routing/preview`, { body: JSON.parse(asked), signal }).then(
      (found) => { show(found); fail(""); }, (error: unknown) => { if (!signal.aborted) fail(wordsOf(error)); });
    const timer = setTimeout(ask, AFTER_TYPING);
    const later = slowly(AGAIN, ask);
    const end = watch((frame) => { if (ABOUT.test(frame.kind) || frame.kind === "reset") later(); });
    return () => { clearTimeout(timer); end(); leaving.abort(); };
  }, [channel, asked]);
  const who = next?.considered.find((one) => one.user_id === next.user_id)?.name ?? words.unknown;
  return (
    <section aria-label={words.next} class="next-one">
      <h4>{words.next}</h4>
      {failed ? <p class="refused">{failed}</p> : !next ? <p role="status">{words.asking}</p> : <>
        <p role="status"><strong>{next.user_id ? words.to(who) : words.nobody}</strong><br /><small>{next.reasons.map((one) => reason(one, t().decided)).join(", ")}</small></p>
        {rule.target === "contact_owner" && <p><small>{contact ? words.whose(contact.name) : words.contact}</small>{" "}
          <button type="button" class="bare" onClick={() => find(true)}>{words.choose}</button>{contact && <button type="button" class="bare" onClick={() => choose(null)}>{words.newOne}</button>}</p>}
        {finding && <Finder kind="contact" title={words.choose} taken={[]} onClose={() => find(false)} onChosen={(id, name) => choose({ id, name })} />}
        {next.considered.length > 0 && <ul>{next.considered.map((one) => <Asked key={one.user_id} one={one} chosen={one.user_id === next.user_id} />)}</ul>}
      </>}
    </section>
  );
}

function Asked({ one, chosen }: { one: Candidate; chosen: boolean }) {
  const words = spoken(WORDS);
  const number = (name: string) => (typeof one.facts[name] === "number" ? (one.facts[name] as number) : null);
  const live = number("live_limit");
  return (
    <li class="item"><span class="grows">{chosen ? <strong>{one.name}</strong> : one.name}
      {one.facts["owner"] === true && <> <span class="chip">{words.owner}</span></>}{one.facts["extra"] === true && <> <span class="chip">{words.extra}</span></>}<br />
      <small>{words.load(number("open") ?? 0, number("total_limit"))}{live !== null && `, ${words.live(number("live") ?? 0, live)}`}</small></span>
      <span class={one.verdict === "eligible" ? "good" : ""}>{words.verdicts[one.verdict] ?? reason(one.verdict, t().decided)}</span></li>
  );
}
