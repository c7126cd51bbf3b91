import type { Thread } from "../api/types.ts";
import { write } from "../app/keys.ts";
import { askToCall, lines, numbersOf } from "../calling/calls.ts";
import { words as callWords } from "../calling/words.ts";
import { applyMacro, macros, manageMacros } from "../canned/macros.ts";
import { words as cannedWords } from "../canned/words.ts";
import { may, teams, users, whoami } from "../app/people.ts";
import { go, route } from "../app/route.ts";
import { later, monday, tomorrow } from "../app/times.ts";
import { chooseNone, chosen } from "../inbox/choosing.ts";
import { type Deed, handle } from "../inbox/handling.ts";
import { called } from "../contacts/person.ts";
import { contact } from "../inbox/contact.ts";
import { rows } from "../inbox/list.ts";
import { before, thread } from "../inbox/thread.ts";
import { t } from "../i18n/words.ts";
import type { Command } from "./ranked.ts";
import type { PaletteWords } from "./words.ts";

const PRIORITIES = ["none", "low", "medium", "high", "urgent"] as const;

/** What can be done to the chosen conversations, or else to the one that is open. */
export function deeds(words: PaletteWords, typed: string): Command[] {
  const { page, at } = route.value;
  const open = thread.value;
  const several = chosen.value;
  if (page !== "inbox" || at !== null || !may("conversation_write") || (!open && several.length === 0)) return [];
  const on = several.length > 0 ? several : open ? [before(open)] : [];
  const group = several.length > 0 ? words.several(several.length) : words.here;
  const deed = (id: string, title: string, what: Deed, key?: string): Command =>
    ({ id, group, title, ...(key ? { key } : {}), run: () => { chooseNone(); void handle(on, what); } });
  return [
    ...(open && several.length === 0 ? writing(words, group, open.position) : []),
    ...(open && several.length === 0 ? prepared(open.conversation_id, open.version) : []),
    ...(open && several.length === 0 ? calling(group, open) : []),
    ...assigning(words, deed),
    ...putting(words, deed, open?.status === "closed" && several.length === 0),
    ...marking(words, deed, typed, several.length === 0 ? (open?.tags ?? []) : []),
  ];
}

function prepared(conversation: string, version: number): Command[] {
  const { macros: group, manage } = cannedWords();
  return [
    ...macros.value.map((one) => ({ id: `macro:${one.macro_id}`, group, title: one.name, run: () => void applyMacro(one, conversation, version) })),
    { id: "macros", group, title: manage, run: () => void manageMacros() },
  ];
}

function calling(group: string, { conversation_id: conversation, channel_id: channel }: Thread): Command[] {
  const person = contact.value;
  if (!person || numbersOf(person).length === 0 || lines().length === 0) return [];
  return [{ id: "call", group, title: callWords().title(called(person)), run: () => void askToCall({ contact: person.contact_id, conversation, channel }) }];
}

type Make = (id: string, title: string, what: Deed, key?: string) => Command;

function writing(words: PaletteWords, group: string, position: number): Command[] {
  return [
    { id: "reply", group, title: words.reply, key: "r", run: () => write("reply") },
    { id: "note", group, title: words.note, key: "n", run: () => write("note") },
    { id: "past", group, title: words.past, key: "h", run: () => go({ at: position }) },
  ];
}

function assigning(words: PaletteWords, deed: Make): Command[] {
  const mine = whoami.value?.user_id ?? "";
  const others = [...users.value.values()].filter((user) => user.active && user.user_id !== mine);
  return [
    deed("assign:me", words.assign(words.me), { do: "assign", user_id: mine }, "a"),
    deed("assign:", words.assign(words.nobody), { do: "assign", user_id: null }),
    ...others.map((user) => deed(`assign:${user.user_id}`, words.assign(user.name), { do: "assign", user_id: user.user_id })),
    ...[...teams.value.values()].map((team) => deed(`assign:${team.team_id}`, words.assign(team.name), { do: "assign", user_id: null, team_id: team.team_id })),
  ];
}

function putting(words: PaletteWords, deed: Make, closed: boolean): Command[] {
  const names = t().handle;
  const now = new Date();
  const until = (name: "later" | "tomorrow" | "week", moment: Date, key?: string) => deed(`snooze:${name}`, words.snooze(names[name]), { do: "snooze", until: moment.toISOString() }, key);
  return [
    closed ? deed("reopen", words.reopen, { do: "reopen" }, "e") : deed("close", words.close, { do: "close" }, "e"),
    until("later", later(now)),
    until("tomorrow", tomorrow(now), "s"),
    until("week", monday(now)),
    ...(["spam", "trash", "archive"] as const).map((folder) => deed(`file:${folder}`, words.file(names[folder]), { do: "file", folder })),
    deed("file:", words.back, { do: "file", folder: "" }),
  ];
}

function marking(words: PaletteWords, deed: Make, typed: string, worn: readonly string[]): Command[] {
  // "tag: bright" or "#bright"
  const new_ = /^(?:#|[^:]*:)(.*)$/.exec(typed)?.[1]?.trim().slice(0, 50);
  const known = new Set(rows.value.flatMap((row) => row.tags).filter((tag) => !worn.includes(tag)));
  if (new_) known.add(new_);
  return [
    ...PRIORITIES.map((level) => deed(`priority:${level}`, words.priority(t().handle.priorities[level]), { do: "priority", priority: level })),
    ...worn.map((tag) => deed("", words.untag(tag), { do: "untag", tag })),
    ...[...known].map((tag) => deed("", words.tag(tag), { do: "tag", tag })),
  ];
}
