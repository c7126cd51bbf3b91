import type { Template } from "../api/types.ts";
import { draw } from "../inbox/Formatted.tsx";
import { spans } from "./marks.ts";
import { filled, type Values } from "./template.ts";
import { words } from "./words.ts";
import "./whatsapp.css";

/** A template as people see it in WhatsApp; what is not filled in yet stays visible (WAB-02). */
export function Bubble({ template, values }: { template: Template; values: Values }) {
  const said = words();
  const { header, body, footer, buttons, variables } = template;
  const media = said.media[header.format];
  return (
    <div class="wa-bubble" dir="auto">
      {media && <p class="wa-media">{media}</p>}
      {header.text && <p class="wa-header"><Marked text={filled(header.text, variables.header, values.header)} /></p>}
      <p class="wa-body"><Marked text={filled(body, variables.body, values.body)} /></p>
      {footer && <p class="wa-footer">{footer}</p>}
      {buttons.length > 0 && <ul aria-label={said.buttons}>{buttons.map((one, at) => <li key={at}>{one.text || said.kinds[one.type] || one.type}</li>)}</ul>}
    </div>
  );
}

/** Text with the marks that WhatsApp knows. */
function Marked({ text }: { text: string }) {
  return <>{spans(text).map(draw)}</>;
}
