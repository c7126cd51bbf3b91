import { call, seen, upload } from "../../api/client.ts";
import type { Account, Changed } from "../../api/types.ts";
import { attempt, tell } from "../../app/notices.ts";
import { spoken } from "../../i18n/words.ts";
import { WORDS } from "./words.ts";

const WIDE = 480;
const HIGH = 160;

/** The logo customers see, where pages of ours show one (ACC-11). */
export function Logo({ account, again }: { account: Account; again: () => void }) {
  const words = spoken(WORDS);
  const changed = async (send: () => Promise<unknown>, done: string) => {
    if (await attempt(send)) tell(done);
    again();
  };
  const choose = (field: HTMLInputElement) => {
    const [file] = field.files ?? [];
    field.value = "";
    if (file) void changed(async () => seen((await upload<Changed>("/account/logo", await small(file), () => undefined, new AbortController().signal)).position), words.logoSaved);
  };
  return (
    <section class="card" aria-labelledby="logo"><h3 id="logo">{words.logo}</h3>
      {account.logo_id ? <p><img class="logo" src={`/api/v1/account/logo?logo=${account.logo_id}`} alt={words.logoNow} /></p> : <p><small>{words.noLogo}</small></p>}
      <label>{words.chooseLogo}<input type="file" accept="image/png,image/jpeg,image/webp" aria-describedby="logo-hint" onChange={(event) => choose(event.currentTarget)} /></label>
      <p><small id="logo-hint">{words.logoHint}</small></p>
      {account.logo_id && <p><button type="button" onClick={() => void changed(() => call("DELETE", "/account/logo"), words.logoGone)}>{words.removeLogo}</button></p>}
    </section>
  );
}

/** A picture no larger than it is shown, clear where it is clear; what the browser cannot show goes as it is, and the server says why not. */
async function small(file: File): Promise<File> {
  try {
    const shown = await createImageBitmap(file);
    const scale = Math.min(1, WIDE / shown.width, HIGH / shown.height);
    const [width, height] = [Math.max(1, Math.round(shown.width * scale)), Math.max(1, Math.round(shown.height * scale))];
    const canvas = new OffscreenCanvas(width, height);
    const draw = canvas.getContext("2d");
    if (!draw) return file;
    draw.drawImage(shown, 0, 0, width, height);
    const made = await canvas.convertToBlob({ type: "image/png" });
    return new File([made], "logo", { type: made.type });
  } catch {
    return file;
  }
}
