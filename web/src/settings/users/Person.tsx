import { useState } from "preact/hooks";
import { call } from "../../api/client.ts";
import type { User } from "../../api/types.ts";
import { attempt } from "../../app/notices.ts";
import { may, whoami } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { Avatar } from "../../parts/Avatar.tsx";
import { change } from "../changing.ts";
import { useMeanwhile } from "../meanwhile.ts";
import { Access } from "./Access.tsx";
import { Capacity } from "./Capacity.tsx";
import { HUBS, PAID, WORDS } from "./words.ts";

/** One person: a line that opens into all that can be changed about them. */
export function Person({ user }: { user: User }) {
  const words = spoken(WORDS);
  const path = `/users/${user.user_id}`;
  const act = (method: string, rest: string, body?: object, said = words.saved) => change(method, path + rest, { ...(body ? { body } : {}), version: user.version }, said);
  // to give or take one seat says nothing of the others, so it need not rest on what was read
  const [seats, give] = useMeanwhile(user.seats);
  const seat = (hub: string, given: boolean) => give(given ? [...seats, hub] : seats.filter((one) => one !== hub), change(given ? "PUT" : "DELETE", `${path}/seats/${hub}`, {}, words.saved));
  const [available, be] = useMeanwhile(user.available);
  const seated = user.seats.some((hub) => PAID.includes(hub));
  return (
    <li class="item">
      <Avatar name={user.name} of={user.user_id} />
      <span class="grows"><strong>{user.name}</strong> <small>{user.email}</small><br />
        <small>{user.roles.map((role) => words.roles[role] ?? role).join(", ")}</small></span>
      {!user.active && <span class="chip warn">{words.inactive}</span>}
      {user.active && !seated && <span class="chip warn">{words.noSeat}</span>}
      {user.active && <span class="chip">{user.available ? words.available : words.away}</span>}
      {may("user_manage") && (
        <details class="whole"><summary>{words.edit}<span class="hidden"> {user.name}</span></summary>
          <div class="cards">
            <div class="card">
              <fieldset><legend>{words.seats}</legend>{HUBS.map((hub) => (
                <label key={hub} class="check"><input type="checkbox" checked={seats.includes(hub)} onChange={(event) => seat(hub, event.currentTarget.checked)} />{words.hubs[hub]}</label>
              ))}</fieldset>
              <p><small>{words.seatsHint}</small></p>
              {may("availability_manage") && <label class="check"><input type="checkbox" role="switch" checked={available} onChange={(event) => be(event.currentTarget.checked, change("PUT", `${path}/availability`, { body: { available: event.currentTarget.checked, until: null } }, words.saved))} />{words.isAvailable(user.name)}</label>}
              <Capacity key={`${user.capacity_live}|${user.capacity_total}`} user={user} act={act} />
              <SignIn user={user} act={act} />
            </div>
            <Access key={`${user.roles}|${user.permissions}`} user={user} act={act} />
          </div></details>
      )}
    </li>
  );
}

export type Act = (method: string, rest: string, body?: object, said?: string) => Promise<boolean>;

/** The link by which they choose a password, and the end of their access. */
function SignIn({ user, act }: { user: User; act: Act }) {
  const words = spoken(WORDS);
  const [link, setLink] = useState("");
  const make = () => void attempt(async () => setLink((await call<{ url: string }>("POST", `/users/${user.user_id}/link`)).url));
  const own = user.user_id === whoami.value?.user_id;
  return (
    <>
      {link && <p role="status">{words.once} <code class="link">{link}</code></p>}
      <p class="line-of">
        {user.active && <button type="button" onClick={make}>{words.link}</button>}
        {user.active && !own && <button type="button" onClick={() => { if (confirm(words.sure(user.name))) void act("POST", "/deactivate", undefined, words.deactivated); }}>{words.deactivate}</button>}
        {!user.active && <button type="button" onClick={() => void act("POST", "/reactivate", undefined, words.reactivated)}>{words.reactivate}</button>}
      </p>
    </>
  );
}
