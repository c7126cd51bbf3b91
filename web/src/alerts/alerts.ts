import { signal } from "@preact/signals";
import { get } from "../api/client.ts";
import type { ConversationRow } from "../api/types.ts";
import { nameless, untitled, whoami } from "../app/people.ts";
import { go } from "../app/route.ts";
import { spoken } from "../i18n/words.ts";
import type { Frame } from "../live/frames.ts";
import { watch } from "../live/stream.ts";
import { type Choices, type Kind, kindOf, parsed, wanted } from "./kinds.ts";
import { chime } from "./sound.ts";

const KEY = "postroom.alerts";
const LATE = 150;
const HELD = 5_000;
const WORDS = {
  en: { assigned: "Assigned to you", message: "New message", mention: "You were mentioned", call: "Your phone rings" },
  pl: { assigned: "Przypisano Tobie", message: "Nowa wiadomość", mention: "Wspomniano o Tobie", call: "Dzwoni Twój telefon" },
};

/** What this browser is to tell of, and how: permission for the desktop is the browser's, too. */
export const choices = signal<Choices>(parsed(localStorage.getItem(KEY)));

/** Choose how to be told of something; asks the browser's permission where that is needed, so call it from a click. */
export async function choose(kind: Kind, way: "desktop" | "sound", on: boolean): Promise<boolean> {
  if (on && way === "desktop" && (await Notification.requestPermission()) !== "granted") return false;
  choices.value = { ...choices.value, [kind]: { ...choices.value[kind], [way]: on } };
  localStorage.setItem(KEY, JSON.stringify(choices.value));
  if (on && way === "sound") void chime();
  return true;
}

/** Tell of what happens while nobody looks at this browser's pages; of several tabs one tells. */
export function startAlerts(): void {
  window.addEventListener("storage", (event) => { if (event.key === KEY) choices.value = parsed(event.newValue); });
  watch((frame) => {
    const kind = kindOf(frame, whoami.value?.user_id ?? null);
    if (!kind || !wanted(choices.value, kind)) return;
    const looking = document.hasFocus() && !document.hidden;
    // whoever is looked at takes the lock first and stays silent
    setTimeout(() => void navigator.locks.request(`postroom-alert-${frame.position}`, { ifAvailable: true }, async (mine) => {
      if (!mine) return;
      if (!looking) await tellOf(kind, frame).catch(() => undefined);
      await new Promise((done) => setTimeout(done, HELD));
    }), looking ? 0 : LATE);
  });
}

async function tellOf(kind: Kind, frame: Frame): Promise<void> {
  const id = frame.ids["conversation_id"] ?? "";
  const { items: [row] } = await get<{ items: ConversationRow[] }>("/conversations/rows", { ids: id });
  if (!row || (kind === "message" && row.assignee_id !== whoami.value?.user_id)) return;
  const ways = choices.value[kind];
  if (ways.sound) await chime();
  if (!ways.desktop || Notification.permission !== "granted") return;
  const body = [row.contact_name || row.contact_address || nameless(row.channel_id), row.subject || untitled(row.channel_id)].join(": ");
  const shown = new Notification(spoken(WORDS)[kind], { body, tag: `${kind} ${id}`, icon: "/icon.svg" });
  shown.onclick = () => { window.focus(); go({ conversation: id }); shown.close(); };
}
