import { computed, signal } from "@preact/signals";
import { call, get } from "../api/client.ts";
import type { SavedView, ViewCount } from "../api/types.ts";
import { channels, doorName, inboxes, may, whoami } from "../app/people.ts";
import { type Fixed, route, type View, VIEWS } from "../app/route.ts";
import { slowly } from "../app/slowly.ts";
import { t } from "../i18n/words.ts";
import { watch } from "../live/stream.ts";
import { type Look, lookOf } from "./look.ts";

/** The saved views in the order of the rail; null until they are read. */
export const saved = signal<readonly SavedView[] | null>(null);
export const viewCounts = signal<ReadonlyMap<string, ViewCount>>(new Map());
/** What the reader narrowed the list to, until they go to another; it is in no address. */
export const narrowed = signal<{ view: View; look: Look } | null>(null);

/** What the list shows; null where the view is not known, or not yet. */
export const look = computed<Look | null>(() => {
  const { view } = route.value;
  const own = narrowed.value;
  return own?.view === view ? own.look : lookOf(view, saved.value ?? []);
});

/** Show the list otherwise, until another is chosen. */
export function narrow(change: Partial<Look>): void {
  const now = look.value;
  if (now) narrowed.value = { view: route.value.view, look: { ...now, ...change } };
}

/** The lists in the order of the rail. */
export const order = (): View[] => [...VIEWS, ...(saved.value ?? []).map((one): View => `v-${one.view_id}`)];

/** What a list is called. */
export function title(view: View): string {
  const id = view.slice(2);
  if (view.startsWith("v-")) return saved.value?.find((one) => one.view_id === id)?.name ?? "";
  if (view.startsWith("i-")) return inboxes.value.get(id)?.name ?? "";
  if (view.startsWith("c-")) return doorName(channels.value.get(id));
  return t().views[view as Fixed];
}

/** Whether the reader may change a view: not one of which they do not see all. */
export const changeable = (view: SavedView): boolean => view.unseen.length === 0 && (view.owner_id === whoami.value?.user_id || may("inbox_edit"));

/** Whether the chosen view names what its reader does not see. */
export const partial = computed(() => saved.value?.some((one) => route.value.view === `v-${one.view_id}` && one.unseen.length > 0) ?? false);

/** Read the saved views, and count them now and, slowly, whenever something changes. */
export function startViews(): void {
  const again = slowly(300, readViews);
  const count = slowly(5_000, countViews);
  watch((frame) => {
    if (/^(view|team)\./.test(frame.kind) || frame.kind === "reset") again();
    if (frame.ids["conversation_id"]) count();
  });
  again();
}

export async function readViews(): Promise<void> {
  saved.value = (await get<{ items: SavedView[] }>("/views")).items;
  await countViews();
}

async function countViews(): Promise<void> {
  if (!saved.value?.length) return;
  const { items } = await get<{ items: ViewCount[] }>("/views/counts");
  viewCounts.value = new Map(items.map((one) => [one.view_id, one]));
}

export type Shape = Look & Pick<SavedView, "name" | "shared" | "team_id" | "place">;

/** All of a view, as it is written. */
export const shapeOf = (view: SavedView): Shape => {
  const { view_id: _id, owner_id: _owner, version: _version, position: _position, unseen: _unseen, ...shape } = view;
  return shape as Shape;
};

/** Save a view, or change one; its id. */
export async function write(shape: Shape, id: string | null): Promise<string> {
  const path = id ? `/views/${id}` : "/views";
  const made = await call<{ id: string }>(id ? "PUT" : "POST", path, { body: shape, key: crypto.randomUUID() });
  await readViews();
  return made.id;
}

/** Remove a view, or bring it back. */
export async function keep(id: string, there: boolean): Promise<void> {
  await call(there ? "POST" : "DELETE", there ? `/views/${id}/restore` : `/views/${id}`);
  await readViews();
}
