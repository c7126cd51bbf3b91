import type { Keeping } from "./kept.ts";
import type { Thread } from "./thread.ts";
import type { Transport } from "./transport.ts";

const TYPED_EVERY = 3_000;
const HERE_EVERY = 20_000;

/** The page a visitor is on, without what may be personal in its address. */
export function page(): { url: string; title: string } {
  return { url: location.origin + location.pathname, title: document.title };
}

export interface Attention {
  open: boolean;
  /** Tell what was seen: only with the chat open on a page that is looked at; else that it has arrived. */
  glance(): void;
  typed(): void;
  /** The chat is open, or is not any more. */
  show(open: boolean): void;
}

/** What a visitor does, as far as a conversation runs: being here, writing, having seen. Lost reports are no matter. */
export function attention(transport: Transport, keeping: Keeping, current: () => Thread): Attention {
  let told = "";
  let typed = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  const looks = () => self.open && !document.hidden;
  const tell = (what: "seen" | "typing" | "here", body: object) => {
    if (current().position) transport.post(what, body).catch(() => { told = ""; });
  };
  const leave = () => tell("here", { left: true });
  const here = () => { if (looks()) tell("here", { page: page() }); };
  const self: Attention = {
    open: false,
    glance() {
      const last = current().messages().findLast((one) => one.from !== "visitor");
      if (!last || (keeping.get().seen ?? 0) >= last.position) return;
      const kind = looks() ? "seen" : "delivered";
      if (looks()) keeping.put({ seen: last.position });
      if (told !== last.id + kind) tell("seen", { message_id: last.id, kind });
      told = last.id + kind;
    },
    typed() {
      if (Date.now() - typed < TYPED_EVERY) return;
      typed = Date.now();
      tell("typing", {});
    },
    show(open) {
      self.open = open;
      clearInterval(timer);
      removeEventListener("pagehide", leave);
      if (!open) return;
      addEventListener("pagehide", leave);
      self.glance();
      here();
      timer = setInterval(here, HERE_EVERY);
    },
  };
  return self;
}
