import { useState } from "preact/hooks";
import type { Call, Message } from "../api/types.ts";
import { full, hour } from "../app/moments.ts";
import { may, users } from "../app/people.ts";
import { route } from "../app/route.ts";
import { Icon } from "../parts/Icon.tsx";
import { askToCall, lines } from "./calls.ts";
import { HangUp } from "./HangUp.tsx";
import { clock, endOf, isMissed, lasting, numberOf, signOf, titleOf, whyOf } from "./model.ts";
import { useNow } from "./now.ts";
import { words } from "./words.ts";
import "./calling.css";

/** A call in a conversation: how it goes or went, its recording and what was said, and the way to call back (CAL-01, CAL-02). */
export default function Entry({ message, call }: { message: Message; call: Call }) {
  const said = words();
  const isPast = route.value.at !== null;
  const calls = isMissed(call) && !isPast && call.number !== "" && may("conversation_write") && lines().length > 0;
  return (
    <div class={`call ${isMissed(call) ? "missed" : call.state}`}>
      <p class="message-head"><Icon name={signOf(call)} /><strong>{titleOf(call, said)}</strong> <time dateTime={message.at} title={full(message.at)}>{hour(message.at)}</time></p>
      <p>{numberOf(call, said)}</p>
      <p class="call-state"><Standing call={call} still={isPast} /></p>
      <Who call={call} />
      {call.consent && <p><span class="chip">{said.consents[call.consent]}</span></p>}
      {call.dropped && <p><small>{said.dropped}</small></p>}
      <Recording call={call} />
      <Transcript call={call} />
      {!isPast && <p class="message-foot">
        {calls && <button type="button" class="main" onClick={() => void askToCall({ contact: call.contact_id, conversation: message.conversation_id, to: call.number, channel: call.channel_id })}><Icon name="calling" />{said.callBack}</button>}
        <HangUp call={call} />
      </p>}
    </div>
  );
}

function Standing({ call, still }: { call: Call; still: boolean }) {
  const said = words();
  const isOn = call.state !== "ended";
  const length = clock(lasting(call, useNow(isOn && !still)));
  // the seconds that go by are for the eye: nobody wants each of them read out
  const ticking = !still && <> <span aria-hidden="true">{length}</span></>;
  if (isOn) return <>{call.state === "answered" ? said.talking : said.rings}{ticking}</>;
  return <>{endOf(call, said)} {call.seconds && call.outcome === "completed" ? said.lasted(length) : whyOf(call, said)}</>;
}

function Who({ call }: { call: Call }) {
  const said = words();
  const nameOf = (id: string | null) => users.value.get(id ?? "")?.name ?? "";
  const agent = nameOf(call.agent_id);
  if (call.direction === "outbound") return agent ? <p><small>{said.from(agent)}</small></p> : null;
  if (agent && call.answered_at) return <p><small>{said.by(agent)}</small></p>;
  const rung = call.rung.map(nameOf).filter(Boolean).join(", ");
  return rung ? <p><small>{said.rung(rung)}</small></p> : isMissed(call) ? <p><small>{said.nobodyRung}</small></p> : null;
}

function Recording({ call }: { call: Call }) {
  const said = words();
  const [failed, fail] = useState(false);
  if (!call.recording) return null;
  const { kind, seconds } = call.recording;
  const at = `/api/v1/calls/${call.call_id}/recording`;
  const name = `${said.recordings[kind] ?? kind}, ${clock(seconds)}`;
  return (
    <figure class="call-recording">
      <figcaption>{name}</figcaption>
      <audio controls preload="none" aria-label={name} src={at} onError={() => fail(true)} onPlaying={() => fail(false)} />
      {failed && <p class="state bad" role="alert">{said.unheard}</p>}
      <a href={at} download>{said.keep}</a>
    </figure>
  );
}

function Transcript({ call }: { call: Call }) {
  const said = words();
  if (call.transcript) return <details class="call-transcript" open><summary>{said.transcript}</summary><p dir="auto">{call.transcript.text}</p><small>{said.byMachine}</small></details>;
  if (call.transcript_state === "waiting") return <p><small>{said.waiting}</small></p>;
  return call.transcript_state === "failed" ? <p><small>{said.failed}</small></p> : null;
}
