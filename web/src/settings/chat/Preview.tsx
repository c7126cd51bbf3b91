import { useEffect, useRef, useState } from "preact/hooks";
import type { Config } from "../../../widget/types.ts";
import type { Account, Channel, ChannelConsent } from "../../api/types.ts";
import { users } from "../../app/people.ts";
import { language, spoken } from "../../i18n/words.ts";
import { useRead } from "../reading.ts";
import { brandOf, inkOn, readHex } from "./colour.ts";
import type { Parts } from "./model.ts";
import { useOpening } from "./opening.ts";
import { consentIn, facesOf, possible, type Shown, stateIn } from "./previewed.ts";
import { WORDS } from "./words.ts";

const DEVICES = ["desktop", "tablet", "phone"] as const;
type Device = (typeof DEVICES)[number];
const PAGES = ["open", "opened"] as const;
const AGREED = ["yes", "no"] as const;
const AFTER_TYPING = 150;
const NARROW = 720;
const DAY = 86_400_000;

/** The chat as visitors will see it, on each device and in each state, with its bot and its consent, by the very widget they get (CHT-09). */
export function Preview({ channel, parts }: { channel: Channel; parts: Parts }) {
  const words = spoken(WORDS);
  const { found: account } = useRead<Account>("/account", /^account\./);
  const [device, choose] = useState<Device>(innerWidth < NARROW ? "phone" : "desktop");
  const { found: consent } = useRead<ChannelConsent>(`/channels/${channel.channel_id}/consent`, /^channel\.consent_set$/);
  const [page, turn] = useState<(typeof PAGES)[number]>("open");
  const [agreed, agree] = useState<(typeof AGREED)[number]>("yes");
  const [wanted, want] = useState<Shown>("available");
  // an example: when it is closed nobody knows yet
  const [tomorrow] = useState(() => new Date(Date.now() + DAY).toISOString());
  const states = possible(parts.hours);
  const shown = states.includes(wanted) ? wanted : "available";
  const state = stateIn(parts.hours, shown, tomorrow);
  const opening = useOpening(channel, shown);
  const asks = consent && consentIn(consent, agreed === "yes");
  const config = account && { ...configOf(account, parts, state), opening, consent: asks };
  const radio = <T extends string>(name: string, label: string, of: readonly T[], said: Record<T, string>, chosen: T, pick: (one: T) => void) => (
    <fieldset class="line-of switching"><legend>{label}</legend>{of.map((one) => <label key={one} class="check"><input type="radio" name={name} checked={chosen === one} onChange={() => pick(one)} />{said[one]}</label>)}</fieldset>
  );
  return (
    <section class="chat-preview" aria-label={words.preview}>
      <h4>{words.preview}</h4>
      {radio("device", words.device, DEVICES, words.devices, device, choose)}
      {radio("state", words.state, states, words.states, shown, want)}
      {radio("page", words.shownPage, PAGES, words.shownPages, page, turn)}
      {asks && radio("agreed", words.consent, AGREED, words.consents, agreed, agree)}
      {!state.launcher && <p role="status">{words.hiddenThen}</p>}
      {config && <Stage config={config} device={device} open={page === "opened" ? () => turn("open") : undefined} />}
    </section>
  );
}

/** Where the widget itself is put; it is drawn anew a moment after something changed. */
function Stage({ config, device, open }: { config: Config; device: Device; open: (() => void) | undefined }) {
  const box = useRef<HTMLDivElement>(null);
  const asked = JSON.stringify({ config, device, closed: !!open });
  useEffect(() => {
    let remove: (() => void) | undefined;
    let isOver = false;
    const draw = async () => {
      const { preview } = await import("../../../widget/preview.ts");
      const made = box.current && !isOver ? await preview(box.current, config, config.state, device, open) : undefined;
      if (isOver) made?.();
      else remove = made;
    };
    const timer = setTimeout(() => void draw(), AFTER_TYPING);
    return () => { isOver = true; clearTimeout(timer); remove?.(); };
  }, [asked]);
  return <div class={`chat-stage ${device}`}><div ref={box} /></div>;
}

function configOf(account: Account, parts: Parts, state: Config["state"]): Config {
  const { look, greeting } = parts;
  const colour = (look.colour_from === "custom" && readHex(look.colour)) || brandOf(account);
  const company = String(account.branding?.["name"] ?? "") || account.name;
  const heading = facesOf(greeting, users.value.values());
  return {
    key: "", host: "", panel: "", words: {}, look: { colour, ink: inkOn(colour), font: look.font, side: look.side, title: look.title || company },
    language: look.language === "auto" ? language.value : look.language, welcome: greeting.welcome, prompt: greeting.prompt, pages: [], consent: null, opening: null,
    state: { ...state, heading, company }, heading, company, limits: { file_bytes: 10_485_760, files: 5 },
  };
}
