import type { ShownDecision } from "../api/types.ts";
import type { Decided } from "../i18n/decided-en.ts";

/** What a sentence needs to say names instead of ids and codes. */
export interface Called {
  user: (id: string) => string;
  inbox: (id: string) => string;
  priority: (which: string) => string;
  moment: (iso: string) => string;
}

/** What was decided, in the reader's words (RTG-08); the server's own where it decides what is not known here. */
export function sentence({ event, details, sentence: own }: Pick<ShownDecision, "event" | "details" | "sentence">, words: Decided, called: Called): string {
  const fact = (name: string) => (typeof details[name] === "string" ? (details[name] as string) : "");
  const count = Number(details["count"] ?? 1);
  const because = (what: string) => words.because(what, reason(fact("reason"), words));
  switch (event.slice(event.indexOf(".") + 1)) {
    case "assignment_decided": return assigned(fact, details["reasons"], words, called);
    case "owner_told": return fact("result") === "sent" ? words.told : words.untold;
    case "ticket_skipped": return because(words.skipped);
    case "closed": return because(words.closed);
    case "reopened": return because(words.reopened);
    case "opened": return words.opened;
    case "snoozed": return words.snoozed(called.moment(fact("until")));
    case "woken": return because(words.woken);
    case "filed": return words.filed[fact("folder")] ?? own;
    case "macro_applied": return words.macro;
    case "tagged": return words.tagged(fact("tag"));
    case "untagged": return words.untagged(fact("tag"));
    case "property_set": return details["cleared"] === true ? words.cleared : words.set;
    case "priority_set": return words.priority(called.priority(fact("priority")));
    case "moved": return words.moved(called.inbox(fact("from_inbox_id")), called.inbox(fact("inbox_id")));
    case "merged": return words.merged;
    case "unmerged": return words.unmerged;
    case "absorbed": return words.absorbed;
    case "released": return words.released;
    case "continued": return words.continued;
    case "chat_mailed": return words.mailed[`${fact("reason")} ${fact("result")}`] ?? own;
    case "bot_held": return words.bot;
    case "bot_released": return because(words.noBot);
    case "message_reattributed": return words.whose[fact("why")] ?? own;
    case "messages_moved_out": return words.out(count, details["split"] === true);
    case "messages_moved_in": return words.in(count);
    default: return own || event;
  }
}

function assigned(fact: (name: string) => string, reasons: unknown, words: Decided, called: Called): string {
  const who = called.user(fact("assignee_id")) || words.somebody;
  const team = fact("team_id") !== "";
  const what = fact("outcome") === "assigned" ? words.to(team ? words.ofTeam(who) : who) : team ? words.waits : words.nobody;
  const when = words.triggers[fact("trigger")];
  const why = Array.isArray(reasons) ? reasons.map((one) => reason(String(one), words)).filter(Boolean).join(", ") : "";
  return when ? `${words.because(what, why)} ${when}` : words.because(what, why);
}

/** A reason in words; `away:2` counts. */
export function reason(text: string, words: Decided): string {
  const [code = "", count] = text.split(":");
  const said = words.reasons[code] ?? code.replaceAll("_", " ");
  return count ? words.counted(count, said) : said;
}
