import { useState } from "preact/hooks";
import type { Call } from "../api/types.ts";
import { may, whoami } from "../app/people.ts";
import { Icon } from "../parts/Icon.tsx";
import { hangUp } from "./calls.ts";
import { words } from "./words.ts";

/** Ends a call that I am in, or that I place; of others' calls there is nothing. */
export function HangUp({ call }: { call: Call }) {
  const said = words();
  const [busy, work] = useState(false);
  if (call.state === "ended" || call.agent_id !== whoami.value?.user_id || !may("conversation_write")) return null;
  const asked = busy || call.hanging_up;
  const end = async () => {
    work(true);
    if (!(await hangUp(call.call_id))) work(false);
  };
  return <button type="button" class="hang-up" disabled={asked} onClick={() => void end()}><Icon name="hangUp" />{asked ? said.hangingUp : said.hangUp}</button>;
}
