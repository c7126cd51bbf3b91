import { writtenAt } from "../inbox/written.ts";
import { Icon } from "../parts/Icon.tsx";
import { isPicture, size } from "./sizes.ts";
import { cancel, remove, underway } from "./uploads.ts";
import { words } from "./words.ts";

/** The files that will go along, and those still on their way. */
export default function Files({ place }: { place: string }) {
  const said = words();
  const { uploads } = writtenAt(place);
  const coming = underway.value.filter((one) => one.place === place);
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
