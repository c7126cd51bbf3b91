const several = (n: number) => (n === 1 ? "A message was" : `${n} messages were`);

/** What was decided in a conversation, and the reasons the server names. */
export const decided = {
  to: (who: string) => `Assigned to ${who}`, nobody: "Assigned to nobody", somebody: "somebody", because: (what: string, why: string) => (why ? `${what}: ${why}.` : `${what}.`), counted: (n: string, what: string) => `${n} ${what}`,
  skipped: "No ticket", closed: "Closed", reopened: "Opened again", opened: "A ticket was opened.", snoozed: (when: string) => `Put off until ${when}.`, woken: "Back",
  filed: { "": "Taken back among the others.", spam: "Marked as spam.", trash: "Put into the trash.", archive: "Archived." } as Record<string, string>,
  macro: "A macro was applied.", tagged: (tag: string) => `Tagged ${tag}.`, untagged: (tag: string) => `No longer tagged ${tag}.`, set: "A property was set.", cleared: "A property was taken away.", priority: (which: string) => `Priority: ${which}.`,
  moved: (from: string, to: string) => (from && to ? `Moved from ${from} to ${to}.` : "Moved to another inbox."), merged: "Merged into another conversation.", unmerged: "Taken out of the other conversation again.",
  absorbed: "Another conversation was merged into this one.", released: "The merged conversation was taken out again.", mailed: { "transcript sent": "The transcript was mailed to the visitor.", "transcript refused": "The transcript could not be mailed to the visitor.", "left sent": "What the visitor had not seen was mailed to them.", "left refused": "What the visitor had not seen could not be mailed to them." } as Record<string, string>, bot: "A bot answers first.", noBot: "The bot answers no more", continued: "A later message began another conversation, since this one had been closed for too long.",
  whose: { forwarded_original: "A person recorded a message on the sender of what was forwarded.", forwarder: "A person recorded a message on whoever forwarded it.", person: "A person recorded a message on somebody else." } as Record<string, string>,
  out: (n: number, split: boolean) => `${several(n)} moved to ${split ? "a new" : "another"} conversation.`, in: (n: number) => `${several(n)} moved here from another conversation.`,
  ofTeam: (who: string) => `${who}, for the team`, waits: "Assigned to nobody of the team yet", told: "The contact's owner was away and got a mail about it.", untold: "The contact's owner was away and could not be told by mail.",
  /** Why a rule decided just then (RTG-10). */
  triggers: {
    reopened: "It was opened again.", handed: "It was handed to the team.", available: "It had waited until somebody became available.", hours: "It had waited until somebody's working hours began.", slot_free: "It had waited until somebody had room for it.", capacity: "It had waited until somebody's limit was changed.",
    seat: "It had waited until somebody got a seat.", reactivated: "It had waited until somebody was let in again.", team: "It had waited until somebody joined a team.", access: "It had waited until the inbox was opened to somebody.", rule: "It had waited until the rule was changed.", owner: "It had waited until the contact got an owner.", handed_over: "The bot had handed it over.", sweep: "It had waited until somebody could take it.",
  } as Record<string, string>,
  reasons: {
    rule_off: "automatic assignment is switched off", no_targets: "the rule names nobody", nobody_eligible: "nobody could take it", deactivated: "deactivated", no_seat: "without a paid seat", no_inbox_access: "without access to the inbox", away: "away", at_capacity: "at capacity", in_reserve: "in reserve",
    contact_owner: "the contact's owner", owner_offline: "the owner is away", notify_owner: "the owner is told", no_owner: "the contact has no owner", not_tracked: "the contact is not tracked", fallback: "so the fallback was asked", never_had_a_turn: "never had a turn in this rule",
    longest_since_last_turn: "the longest time since the last turn", fewest_open: "the fewest open conversations", longest_since_last_assignment: "of those the longest time since the last assignment", drawn_by_seed: "drawn at random", person: "by hand", by_person: "by hand", replier: "they replied first", replied: "they replied first",
    extra_members: "no main member could take it, so an extra member was asked", chosen_by_person: "by hand", replied_first: "they replied first", answered_call: "they answered the call", called: "they called", began: "they wrote first",
    erasure: "the contact was erased", contact_erased: "the contact was erased", done: "done", message_received: "a message came", reply: "somebody replied", send_cancelled: "the answer was taken back", undone: "it was undone", due: "it is time", filed: "it was put away", closed: "it was closed",
    merged: "another conversation was merged into it", unmerged: "the two were taken apart", closed_too_long: "it had been closed for too long",
    handed_over: "it handed over to a person", ended: "it came to its end", taken_over: "a person took over", unanswered: "its visitor did not answer", account_date_gate: "accounts created this late open no tickets automatically; use the help desk, or open one by hand", association_limit: "the contact has as many tickets as the account allows; raise the limit, or use one of those", switched_off: "the channel makes no tickets; switch it on in the channel's settings, or open one by hand", automatic_mail: "an automatic mail asks for nothing; open one by hand if one is due",
  } as Record<string, string>,
};

export type Decided = typeof decided;
