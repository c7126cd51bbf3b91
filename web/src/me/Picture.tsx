import { call, seen, upload } from "../api/client.ts";
import type { Changed, User } from "../api/types.ts";
import { attempt, tell } from "../app/notices.ts";
import { readPeople } from "../app/people.ts";
import { spoken } from "../i18n/words.ts";
import { Avatar } from "../parts/Avatar.tsx";
import { WORDS } from "./words.ts";

const SIDE = 256;

/** The picture by which colleagues see me. */
export function Picture({ user }: { user: User }) {
  const words = spoken(WORDS);
  const path = `/users/${user.user_id}/picture`;
  const changed = async (send: () => Promise<unknown>, done: string) => {
    if (await attempt(async () => { await send(); await readPeople(); })) tell(done);
  };
  const choose = (field: HTMLInputElement) => {
    const [file] = field.files ?? [];
    field.value = "";
    if (file) void changed(async () => seen((await upload<Changed>(path, await square(file), () => undefined, new AbortController().signal)).position), words.pictureSaved);
  };
  return (
    <section><h2>{words.picture}</h2>
      <p class="row-of"><Avatar name={user.name} of={user.user_id} /><small class="grows" id="picture-hint">{words.pictureHint}</small></p>
      <label>{words.choosePicture}<input type="file" accept="image/png,image/jpeg,image/webp" aria-describedby="picture-hint" onChange={(event) => choose(event.currentTarget)} /></label>
      {user.picture && <p><button type="button" onClick={() => void changed(() => call("DELETE", path), words.pictureGone)}>{words.removePicture}</button></p>}
    </section>
  );
}

/** The middle of a picture, small and without what its file says beside it; what the browser cannot show goes as it is, and the server says why not. */
async function square(file: File): Promise<File> {
  try {
    const shown = await createImageBitmap(file);
    const side = Math.min(shown.width, shown.height);
    const canvas = new OffscreenCanvas(SIDE, SIDE);
    const draw = canvas.getContext("2d");
    if (!draw) return file;
    draw.fillStyle = "white";
    draw.fillRect(0, 0, SIDE, SIDE);
    draw.drawImage(shown, (shown.width - side) / 2, (shown.height - side) / 2, side, side, 0, 0, SIDE, SIDE);
    const small = await canvas.convertToBlob({ type: "image/webp", quality: 0.9 });
    return new File([small], "picture", { type: small.type });
  } catch {
    return file;
  }
}
