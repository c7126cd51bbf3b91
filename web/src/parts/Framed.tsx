import { useEffect, useRef } from "preact/hooks";
import "./framed.css";

/** HTML in a frame that belongs to nobody: our own page takes none. */
export function Framed({ html, title }: { html: string; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const post = () => frame.current?.contentWindow?.postMessage(html, "*");
  useEffect(post, [html]);
  return <iframe ref={frame} class="signature-frame" title={title} sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer" src="/frame" onLoad={post} />;
}
