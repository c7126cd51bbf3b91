import { useEffect, useState } from "preact/hooks";
import type { Message } from "../api/types.ts";
import { t } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";

/** A message as it was sent, in a frame that can run nothing; images elsewhere are loaded only when asked for. */
export function Sent({ message }: { message: Message }) {
  const [remote, setRemote] = useState(false);
  const [blocked, setBlocked] = useState(false);
  const address = `/api/v1/messages/${message.message_id}/html`;
  useEffect(() => {
    const stop = new AbortController();
    fetch(address, { method: "GET", signal: stop.signal })
      .then((answer) => setBlocked(answer.headers.get("Postroom-Blocked-Images") === "true"))
      .catch(() => undefined);
    return () => stop.abort();
  }, [address]);
  return (
    <>
      {blocked && !remote && <button type="button" class="bare" onClick={() => setRemote(true)}><Icon name="picture" />{t().thread.images}</button>}
      <iframe class="sent" title={t().thread.frame} sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer" src={remote ? `${address}?images=remote` : address} />
    </>
  );
}
