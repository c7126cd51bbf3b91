import { writing } from "../writing/words-en.ts";
import { decided } from "./decided-en.ts";

const RULES = new Intl.PluralRules("en");
const one = (n: number, single: string, several: string) => `${n} ${RULES.select(n) === "one" ? single : several}`;

export const en = {
  views: { open: "All open", mine: "Assigned to me", unassigned: "Unassigned", mentions: "Mentions", snoozed: "Snoozed", closed: "Closed", spam: "Spam", trash: "Trash", archive: "Archive" },
  pages: { inbox: "Inbox", tickets: "Tickets", contacts: "Contacts", compliance: "Consents", settings: "Settings", me: "My profile" },
  viewsTitle: "Views", pagesTitle: "Pages", menu: "Menu", search: "Search",
  skip: "Skip to the conversations",
  list: { unread: "Unread", mentioned: "You are called in a note", fresh: (n: number) => one(n, "new conversation", "new conversations"), further: "Look further", none: "None among those looked at.", gone: "There is no such view for you.", partial: "This view also shows inboxes or channels that are not open to you. This is the rest.", hidden: "All that this view shows is in inboxes or channels that are not open to you.", filter: "Filter and sort", narrowed: "Filtered", until: (t: string) => `Snoozed until ${t}`, inboxes: "Inboxes", channels: "Channels", saved: "Saved views", empty: "Nothing here.", emptyOpen: "Nothing is waiting. Well done.", failed: "The list could not be read.",
    waiting: "Waiting", waitingSince: (t: string) => `Waiting since ${t}`, noSubject: "(no subject)", unknown: "Unknown sender", visitor: "Visitor", you: "You",
    calls: { ringing: "Rings", answered: "Talking", completed: "Talked", missed: "Missed call", busy: "Busy", no_answer: "No answer", failed: "Could not be connected", canceled: "Hung up", voicemail: "Voicemail" } as Record<string, string> },
  thread: { status: { open: "open", closed: "closed" }, none: "Choose a conversation.", noneHint: "j and k move through the list, Enter opens, ? shows all keys.", failed: "This conversation could not be read.", gone: "There is no such conversation for you.",
    older: "Show earlier messages", loading: "Loading", reopen: "Reopen", close: "Close", assignee: "Assigned to", nobody: "Nobody", teams: "Teams", back: "Back to the list", quoted: "Show quoted text", signature: "Signature",
    original: "The original", html: "Show as sent", plain: "Show as text", images: "Load remote images", retry: "Try again", automatic: "Automatic", signed: "Signed", encrypted: "Encrypted", frame: "The message as it was sent" },
  later: { menu: "Send later", today: "Later today (in 3 hours)", pick: "At", set: "Set", undoFor: "Undo", seconds: (n: number) => `${n} seconds`, never: "Not offered", sent: "Sent.", leaves: (when: string) => `Leaves ${when}`, now: "Send now", change: "Change time", cancel: "Cancel sending", takenBack: "Taken back before it was sent",
    draft: "Draft", drafts: "Drafts", kept: "Draft kept", unkept: "Draft not kept yet: it is only in this window.", noValue: (names: string) => `No value for ${names}. Write it by hand, or take it out.` },
  delivery: { scheduled: "Will be sent later", cancelled: "Taken back", queued: "Waiting to be sent", sending: "Being sent", deferred: "Will be tried again", sent: "Sent", delivered: "Delivered", seen: "Seen", failed: "Not sent", undelivered: "Not delivered", unresolved: "Unclear whether it was sent", refused: "Refused" },
  handle: { more: "More", snooze: "Snooze", wake: "Wake now", later: "In 3 hours", tomorrow: "Tomorrow 9:00", week: "Monday 9:00", pick: "Until", spam: "Spam", trash: "Trash", archive: "Archive", back: "Back to the inbox", until: (t: string) => `Snoozed until ${t}`,
    tags: "Tags", addTag: "Add a tag", removeTag: (tag: string) => `Remove ${tag}`, priority: "Priority", priorities: { none: "None", low: "Low", medium: "Medium", high: "High", urgent: "Urgent" },
    properties: "Properties", editProperties: "Edit properties", toInbox: "Move to another inbox…", merge: "Merge into another conversation…", splitOff: "Choose messages to move…", show: "Show it", apart: "Take apart", movedHere: "moved here", fromMerged: "from the merged conversation", pick_: "Choose this message" },
  bulk: { working: (n: number, of: number) => `${n} of ${of} done`, select: (who: string) => `Select ${who}`, done: (n: number) => one(n, "conversation changed", "conversations changed"), refused: (n: number) => one(n, "was refused", "were refused") },
  past: { title: "As it was", looking: "You are looking at the past." },
  composer: { reply: "Reply", note: "Note", noteHere: "Only colleagues read this. @ calls somebody.", writeNote: "Write a note", kind: "What you write", keep: "Keep note", noteBy: "Note", withdraw: "Take back", placeholder: (who: string) => `Write to ${who}`, send: "Send", sendClose: "Send and close", sending: "Sending", failed: "Not sent.", again: "Try again", discard: "Discard", keys: "Ctrl+Enter sends" },
  side: { contact: "Contact", conversation: "Conversation", history: "What happened", ticket: "Ticket", channel: "Channel", form: "Form", chat: "Chat", messenger: "Messenger", whatsapp: "WhatsApp", calling: "Call", started: "Started", open: "Show details", hide: "Hide details" },
  presence: { viewing: (who: string) => `${who} has this open`, writing: (who: string, n: number) => `${who} ${n === 1 ? "is" : "are"} writing...` },
  live: { opening: "Connecting", live: "Live", lost: "Connection lost. What you see may be old; it catches up by itself." },
  theme: { system: "As the system", light: "Light", dark: "Dark", title: "Colours" },
  density: { title: "Row height", comfortable: "Comfortable", compact: "Compact" },
  language: "Language",
  me: { available: "Available", away: "Away", signOut: "Sign out", accounts: "Accounts" },
  keys: { close: "Close", does: { palette: "all commands", compose: "write a new mail" } },
  errors: { away: "The server does not answer. Try again in a moment.", behind: "The server is catching up. Try again in a moment.", other: "That did not work." },
  decided, writing, refused: {} as Record<string, string>, conditions: {} as Record<string, string>, assigned: "Assigned", closed: "Closed", reopened: "Reopened", undo: "Undo",
};

/** Every language has all of these. */
export type Words = typeof en;
