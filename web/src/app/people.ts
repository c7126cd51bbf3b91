import { signal } from "@preact/signals";
import { call, get } from "../api/client.ts";
import type { Channel, Inbox, Team, User, Whoami } from "../api/types.ts";
import { watch } from "../live/stream.ts";
import { t } from "../i18n/words.ts";
import { slowly } from "./slowly.ts";

type Page<T> = { items: T[]; next?: string | null };

export const whoami = signal<Whoami | null>(null);
export const users = signal<ReadonlyMap<string, User>>(new Map());
export const inboxes = signal<ReadonlyMap<string, Inbox>>(new Map());
export const teams = signal<ReadonlyMap<string, Team>>(new Map());
export const channels = signal<ReadonlyMap<string, Channel>>(new Map());

/** Whether the one who is signed in has a permission. */
export function may(permission: string): boolean {
  return whoami.value?.permissions.includes(permission) ?? false;
}

/** What a channel is called: its address, or what it is and for which inbox. */
export function doorName(one: Channel | undefined): string {
  const { side } = t();
  return one ? one.address || one.messenger?.page_name || one.whatsapp?.display_number || one.calling?.number || `${side[one.kind as "form" | "chat" | "messenger" | "whatsapp" | "calling"] ?? side.channel}: ${inboxes.value.get(one.inbox_id)?.name ?? ""}` : side.channel;
}

/** Whether there is a telephone line. */
export const hasLine = (): boolean => [...channels.value.values()].some((one) => one.kind === "calling");

/** Who wrote by a channel without a name or an address. */
export const nameless = (channel: string | undefined): string => t().list[isChat(channel) ? "visitor" : "unknown"];

/** What a conversation without a subject is called: where people talk live there never is one. */
export function untitled(channel: string): string {
  const kind = talkOf(channel);
  return kind ? t().side[kind] : t().list.noSubject;
}

/** A kind of channel by which people talk. */
export type Talk = "chat" | "messenger" | "whatsapp" | "calling";

/** The kind of a channel by which people talk, without subjects; of others nothing. */
export function talkOf(channel: string | undefined): Talk | undefined {
  const kind = channels.value.get(channel ?? "")?.kind;
  return kind === "chat" || kind === "messenger" || kind === "whatsapp" || kind === "calling" ? kind : undefined;
}

/** Whether a channel is a chat on a website. */
export const isChat = (channel: string | undefined): boolean => talkOf(channel) === "chat";

/** The user who is signed in, once known. */
export function me(): User | undefined {
  return users.value.get(whoami.value?.user_id ?? "");
}

/** Read colleagues, teams, inboxes and channels, and again whenever one of them changes. */
export async function startPeople(): Promise<void> {
  const again = slowly(500, readPeople);
  watch((frame) => { if (/^(user|inbox|channel|team)\./.test(frame.kind) || frame.kind === "reset") again(); });
  await readPeople();
}

/** End the session, and those of other accounts in this browser, and go to the door. */
export async function signOut(): Promise<void> {
  await call("DELETE", "/session");
  leaveTabs("/sign-in");
}

const tabs = new BroadcastChannel("postroom-session");

/** Go on elsewhere in every tab of this browser: none may go on showing what another session read. */
export function leaveTabs(to: string): void {
  tabs.postMessage(to);
  location.assign(to);
}

/** Follow where another tab leads. */
export function startTabs(): void {
  tabs.onmessage = (message: MessageEvent<string>) => location.replace(message.data);
}

/** Say whether I am there; everybody sees it at once. */
export async function setAvailable(available: boolean): Promise<void> {
  await call("PUT", `/users/${whoami.value?.user_id}/availability`, { body: { available, until: null } });
  await readPeople();
}

let readings = 0;
let shown = 0;

/** Read colleagues, teams, inboxes and channels now: a page that changed one shows it at once, and no older answer after it. */
export async function readPeople(): Promise<void> {
  const mine = ++readings;
  const [people, boxes, doors, groups] = await Promise.all([all<User>("/users"), all<Inbox>("/inboxes"), all<Channel>("/channels"), all<Team>("/teams")]);
  if (mine < shown) return;
  shown = mine;
  users.value = new Map(people.map((user) => [user.user_id, user]));
  teams.value = new Map(groups.map((team) => [team.team_id, team]));
  inboxes.value = new Map(boxes.map((inbox) => [inbox.inbox_id, inbox]));
  channels.value = new Map(doors.map((channel) => [channel.channel_id, channel]));
}

async function all<T>(path: string): Promise<T[]> {
  const found: T[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: Page<T> = await get<Page<T>>(path, { cursor });
    found.push(...page.items);
    if (!page.next) return found;
    cursor = page.next;
  }
}
