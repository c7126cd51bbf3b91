import { useState } from "preact/hooks";
import type { User } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import type { Act } from "./Person.tsx";
import { WORDS } from "./words.ts";

/** How many conversations somebody takes at a time; empty is no limit (ACC-12). */
export function Capacity({ user, act }: { user: User; act: Act }) {
  const words = spoken(WORDS);
  const [live, setLive] = useState(String(user.capacity_live ?? ""));
  const [total, setTotal] = useState(String(user.capacity_total ?? ""));
  const limit = (text: string) => (text === "" ? null : Number(text));
  const same = limit(live) === user.capacity_live && limit(total) === user.capacity_total;
  return (
    <form onSubmit={(event) => { event.preventDefault(); void act("PUT", "/capacity", { live: limit(live), total: limit(total) }); }}>
      <div class="of-two">
        <label>{words.live}<input type="number" min="0" max="10000" value={live} onInput={(event) => setLive(event.currentTarget.value)} /></label>
        <label>{words.total}<input type="number" min="0" max="10000" value={total} onInput={(event) => setTotal(event.currentTarget.value)} /></label>
      </div>
      <p class="line-of"><button type="submit" disabled={same}>{words.saveCapacity}</button><small>{words.has(user.open)}</small></p>
    </form>
  );
}
