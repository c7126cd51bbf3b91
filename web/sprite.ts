import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** The icons that are used, by our name, pages by theirs; pictures of lucide. */
const ICONS = {
  inbox: "inbox", mine: "user", unassigned: "circle-dashed", closed: "check", close: "check", reopen: "rotate-ccw",
  email: "mail", search: "search", send: "send", note: "sticky-note", past: "history", moon: "moon", sun: "sun",
  system: "monitor", rows: "rows-3", back: "arrow-left", clip: "paperclip", ticket: "ticket", retry: "refresh-cw",
  snoozed: "alarm-clock", spam: "shield-alert", trash: "trash-2", archive: "archive", tag: "tag", filter: "list-filter", mention: "at-sign", view: "bookmark", below: "arrow-down", priority: "flag", select: "square-check",
  chat: "message-circle", form: "clipboard-list", messenger: "messages-square", whatsapp: "message-circle-more", calling: "phone", ringing: "phone-call", callIn: "phone-incoming", callOut: "phone-outgoing", callMissed: "phone-missed", voicemail: "voicemail", hangUp: "phone-off", more: "ellipsis", menu: "menu", x: "x", person: "circle-user", down: "chevron-down", up: "arrow-up", file: "file", help: "keyboard", leave: "log-out",
  picture: "image", command: "command", panel: "panel-right", pen: "square-pen", dot: "dot", contacts: "users", tickets: "ticket", me: "circle-user", compliance: "shield-check", why: "route",
  bold: "bold", italic: "italic", struck: "strikethrough", code: "code", link: "link", quote: "text-quote", bullets: "list", numbers: "list-ordered", heading: "heading", plus: "plus", grip: "grip-vertical", board: "square-kanban", table: "table-2", bell: "bell", language: "languages", settings: "settings",
} as const;

/** Emits one SVG sprite; a page shows an icon by `<use href>`, which a strict policy allows. */
export function sprite(): Plugin {
  const symbols = Object.entries(ICONS).map(([name, picture]) => {
    const svg = readFileSync(new URL(`node_modules/lucide-static/icons/${picture}.svg`, import.meta.url), "utf8");
    const inner = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/\s+/g, " ").trim();
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${inner}</symbol>`;
  });
  const source = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
  const id = "\0sprite";
  let serving = false;
  return {
    name: "sprite",
    configResolved(config) { serving = config.command === "serve"; },
    resolveId: (wanted) => (wanted === "virtual:sprite" ? id : undefined),
    load(wanted) {
      if (wanted !== id) return undefined;
      if (serving) return `export default ${JSON.stringify(`data:image/svg+xml,${encodeURIComponent(source)}`)}`;
      const reference = this.emitFile({ type: "asset", name: "icons.svg", source });
      return `export default import.meta.ROLLUP_FILE_URL_${reference}`;
    },
  };
}

export type IconName = keyof typeof ICONS;
