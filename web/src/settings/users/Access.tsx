import { useState } from "preact/hooks";
import type { User } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import type { Act } from "./Person.tsx";
import { PERMISSIONS, ROLES, WORDS } from "./words.ts";

/** What somebody may do: their roles, and permissions beyond those (ACC-10). */
export function Access({ user, act }: { user: User; act: Act }) {
  const words = spoken(WORDS);
  const [roles, setRoles] = useState<readonly string[]>(user.roles);
  const [permissions, setPermissions] = useState<readonly string[]>(user.permissions);
  const same = String([...roles].toSorted()) === String([...user.roles].toSorted()) && String([...permissions].toSorted()) === String([...user.permissions].toSorted());
  const toggled = (all: readonly string[], one: string) => (all.includes(one) ? all.filter((other) => other !== one) : [...all, one]);
  return (
    <form class="card" onSubmit={(event) => { event.preventDefault(); void act("PUT", "/roles", { roles, permissions }); }}>
      <fieldset><legend>{words.rolesTitle}</legend>{ROLES.map((role) => (
        <label key={role} class="check"><input type="checkbox" checked={roles.includes(role)} onChange={() => setRoles(toggled(roles, role))} />{words.roles[role]}</label>
      ))}</fieldset>
      <details><summary>{words.beyond(permissions.length)}</summary>
        <fieldset><legend class="hidden">{words.permissionsTitle}</legend>{PERMISSIONS.map((one) => (
          <label key={one} class="check"><input type="checkbox" checked={permissions.includes(one)} onChange={() => setPermissions(toggled(permissions, one))} />{words.permissions[one]}</label>
        ))}</fieldset></details>
      <p><button type="submit" disabled={same}>{words.saveAccess}</button></p>
    </form>
  );
}
