import { channels, inboxes, may } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { Later } from "../../parts/Later.tsx";
import { ChannelLine } from "../inboxes/ChannelLine.tsx";
import { cameBack } from "../messenger/cameback.ts";
import { open, openId } from "../opened.ts";
import { Configured } from "./Configured.tsx";
import { FormWizard } from "./FormWizard.tsx";
import { Start } from "./Start.tsx";
import { Wizard } from "./Wizard.tsx";
import { WORDS } from "./words.ts";
import "./channels.css";

const loadEnding = () => import("../messenger/Ending.tsx");

/** The channels of all inboxes; one of them with what it is set to do, or the next step of connecting it (EML-06, EML-13). */
export default function Channels() {
  const words = spoken(WORDS);
  const id = openId();
  const back = cameBack();
  if (back?.popup) return <Later load={loadEnding} with={{ channel: id ?? "" }} />;
  if (id === "new") return <Start />;
  const chosen = id === null ? undefined : channels.value.get(id);
  if (id !== null && !chosen) return <p role="status">{channels.value.size ? words.unknown : words.loading}</p>;
  if (chosen?.kind === "form" && chosen.state === "connecting") return <FormWizard key={chosen.channel_id} channel={chosen} />;
  if (chosen?.kind === "messenger" && chosen.state === "connecting") return <Later key={chosen.channel_id} load={() => import("../messenger/MessengerWizard.tsx")} with={{ channel: chosen }} />;
  if (chosen?.kind === "whatsapp" && chosen.state === "connecting") return <Later key={chosen.channel_id} load={() => import("../whatsapp/WhatsAppWizard.tsx")} with={{ channel: chosen }} />;
  if (chosen?.kind === "calling" && chosen.state === "connecting") return <Later key={chosen.channel_id} load={() => import("../calling/CallingWizard.tsx")} with={{ channel: chosen }} />;
  if (chosen?.kind === "chat" && chosen.state === "connecting") return <Later key={chosen.channel_id} load={() => import("../chat/ChatWizard.tsx")} with={{ channel: chosen }} />;
  if (chosen) return chosen.state === "connecting" ? <Wizard key={chosen.channel_id} channel={chosen} /> : <Configured key={chosen.channel_id} channel={chosen} />;
  return <>{back && <Later load={loadEnding} with={{ channel: "" }} />}<All /></>;
}

function All() {
  const words = spoken(WORDS);
  const all = [...channels.value.values()].filter((one) => one.state !== "disconnected");
  const edits = may("account_access") && may("inbox_edit");
  const unfinished = all.filter((one) => one.state === "connecting");
  return (
    <>
      {edits && <p><button type="button" class="main" onClick={() => open("channels", "new")}>{words.connectOne}</button></p>}
      {unfinished.length > 0 && (
        <section class="card" aria-labelledby="unfinished">
          <h3 id="unfinished">{words.unfinished}</h3>
          <ul>{unfinished.map((one) => <ChannelLine key={one.channel_id} channel={one} />)}</ul>
        </section>
      )}
      {[...inboxes.value.values()].map((inbox) => {
        const doors = all.filter((one) => one.inbox_id === inbox.inbox_id && one.state !== "connecting");
        return doors.length > 0 && (
          <section key={inbox.inbox_id} class="card" aria-labelledby={`doors-${inbox.inbox_id}`}>
            <h3 id={`doors-${inbox.inbox_id}`}>{inbox.name}</h3>
            <ul>{doors.map((one) => <ChannelLine key={one.channel_id} channel={one} />)}</ul>
          </section>
        );
      })}
      {all.length === 0 && <p>{words.none}</p>}
    </>
  );
}
