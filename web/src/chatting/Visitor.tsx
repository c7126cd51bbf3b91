import { useEffect, useState } from "preact/hooks";
import { get } from "../api/client.ts";
import type { Presences } from "../api/types.ts";
import { slowly } from "../app/slowly.ts";
import { state, watch, watchBeside } from "../live/stream.ts";
import { pathOf } from "./places.ts";
import { words } from "./words.ts";
import "./chatting.css";

type There = Presences["visitor"];

const TYPING = 6_000;
/** Who has said nothing for so long has left; a widget says so every 20 seconds. */
const GONE = 45_000;

/** Whether a chat's visitor is there now, what they do, and on which page (CHT-11). */
export default function Visitor({ conversation }: { conversation: string }) {
  const said = words();
  const there = useVisitor(conversation);
  const typing = there?.doing === "typing";
  return (
    <span role="status" class={typing ? "visitor typing" : "visitor"}>{there && <> · <span>{typing ? said.typing : said.here}</span>{there.page && <span title={there.page}> {said.on(pathOf(there.page))}</span>}</>}</span>
  );
}

function useVisitor(conversation: string): There {
  const [there, put] = useState<There>(null);
  useEffect(() => {
    put(null);
    const kept = keeper(conversation, put);
    const ends = [
      watchBeside(({ kind, ids }) => { if (kind === "visitor" && ids["conversation_id"] === conversation) kept.heard(ids["doing"] ?? ""); }),
      watch(({ kind, ids }) => { if (kind === "reset" || (kind === "conversation.message_received" && ids["conversation_id"] === conversation)) kept.learn(); }),
      state.subscribe((now) => { if (now === "live") kept.learn(); }),
      kept.end,
    ];
    return () => ends.forEach((end) => end());
  }, [conversation]);
  return there;
}

/** Keep what the server says of a visitor; frames say that they are there, only the answer says where. */
function keeper(conversation: string, put: (change: (before: There) => There) => void) {
  let quiet: ReturnType<typeof setTimeout> | undefined;
  let gone: typeof quiet;
  let over = false;
  const learn = slowly(500, async () => {
    const found = await get<Presences>(`/conversations/${conversation}/presence`).catch(() => null);
    if (found && !over) keep(() => found.visitor);
  });
  const keep = (change: (before: There) => There) => {
    clearTimeout(quiet);
    clearTimeout(gone);
    quiet = setTimeout(() => put((before) => before && { ...before, doing: "here" }), TYPING);
    gone = setTimeout(() => put(() => null), GONE);
    put(change);
  };
  const heard = (doing: string) => {
    if (doing === "left") keep(() => null);
    else if (doing === "typing") keep((before) => ({ since: new Date().toISOString(), page: null, ...before, doing }));
    else learn();
  };
  return { heard, learn, end: () => { over = true; clearTimeout(quiet); clearTimeout(gone); } };
}
