import { useEffect, useRef, useState } from "preact/hooks";
import type { Config } from "../../../widget/types.ts";
import type { Account } from "../../api/types.ts";
import { users } from "../../app/people.ts";
import { language, spoken } from "../../i18n/words.ts";
import { useRead } from "../reading.ts";
import { brandOf, inkOn, readHex } from "./colour.ts";
import type { Parts } from "./model.ts";
import { facesOf, possible, type Shown, stateIn } from "./previewed.ts";
import { WORDS } from "./words.ts";

const DEVICES = ["desktop", "tablet", "phone"] as const;
type Device = (typeof DEVICES)[number];
const AFTER_TYPING = 150;
const NARROW = 720;
const DAY = 86_400_000;

/** The chat as visitors will see it, on each device and in each state, by the very widget they get (CHT-09). */
export function Preview({ parts }: { parts: Parts }) {
  const words = spoken(WORDS);
  const { found: account } = useRead<Account>("/account", /^account\./);
  const [device, choose] = useState<Device>(innerWidth < NARROW ? "phone" : "desktop");
  const [wanted, want] = useState<Shown>("available");
  // an example: when it is closed nobody knows yet
  const [tomorrow] = useState(() => new Date(Date.now() + DAY).toISOString());
  const states = possible(parts.hours);
  const shown = states.includes(wanted) ? wanted : "available";
  const state = stateIn(parts.hours, shown, tomorrow);
  const config = account && configOf(account, parts);
  const radio = <T extends string>(name: string, label: string, of: readonly T[], said: Record<T, string>, chosen: T, pick: (one: T) => void) => (
    <fieldset class="line-of switching"><legend>{label}</legend>{of.map((one) => <label key={one} class="check"><input type="radio" name={name} checked={chosen === one} onChange={() => pick(one)} />{said[one]}</label>)}</fieldset>
  );
  return (
    <section class="chat-preview" aria-label={words.preview}>
      <h4>{words.preview}</h4>
      {radio("device", words.device, DEVICES, words.devices, device, choose)}
      {radio("state", words.state, states, words.states, shown, want)}
      {!state.launcher && <p role="status">{words.hiddenThen}</p>}
      {config && <Stage config={config} state={{ ...state, heading: config.heading, company: config.company ?? "" }} device={device} />}
    </section>
  );
}

/** Where the widget itself is put; it is drawn anew a moment after something changed. */
function Stage({ config, state, device }: { config: Config; state: Config["state"]; device: Device }) {
  const box = useRef<HTMLDivElement>(null);
  const asked = JSON.stringify({ config, state, device });
  useEffect(() => {
    let remove: (() => void) | undefined;
    let isOver = false;
    const draw = async () => {
      const { preview } = await import("../../../widget/preview.ts");
      const made = box.current && !isOver ? await preview(box.current, config, state, device) : undefined;
      if (isOver) made?.();
      else remove = made;
    };
    const timer = setTimeout(() => void draw(), AFTER_TYPING);
    return () => { isOver = true; clearTimeout(timer); remove?.(); };
  }, [asked]);
  return <div class={`chat-stage ${device}`}><div ref={box} /></div>;
}

function configOf(account: Account, parts: Parts): Config {
  const { look, greeting } = parts;
  const colour = (look.colour_from === "custom" && readHex(look.colour)) || brandOf(account);
  const company = String(account.branding?.["name"] ?? "") || account.name;
  const heading = facesOf(greeting, users.value.values());
  return {
    key: "", host: "", panel: "", words: {}, look: { colour, ink: inkOn(colour), font: look.font, side: look.side, title: look.title || company },
    language: look.language === "auto" ? language.value : look.language, welcome: greeting.welcome, prompt: greeting.prompt, pages: [], consent: null, opening: null,
    state: stateIn(parts.hours, "available", ""), heading, company, limits: { file_bytes: 10_485_760, files: 5 },
  };
}
