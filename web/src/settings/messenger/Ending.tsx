import { useEffect } from "preact/hooks";
import { spoken } from "../../i18n/words.ts";
import { cameBack } from "./cameback.ts";
import { tellAndClose } from "./login.ts";
import { WORDS } from "./words.ts";

/** How a login ended: in its own window, which tells the one where it began and closes; on this page where no channel is known. */
export default function Ending({ channel }: { channel: string }) {
  const words = spoken(WORDS);
  const { outcome, popup } = cameBack() ?? { outcome: "", popup: false };
  useEffect(() => { if (popup) tellAndClose({ channel_id: channel, outcome }); }, []);
  return <p role={popup ? "status" : "alert"} class={popup ? "" : "refused"}>{outcome === "ok" ? words.done : (words.outcomes[outcome] ?? words.outcomes["provider_refused"])}</p>;
}
