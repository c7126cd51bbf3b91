import { useEffect } from "preact/hooks";
import type { Channel } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { cameBack, tellAndClose } from "./login.ts";
import { WORDS } from "./words.ts";

/** What the login's own window shows when it is over: the window where it began has been told. */
export function Closing({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const outcome = cameBack()?.outcome ?? "";
  useEffect(() => tellAndClose({ channel_id: channel.channel_id, outcome }), []);
  return <p role="status">{outcome === "ok" ? words.done : (words.outcomes[outcome] ?? words.outcomes["provider_refused"])}</p>;
}
