import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Channel } from "../../api/types.ts";
import { tell } from "../../app/notices.ts";
import { teams } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { SenderForm } from "../channels/SenderForm.tsx";
import { Tabs } from "../channels/Tabs.tsx";
import { WORDS as CONNECTING } from "../channels/words.ts";
import { Later } from "../../parts/Later.tsx";
import { Editor } from "../routing/Editor.tsx";
import { ruleOf } from "../routing/rule.ts";
import { Code } from "./Code.tsx";
import { connectedNow } from "./connected.ts";
import { Greeting } from "./Greeting.tsx";
import { Hours } from "./Hours.tsx";
import { Identity } from "./Identity.tsx";
import { Look } from "./Look.tsx";
import { Places } from "./Places.tsx";
import { WORDS } from "./words.ts";
import "./chat.css";

const CODE = 4;

/** What a chat that is connected is set to do, tab by tab. */
export default function ChatTabs({ channel }: { channel: Channel }) {
  const connecting = spoken(CONNECTING);
  const words = spoken(WORDS);
  const [first] = useState(connectedNow.value === channel.channel_id ? CODE : 0);
  useEffect(() => { connectedNow.value = ""; }, []);
  const card = (id: string, title: string, inner: ComponentChildren) => <section class="card" aria-labelledby={id}><h3 id={id}>{title}</h3>{inner}</section>;
  return (
    <Tabs label={connecting.settings} first={first} tabs={[
      { name: words.stages.look, draw: () => card("look", words.stages.look, <Look channel={channel} />) },
      { name: words.stages.greeting, draw: () => card("greeting", words.stages.greeting, <Greeting channel={channel} />) },
      { name: words.stages.hours, draw: () => card("hours", words.stages.hours, <Hours channel={channel} />) },
      { name: words.stages.routing, draw: () => card("rule", connecting.rule, <Editor key={JSON.stringify(ruleOf(channel))} channel={channel} teams={[...teams.value.values()]} />) },
      { name: words.code, draw: () => <>
        {card("code", words.code, <Code channel={channel} />)}
        {card("places", words.places, <Places channel={channel} />)}
        {card("identity", words.identity, <Identity channel={channel} />)}
      </> },
      { name: words.privacy, draw: () => card("privacy", words.privacy, <Later load={() => import("../channels/Privacy.tsx")} with={{ channel }} />) },
      { name: words.bot, draw: () => card("bot", words.bot, <Later load={() => import("../bots/Bot.tsx")} with={{ channel }} />) },
      { name: words.stages.details, draw: () => card("sender", words.stages.details, <><p>{words.mailHint}</p><SenderForm channel={channel} done={() => tell(words.saved)} /></>) },
    ]} />
  );
}
