import { users } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { Invite } from "./Invite.tsx";
import { Person } from "./Person.tsx";
import { HUBS, WORDS } from "./words.ts";

/** Everybody of the account: what they may do, the seats they hold, how much they take, whether they are there (ACC-06, ACC-10, ACC-12). */
export default function Users() {
  const words = spoken(WORDS);
  const all = [...users.value.values()].toSorted((one, other) => Number(other.active) - Number(one.active) || one.name.localeCompare(other.name));
  const holding = (hub: string) => all.filter((user) => user.active && user.seats.includes(hub)).length;
  return (
    <>
      <p><small>{words.seatsTaken(HUBS.map((hub) => `${words.hubs[hub]} ${holding(hub)}`).join(" · "))}</small></p>
      <ul class="card">{all.map((user) => <Person key={user.user_id} user={user} />)}</ul>
      <Invite />
    </>
  );
}
