import { useMemo } from "preact/hooks";
import { Drawn } from "../inbox/Formatted.tsx";
import { marked } from "./marks.ts";

/** A text of WhatsApp as people see it there (WAB-02). */
export default function Marked({ text }: { text: string }) {
  return <Drawn read={useMemo(() => marked(text), [text])} />;
}
