import type { ComponentChildren } from "preact";
import type { Channel } from "../../api/types.ts";
import { full } from "../../app/moments.ts";
import { teams } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { Later } from "../../parts/Later.tsx";
import { Tabs } from "../channels/Tabs.tsx";
import { WORDS as CONNECTING } from "../channels/words.ts";
import { Editor } from "../routing/Editor.tsx";
import { ruleOf } from "../routing/rule.ts";
import { Login } from "./Login.tsx";
import { messengerOf, tasksOf } from "./model.ts";
import { SaidForm } from "./SaidForm.tsx";
import { WORDS } from "./words.ts";
import "./messenger.css";

/** What a connected page is set to do, tab by tab. */
export default function MessengerTabs({ channel }: { channel: Channel }) {
  const connecting = spoken(CONNECTING);
  const words = spoken(WORDS);
  const card = (id: string, title: string, inner: ComponentChildren) => <section class="card" aria-labelledby={id}><h3 id={id}>{title}</h3>{inner}</section>;
  return (
    <Tabs label={connecting.settings} tabs={[
      { name: words.stages.page, draw: () => card("page", words.page, <Page channel={channel} />) },
      { name: words.stages.greeting, draw: () => card("greeting", words.stages.greeting, <SaidForm channel={channel} />) },
      { name: words.stages.rule, draw: () => card("rule", connecting.rule, <Editor key={JSON.stringify(ruleOf(channel))} channel={channel} teams={[...teams.value.values()]} />) },
      { name: words.privacy, draw: () => card("privacy", words.privacy, <Later load={() => import("../channels/Privacy.tsx")} with={{ channel }} />) },
    ]} />
  );
}

/** The page, whether the role of whoever connected it still suffices, and the way to mend it (MSG-03). */
function Page({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const { page_name: name, tasks, role_ok: isOk, role_checked_at: checked } = messengerOf(channel);
  const lost = words.lost[channel.cause];
  const role = tasksOf(tasks).map((one) => words.tasks[one]).join(", ") || words.noRole;
  return (
    <>
      <p><strong>{name}</strong></p>
      {lost ? <p class="refused" role="alert">{lost}</p> : <p>{words.roleThere(role)}. {isOk && words.roleOk} {checked && words.checked(full(checked))}</p>}
      <Login channel={channel} due={lost !== undefined} ok={words.outcomes["mended"] ?? ""} />
    </>
  );
}
