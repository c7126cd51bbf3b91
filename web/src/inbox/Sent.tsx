import { useEffect, useState } from "preact/hooks";
import type { Message } from "../api/types.ts";
import { t } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";

/** A message as it was sent, in a frame that can run nothing; images elsewhere are loaded only when asked for. */
export default function Sent({ message }: { message: Message }) {
  const [remote, setRemote] = useState(false);
  const [whole, setWhole] = useState(false);
  const [blocked, setBlocked] = useState(false);
  const [folded, setFolded] = useState(false);
  const address = `/api/v1/messages/${message.message_id}/html?quotes=${whole ? "shown" : "folded"}`;
  useEffect(() => {
    const stop = new AbortController();
    fetch(address, { method: "GET", signal: stop.signal })
      .then(({ headers }) => {
        setBlocked(headers.get("Postroom-Blocked-Images") === "true");
        setFolded(headers.get("Postroom-Folded") === "true");
      })
      .catch(() => undefined);
    return () => stop.abort();
  }, [address]);
  return (
    <>
      {blocked && !remote && <button type="button" class="bare" onClick={() => setRemote(true)}><Icon name="picture" />{t().thread.images}</button>}
      <iframe class="sent" title={t().thread.frame} sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer" src={remote ? `${address}&images=remote` : address} />
      {folded && !whole && <button type="button" class="bare" onClick={() => setWhole(true)}>{t().thread.quoted}</button>}
    </>
  );
}
