import { useEffect, useRef, useState } from "preact/hooks";
import type { Account } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import type { Put } from "./Account.tsx";
import { contrast, LEAST } from "./contrast.ts";
import { WORDS } from "./words.ts";

type Looks = { name: string; accent: string; text: string };

/** How the company looks to customers, shown as they will see it; colours that cannot be read are not taken (ACC-11). */
export function Branding({ account, put }: { account: Account; put: Put }) {
  const words = spoken(WORDS);
  const before = account.branding as Looks;
  const [looks, setLooks] = useState(before);
  const set = (part: Partial<Looks>) => setLooks({ ...looks, ...part });
  const found = contrast(looks.accent, looks.text);
  return (
    <section class="card" aria-labelledby="branding">
      <h3 id="branding">{words.branding}</h3>
      <form onSubmit={(event) => { event.preventDefault(); void put("branding", looks); }}>
        <label>{words.shownName}<input maxLength={100} value={looks.name} placeholder={account.name} onInput={(event) => set({ name: event.currentTarget.value })} /></label>
        <div class="of-two">
          <label>{words.accent}<input type="color" value={looks.accent} onInput={(event) => set({ accent: event.currentTarget.value })} /></label>
          <label>{words.text}<input type="color" value={looks.text} onInput={(event) => set({ text: event.currentTarget.value })} /></label>
        </div>
        <Preview looks={looks} name={looks.name || account.name} />
        <p role="status" class={found < LEAST ? "refused" : ""}>{found < LEAST ? words.faint(found.toFixed(1)) : words.fine(found.toFixed(1))}</p>
        <p><button type="submit" disabled={found < LEAST || (looks.name === before.name && looks.accent === before.accent && looks.text === before.text)}>{words.save}</button></p>
      </form>
    </section>
  );
}

function Preview({ looks, name }: { looks: Looks; name: string }) {
  const words = spoken(WORDS);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.style.setProperty("--brand", looks.accent);
    box.current?.style.setProperty("--on-brand", looks.text);
  });
  // only a picture of it: what it says is said beside it
  return <div class="brand-preview" ref={box} aria-hidden="true"><strong>{name}</strong><span>{words.greeting}</span></div>;
}
