import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { Avatar } from "../parts/Avatar.tsx";
import { Later } from "../parts/Later.tsx";
import { contact, contactName } from "./contact.ts";
import { arrive, arrived, NEVER } from "./arriving.ts";
import { readSteps, thread } from "./thread.ts";

const loadTickets = () => import("../tickets/TicketCard.tsx").catch((error: unknown) => { arrive("tickets", NEVER); throw error; });
/** What is hidden until all above it is there: nothing moves that is seen. */
const below = (settled: boolean) => (settled ? "side-part" : "side-part to-come");
const wide = matchMedia("(min-width: 1100px)");
export const sideOpen = signal(wide.matches);
wide.addEventListener("change", () => { sideOpen.value = wide.matches; });

/** The parts that show and change the person and the conversation, once they are loaded. */
const loadPanel = async () => ({ ...(await import("../contacts/Panel.tsx")), ...(await import("./Matters.tsx")), ...(await import("./Steps.tsx")) });
const panel = signal<Awaited<ReturnType<typeof loadPanel>> | null>(null);

/** Who the conversation is with, what it is about, and what happened. */
export function Side() {
  const words = t().side;
  const shown = thread.value;
  const id = shown?.conversation_id;
  useEffect(() => { if (id) void readSteps(id).catch(() => undefined); }, [id, shown?.position]);
  const seen = Boolean(shown) && sideOpen.value;
  useEffect(() => { if (seen && !panel.value) void loadPanel().then((loaded) => { panel.value = loaded; }, () => arrive("panel", NEVER)); }, [seen]);
  if (!shown || !seen) return null;
  const Person = panel.value;
  const who = (Person !== null || arrived("panel", "")) && arrived("person", shown.contact_id);
  const matters = who && arrived("tickets", shown.conversation_id);
  const person = contact.value?.contact_id;
  const all = matters && (Person === null || person === undefined || (arrived("related", person) && arrived("timeline", person)));
  return (
    <aside class="side" aria-label={words.contact}>
      <button type="button" class="bare only-overlay" aria-label={words.hide} onClick={() => { sideOpen.value = false; }}><Icon name="x" /></button>
      {Person ? <Person.Profile contact={shown.contact_id} />
        : <div class="side-who"><Avatar name={contactName.value} of={shown.contact_id} /><h2>{contactName.value}</h2></div>}
      <div class={below(who)}><section><h3>{words.ticket}</h3><Later key={shown.conversation_id} load={loadTickets} with={{ thread: shown }} /></section></div>
      <div class={below(matters)}>
        {Person && <Person.Matters thread={shown} />}
      </div>
      <div class={below(all)}>
        {Person && <Person.Around contact={shown.contact_id} beside={shown.conversation_id} />}
        <section><h3>{words.history}</h3>
          {Person && <Person.Steps />}</section>
      </div>
    </aside>
  );
}
