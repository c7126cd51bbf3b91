import type { Task } from "./model.ts";

const tasks: Record<Task, string> = { MANAGE: "administrator", MODERATE: "moderation", MESSAGING: "messages", CREATE_CONTENT: "publishing", ADVERTISE: "advertising", ANALYZE: "insights" };
const reasons: Record<string, string> = {
  page_taken: "It is connected to Postroom already, by this or another account. Disconnect it there first.",
  role_missing: "You are not its administrator. Ask one to give you full control, or to connect it; permission to publish is not enough.",
};
const outcomes: Record<string, string> = {
  ok: "You are logged in. Choose the page.", mended: "Facebook lets us in again. Answers that waited are sent now.",
  state: "That login did not begin in this browser, or too long ago. Log in again.",
  declined: "You did not let us in at Facebook. Without that no page can be connected.",
  scopes_missing: "A permission was left out at Facebook; all of them are needed. Log in again with all.",
  provider_refused: "Facebook did not let us in. Try again in a moment.",
  provider_away: "Facebook could not be reached. Try again in a moment.",
  role_missing: "Whoever logged in is not an administrator of this page any more. Log in as somebody who is.",
};

export const en = {
  stages: { page: "Page", greeting: "Greeting", rule: "Assignment", finish: "Connect and finish" },
  saved: "Saved. It counts for the next conversation.", save: "Save", crossed: "Somebody has changed this meanwhile.", theirs: "Go on with theirs", mine: "Go on with mine",
  intro: "Log in at Facebook as an administrator of the page. A window opens for that; come back when it has closed.",
  permissions: "We ask for: the list of your pages, and reading, answering and being told of the messages of the one that you choose. We never see your password.",
  login: "Log in with Facebook", again: "Log in again", waiting: "Go on in the window that has opened. This page follows by itself.", stop: "It is not open any more",
  blocked: "Your browser blocked the window. Allow windows from this site and try again, or log in on this page: you go to Facebook and come back here.", here: "Log in on this page",
  done: "Logged in. This window can be closed.", outcomes,
  pages: "Which page", pagesHint: "The pages that Facebook says you may see.", noPages: "There is no page that you may see. Make one at Facebook, or log in as somebody who has one.", noRole: "no role", tasks, reasons, role_: (said: string) => `Your role: ${said}`,
  page: "Page", roleThere: (said: string) => `Role of whoever connected it: ${said}`, connectedPage: (name: string) => `Connected page: ${name}`, checked: (when: string) => `The role was last checked ${when}.`, roleOk: "The role suffices.",
  lost: { authorisation_lost: "Facebook does not let us in any more. Answers wait, and what people write may not reach us. Log in again.", role_lost: "Whoever connected this page is not its administrator any more. Log in as somebody who is; answers wait until then." } as Record<string, string>,
  greeting: "Greeting", greetingHint: "The first thing that somebody's first conversation says; empty: nothing. It leaves with their first message.",
  ownFlow: "What is said after that is a chatflow of your own; it is written under Chatflow.", chatflow: "Chatflow",
  instant: "Answer the first message at once", instantText: "Instant reply", instantHint: "The chatflow says it right after the first message of a conversation, once, and hands over to a person.",
  room: (left: number) => `${left} characters left`, over: (more: number) => `${more} characters too many`,
  preview: "As people see it", example: "Hello, is my parcel on its way?", now: "now", sentAs: (page: string) => `${page} answers by itself`, nothing: "Nothing is said by itself: an agent answers.", yourPage: "Your page", writeHere: "Message",
  privacy: "Privacy", byPeople: "Nobody: conversations wait unassigned", byRule: "By the rule",
  connected: "Connected. Messages to the page come into the inbox.", none: "Nothing",
  on: "Switch it on", held: "What people wrote meanwhile was kept.", replay: "Take it in", leave: "Leave it", replayHint: "It becomes conversations now, in the order it came; windows to answer count from when it was written.", leaveHint: "It stays kept and starts nothing.", cancel: "Cancel",
};
