import { render } from "preact";
import { get, Refused, signedIn } from "./api/client.ts";
import type { Whoami } from "./api/types.ts";
import { App } from "./app/App.tsx";
import { startCondition } from "./app/condition.ts";
import { startKeys } from "./app/keys.ts";
import { startLooks } from "./app/looks.ts";
import { startPeople, startTabs, whoami } from "./app/people.ts";
import { startRouting } from "./app/route.ts";
import { speakAsBefore, t } from "./i18n/words.ts";
import { startContact } from "./inbox/contact.ts";
import { startDrafts } from "./inbox/drafts.ts";
import { firstRows, startList } from "./inbox/list.ts";
import { startReading } from "./inbox/reading.ts";
import { startViews } from "./inbox/views.ts";
import { startThread } from "./inbox/thread.ts";
import { startUndo } from "./inbox/undoing.ts";
import { startPresence } from "./live/presence.ts";
import { start as startLive } from "./live/stream.ts";
import { startDues } from "./promises/dues.ts";
import "./style/index.css";

/** Milliseconds after which the page shows without its rows. */
const SKELETON_AFTER = 250;

const leave = () => location.replace(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);

async function begin(): Promise<void> {
  startLooks();
  startRouting();
  const [who] = await Promise.all([get<Whoami>("/session"), speakAsBefore()]);
  whoami.value = who;
  signedIn(who.csrf ?? "", leave);
  startLive(who.position);
  startList();
  // what is shown first is asked for first: everything else follows the rows
  await Promise.race([firstRows(), new Promise((shown) => setTimeout(shown, SKELETON_AFTER))]);
  startViews();
  startDues();
  startCondition();
  startThread();
  startReading();
  startContact();
  startPresence();
  startUndo();
  startDrafts();
  startKeys();
  startTabs();
  render(<App />, document.body);
  await startPeople();
  (await import("./alerts/alerts.ts")).startAlerts();
}

begin().catch((error: unknown) => {
  if (error instanceof Refused && error.status === 401) leave();
  else document.body.textContent = t().errors.away;
});
