import { useEffect, useState } from "preact/hooks";
import type { Call } from "../api/types.ts";
import { tell } from "../app/notices.ts";
import { whoami } from "../app/people.ts";
import { address, route, START } from "../app/route.ts";
import { survivorOf } from "../inbox/contact.ts";
import { follow } from "../parts/follow.ts";
import { Icon } from "../parts/Icon.tsx";
import { HangUp } from "./HangUp.tsx";
import { keepMine, mine } from "./mine.ts";
import { clock, endOf, lasting, numberOf } from "./model.ts";
import { useNow } from "./now.ts";
import { words } from "./words.ts";
import "./calling.css";

/** Above every page, while my phone rings or I talk: who it is, how to get to the conversation, and the end of it. */
export default function Bar() {
  const said = words();
  useEffect(() => keepMine(async (call) => {
    if (call.agent_id !== whoami.value?.user_id || call.direction === "inbound" || call.outcome === "completed") return;
    const name = await survivorOf(call.contact_id).then((found) => found.name, () => "");
    tell(said.ended(name || numberOf(call, said), endOf(call, said)), { bad: true });
  }), []);
  return <div class="call-bars" role="status">{mine.value.map((one) => <One key={one.call_id} call={one} />)}</div>;
}

function One({ call }: { call: Call }) {
  const said = words();
  const who = useName(call) || numberOf(call, said);
  const to = { ...START, conversation: call.conversation_id };
  const own = call.direction === "outbound";
  const [what, how] = call.state === "answered" ? [said.youTalk(who), ""] : own ? [said.youCall(who), said.answerFirst] : [said.theyCall(who), said.ringsYou];
  return (
    <p class={`call-bar ${call.state}`}>
      <Icon name="ringing" /><strong>{what}</strong> <span>{how}</span> <Length call={call} />
      {route.value.conversation !== call.conversation_id && <a href={address(to)} onClick={follow(to)}>{said.open}</a>}
      <HangUp call={call} />
    </p>
  );
}

const Length = ({ call }: { call: Call }) => <span aria-hidden="true" class="call-clock">{clock(lasting(call, useNow(true)))}</span>;

function useName(call: Call): string {
  const [name, show] = useState("");
  useEffect(() => {
    let gone = false;
    survivorOf(call.contact_id).then((found) => { if (!gone) show(found.name); }, () => undefined);
    return () => { gone = true; };
  }, [call.contact_id]);
  return name;
}
