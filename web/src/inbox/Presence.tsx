import { users } from "../app/people.ts";
import { t } from "../i18n/words.ts";
import { others } from "../live/presence.ts";
import { Avatar } from "../parts/Avatar.tsx";
import { Icon } from "../parts/Icon.tsx";

const nameOf = (id: string): string => users.value.get(id)?.name ?? "";

/** Who else has the conversation open, and who of them is writing (CNV-04). */
export function Presence({ conversation }: { conversation: string }) {
  const words = t().presence;
  const typing = others(conversation, "typing");
  const all = [...typing, ...others(conversation, "viewing")];
  return (
    <div class="presence">
      <ul>{all.map((id) => <li key={id} title={words.viewing(nameOf(id))}><Avatar name={nameOf(id)} of={id} small /><span class="hidden">{words.viewing(nameOf(id))}</span></li>)}</ul>
      <p role="status">{typing.length > 0 && words.writing(typing.map(nameOf).join(", "), typing.length)}</p>
    </div>
  );
}

/** A sign in the list that somebody else is writing an answer there. */
export function Writing({ conversation }: { conversation: string }) {
  const typing = others(conversation, "typing");
  return typing.length > 0 ? <span class="chip warn"><Icon name="pen" label={t().presence.writing(typing.map(nameOf).join(", "), typing.length)} /></span> : null;
}
