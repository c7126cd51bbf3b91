import { DENSITIES, type Density, density, THEMES, type Theme, theme } from "../app/looks.ts";
import { helpOpen, single } from "../app/keys.ts";
import { attempt } from "../app/notices.ts";
import { hasLine, may, me, setAvailable } from "../app/people.ts";
import { type Language, language, speak, spoken, t } from "../i18n/words.ts";
import { UNDO_CHOICES, undoSeconds } from "../inbox/undoing.ts";
import { Later } from "../parts/Later.tsx";
import { Hours } from "./Hours.tsx";
import { Alerts } from "./Alerts.tsx";
import { Password } from "./Password.tsx";
import { Picture } from "./Picture.tsx";
import { SecondFactor } from "./SecondFactor.tsx";
import { Sessions } from "./Sessions.tsx";
import { Shown } from "./Shown.tsx";
import { Tokens } from "./Tokens.tsx";
import { WORDS } from "./words.ts";
import "./me.css";

const loadPhone = () => import("./Phone.tsx");
const loadSignature = () => import("./Signature.tsx");

/** My own page: whether I am there, what customers see of me, how this browser behaves, how I sign in. */
export default function Me() {
  const words = spoken(WORDS);
  const user = me();
  if (!user) return <p role="status">{t().thread.loading}</p>;
  return (
    <div class="profile">
      <h1>{user.name} <small>{user.email}</small></h1>
      <section><h2>{words.availability}</h2>
        <label class="check"><input type="checkbox" role="switch" checked={user.available} onChange={(event) => void attempt(() => setAvailable(event.currentTarget.checked))} />{words.available}</label>
        <p><small>{user.available ? [words.load(user.open, user.capacity_total), user.capacity_live !== null && words.live(user.live, user.capacity_live)].filter(Boolean).join(" · ") : words.awayHint}</small></p>
        <Hours user={user.user_id} /></section>
      {hasLine() && <Later load={loadPhone} with={{}} />}
      <Shown key={user.version} user={user} />
      <Picture user={user} />
      <Looks />
      <Writing />
      {may("conversation_write") && <Later load={loadSignature} with={{}} />}
      <Alerts />
      <Password />
      <SecondFactor />
      <Sessions />
      {may("token_manage") && <Tokens />}
    </div>
  );
}

function Looks() {
  const words = spoken(WORDS);
  return (
    <section><h2>{words.looks}</h2>
      <label>{words.language}<select value={language.value} onChange={(event) => void speak(event.currentTarget.value as Language)}><option value="en">English</option><option value="pl">Polski</option></select></label>
      <label>{t().theme.title}<select value={theme.value} onChange={(event) => { theme.value = event.currentTarget.value as Theme; }}>{THEMES.map((one) => <option key={one} value={one}>{t().theme[one]}</option>)}</select></label>
      <label>{t().density.title}<select value={density.value} onChange={(event) => { density.value = event.currentTarget.value as Density; }}>{DENSITIES.map((one) => <option key={one} value={one}>{t().density[one]}</option>)}</select></label>
    </section>
  );
}

function Writing() {
  const words = spoken(WORDS);
  return (
    <section><h2>{words.writing}</h2>
      <label>{words.undo}<select value={undoSeconds.value} onChange={(event) => { undoSeconds.value = Number(event.currentTarget.value); }}>{UNDO_CHOICES.map((one) => <option key={one} value={one}>{words.seconds(one)}</option>)}</select></label>
      <label class="check"><input type="checkbox" checked={single.value} onChange={(event) => { single.value = event.currentTarget.checked; }} />{words.keys}</label>
      <p><small>{words.keysHint}</small></p>
      <p><button type="button" onClick={() => { helpOpen.value = true; }}>{words.showKeys}</button></p>
    </section>
  );
}
