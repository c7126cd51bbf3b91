import { useState } from "preact/hooks";
import type { Channel } from "../../api/types.ts";
import { full } from "../../app/moments.ts";
import { spoken } from "../../i18n/words.ts";
import { Later } from "../../parts/Later.tsx";
import { RuleCard } from "../channels/Staged.tsx";
import { Card, Tabs } from "../channels/Tabs.tsx";
import { WORDS as CONNECTING } from "../channels/words.ts";
import { Login } from "./Login.tsx";
import { ended } from "./login.ts";
import { messengerOf, tasksOf } from "./model.ts";
import { SaidForm } from "./SaidForm.tsx";
import { WORDS } from "./words.ts";
import "./messenger.css";

/** What a connected page is set to do, tab by tab. */
export default function MessengerTabs({ channel }: { channel: Channel }) {
  const connecting = spoken(CONNECTING);
  const words = spoken(WORDS);
  return (
    <Tabs label={connecting.settings} tabs={[
      { name: words.stages.page, draw: () => <Card id="page" title={words.page}><Page channel={channel} /></Card> },
      { name: words.stages.greeting, draw: () => <Card id="greeting" title={words.stages.greeting}><SaidForm channel={channel} /></Card> },
      { name: words.chatflow, draw: () => <Card id="chatflow" title={words.chatflow}><Later load={() => import("../bots/Bot.tsx")} with={{ channel }} /></Card> },
      { name: words.stages.rule, draw: () => <Card id="rule" title={connecting.rule}><RuleCard channel={channel} /></Card> },
      { name: words.privacy, draw: () => <Card id="privacy" title={words.privacy}><Later load={() => import("../channels/Privacy.tsx")} with={{ channel }} /></Card> },
    ]} />
  );
}

/** The page, whether the role of whoever connected it still suffices, and the way to mend it (MSG-03). */
function Page({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const { page_name: name, tasks, role_ok: isOk, role_checked_at: checked } = messengerOf(channel);
  const lost = words.lost[channel.cause];
  // how logging in ended while the page was being connected is no news here
  useState(() => { ended.value = null; });
  const role = tasksOf(tasks).map((one) => words.tasks[one]).join(", ") || words.noRole;
  return (
    <>
      <p><strong>{name}</strong></p>
      {lost ? <p class="refused" role="alert">{lost}</p> : <p>{words.roleThere(role)}. {isOk && words.roleOk} {checked && words.checked(full(checked))}</p>}
      <Login channel={channel} due={lost !== undefined} ok={words.outcomes["mended"] ?? ""} />
    </>
  );
}
