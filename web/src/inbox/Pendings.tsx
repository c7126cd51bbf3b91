import { route } from "../app/route.ts";
import { t } from "../i18n/words.ts";
import { Later } from "../parts/Later.tsx";
import { again, discard, pending, type Pending } from "./sending.ts";

const loadNewer = () => import("./Newer.tsx");

/** Answers of this conversation that the server does not have yet. */
export function Pendings() {
  const mine = pending.value.filter((one) => one.conversation === route.value.conversation);
  return mine.length > 0 ? <ol>{mine.map((one) => <One key={one.key} one={one} />)}</ol> : null;
}

function One({ one }: { one: Pending }) {
  const words = t().composer;
  return (
    <li class="message out pending">
      <div class="text" dir="auto"><p>{one.written.text}</p></div>
      {one.state === "sending" && <p class="message-foot" role="status">{words.sending}</p>}
      {one.state === "failed" && (
        <p class="message-foot" role="alert"><span class="state bad">{words.failed} {one.why}</span>
          <button type="button" onClick={() => void again(one)}>{words.again}</button><button type="button" onClick={() => discard(one)}>{words.discard}</button></p>
      )}
      {one.state === "newer" && <Later load={loadNewer} with={{ one }} />}
    </li>
  );
}
