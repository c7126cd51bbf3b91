import type { Channel } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { Later } from "../../parts/Later.tsx";
import { RuleCard } from "../channels/Staged.tsx";
import { Card, Tabs } from "../channels/Tabs.tsx";
import { WORDS as CONNECTING } from "../channels/words.ts";
import { TicketsOf } from "../pipelines/Automation.tsx";
import { Numbers } from "./Numbers.tsx";
import { VoiceForm } from "./VoiceForm.tsx";
import { WORDS } from "./words.ts";
import "./calling.css";

/** What a connected line is set to do, tab by tab. */
export default function CallingTabs({ channel }: { channel: Channel }) {
  const connecting = spoken(CONNECTING);
  const words = spoken(WORDS);
  return (
    <Tabs label={connecting.settings} tabs={[
      { name: words.stages.number, draw: () => <Card id="number" title={words.number}><Numbers channel={channel} /></Card> },
      { name: words.stages.voice, draw: () => <Card id="voice" title={words.stages.voice}><VoiceForm channel={channel} /></Card> },
      { name: connecting.automation, draw: () => <>
        <Card id="rule" title={connecting.rule}><RuleCard channel={channel} /></Card>
        <Card id="tickets" title={connecting.tickets}><TicketsOf key={JSON.stringify(channel.ticket_automation)} channel={channel} /></Card>
      </> },
      { name: words.privacy, draw: () => <Card id="privacy" title={words.privacy}><Later load={() => import("../channels/Privacy.tsx")} with={{ channel }} /></Card> },
    ]} />
  );
}
