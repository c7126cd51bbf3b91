import { useEffect, useState } from "preact/hooks";
import type { Channel } from "../../api/types.ts";
import { tell } from "../../app/notices.ts";
import { spoken } from "../../i18n/words.ts";
import { SenderForm } from "../channels/SenderForm.tsx";
import { RuleCard } from "../channels/Staged.tsx";
import { Card, Tabs } from "../channels/Tabs.tsx";
import { WORDS as CONNECTING } from "../channels/words.ts";
import { Later } from "../../parts/Later.tsx";
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
  return (
    <Tabs label={connecting.settings} first={first} tabs={[
      { name: words.stages.look, draw: () => <Card id="look" title={words.stages.look}><Look channel={channel} /></Card> },
      { name: words.stages.greeting, draw: () => <Card id="greeting" title={words.stages.greeting}><Greeting channel={channel} /></Card> },
      { name: words.stages.hours, draw: () => <Card id="hours" title={words.stages.hours}><Hours channel={channel} /></Card> },
      { name: words.stages.routing, draw: () => <Card id="rule" title={connecting.rule}><RuleCard channel={channel} /></Card> },
      { name: words.code, draw: () => <>
        <Card id="code" title={words.code}><Code channel={channel} /></Card>
        <Card id="places" title={words.places}><Places channel={channel} /></Card>
        <Card id="identity" title={words.identity}><Identity channel={channel} /></Card>
      </> },
      { name: words.privacy, draw: () => <Card id="privacy" title={words.privacy}><Later load={() => import("../channels/Privacy.tsx")} with={{ channel }} /></Card> },
      { name: words.bot, draw: () => <Card id="bot" title={words.bot}><Later load={() => import("../bots/Bot.tsx")} with={{ channel }} /></Card> },
      { name: words.stages.details, draw: () => <Card id="sender" title={words.stages.details}><><p>{words.mailHint}</p><SenderForm channel={channel} done={() => tell(words.saved)} /></></Card> },
    ]} />
  );
}
