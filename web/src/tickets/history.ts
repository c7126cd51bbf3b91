import type { HistoryEvent } from "../api/types.ts";
import type { TicketWords } from "./words.ts";

/** What a history needs to say names instead of ids. */
export interface Called {
  stage: (key: string) => string;
  user: (id: string) => string;
  pipeline: (id: string) => string;
  property: (id: string) => string;
}

/** What happened to a ticket, in words; empty for what says nothing to people. */
export function sentence(event: Pick<HistoryEvent, "event" | "facts">, words: TicketWords, called: Called): string {
  const { did } = words;
  const fact = (name: string) => (typeof event.facts[name] === "string" ? (event.facts[name] as string) : "");
  switch (event.event) {
    case "ticket.opened": case "ticket.directly_opened": return did.opened;
    case "ticket.pipeline_changed": return did.elsewhere(called.pipeline(fact("pipeline_id")));
    case "ticket.description_changed": return did.described;
    case "ticket.property_set": return did.valued(called.property(fact("property_id")));
    case "ticket.conversation_linked": return did.linked;
    case "ticket.conversation_unlinked": return did.unlinked;
    case "ticket.contact_linked": return did.joined;
    case "ticket.contact_unlinked": return did.parted;
    case "ticket.moved": return did.moved(called.stage(fact("previous")), called.stage(fact("stage")));
    case "ticket.owner_set": if (event.facts["followed"] === true && fact("owner_id")) return did.followed(called.user(fact("owner_id")));
      return fact("owner_id") ? did.given(called.user(fact("owner_id"))) : did.taken;
    case "ticket.priority_set": return did.ranked(words.priorities[fact("priority")] ?? fact("priority"));
    case "ticket.category_set": return fact("category") ? did.sorted(fact("category")) : did.unsorted;
    case "ticket.renamed": return did.renamed;
    default: return "";
  }
}

/** Who did it: a colleague by name, else that it came about by itself. */
export function author(actor: string, words: TicketWords, called: Called): string {
  const [kind, id] = actor.split(":");
  return kind === "user" && id ? called.user(id) : words.system;
}
