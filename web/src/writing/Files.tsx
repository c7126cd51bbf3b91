import { writtenAt } from "../inbox/written.ts";
import { Icon } from "../parts/Icon.tsx";
import { size } from "./sizes.ts";
import { cancel, remove, underway } from "./uploads.ts";
import { words } from "./words.ts";

const PICTURES = /^image\/(png|jpeg|gif|webp)$/;
const LARGEST_SHOWN = 5_000_000;

/** Whether a file is a picture that may be shown small. */
export const isPicture = (file: { content_type: string; size: number }): boolean => PICTURES.test(file.content_type) && file.size <= LARGEST_SHOWN;

/** The files that will go along, and those still on their way. */
export function Files({ place }: { place: string }) {
  const said = words();
  const { uploads } = writtenAt(place);
  const coming = underway.value.filter((one) => one.place === place);
  if (uploads.length + coming.length === 0) return null;
  return (
    <ul class="files writing" aria-label={said.files}>
      {uploads.map((one) => (
        <li key={one.upload_id} class="chip file">
          {isPicture(one) ? <img src={`/api/v1/uploads/${one.upload_id}`} alt="" width="32" height="32" /> : <Icon name="file" />}
          <span class="file-name">{one.filename}</span> <small>{size(one.size)}</small>
          <button type="button" class="bare" aria-label={said.remove(one.filename)} onClick={() => remove(place, one)}><Icon name="x" /></button>
        </li>
      ))}
      {coming.map((one) => (
        <li key={one.key} class="chip file">
          <Icon name="file" /><span class="file-name">{one.name}</span> <progress max={100} value={one.done} aria-label={said.uploading(one.name, one.done)} />
          <button type="button" class="bare" aria-label={said.cancel(one.name)} onClick={() => cancel(one)}><Icon name="x" /></button>
        </li>
      ))}
    </ul>
  );
}
