import { useEffect, useState } from "preact/hooks";
import type { Channel } from "../../api/types.ts";
import { full } from "../../app/moments.ts";
import { tell } from "../../app/notices.ts";
import { spoken } from "../../i18n/words.ts";
import { WORDS } from "./words.ts";

const SHOWN_FOR = 2_000;

/** Where the mailbox is to forward to, how, and whether a test mail came through yet: it is told live (EML-04). */
export function Forwarding({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const there = channel.verified_at;
  return (
    <div class="forwarding">
      <p>{words.forwardTo}</p>
      <p class="line-of"><strong class="link hosted">{channel.hosted_address}</strong><Copy text={channel.hosted_address} /></p>
      <details><summary>{words.how}</summary><ul class="how">{words.ways.map((way) => <li key={way}>{way}</li>)}</ul></details>
      <p role="status" class={there ? "test good" : "test waiting"}>{there ? words.verified(full(there)) : words.waiting(channel.address)}</p>
    </div>
  );
}

function Copy({ text }: { text: string }) {
  const words = spoken(WORDS);
  const [copied, note] = useState(false);
  useEffect(() => {
    const timer = copied ? setTimeout(() => note(false), SHOWN_FOR) : undefined;
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      note(true);
    } catch {
      // without https, or where it is forbidden, it is marked for the keyboard's own copy
      const shown = document.querySelector(".hosted");
      if (shown) getSelection()?.selectAllChildren(shown);
      tell(words.marked);
    }
  };
  return <button type="button" onClick={() => void copy()}>{copied ? words.copied : words.copy}</button>;
}
