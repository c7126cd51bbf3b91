import { useEffect, useRef, useState } from "preact/hooks";
import { upload } from "../api/client.ts";
import { wordsOf } from "../app/notices.ts";
import type { Upload } from "../inbox/written.ts";
import { MEDIA } from "./template.ts";
import { words } from "./words.ts";

/** The file of a template whose header is one; `give` is told its id once the server has it. */
export function Header({ format, give }: { format: string; give: (id: string) => void }) {
  const said = words();
  const [state, say] = useState<"" | "busy" | { failed: string }>("");
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const bring = async (file: File | undefined) => {
    give("");
    if (!file) return;
    say("busy");
    try {
      give((await upload<Upload>("/uploads", file, () => undefined, stop.current.signal)).upload_id);
      say("");
    } catch (error) {
      if (!stop.current.signal.aborted) say({ failed: wordsOf(error) });
    }
  };
  return (
    <label>{said.media[format]}<input type="file" required accept={MEDIA[format]} onChange={(event) => void bring(event.currentTarget.files?.[0])} />
      {state === "busy" && <small role="status">{said.uploading}</small>}
      {typeof state === "object" && <small role="alert" class="state bad">{state.failed}</small>}</label>
  );
}
