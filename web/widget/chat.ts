import { attention, page } from "./attention.ts";
import type { Chat } from "./conversation.ts";
import { three } from "./header.ts";
import type { Keeping } from "./kept.ts";
import { patience, queued } from "./queue.ts";
import { pause, thread } from "./thread.ts";
import { passing, type News, type Refusal, type Transport } from "./transport.ts";
import type { Agreed, Config, Message, Session, State } from "./types.ts";

const PAGE = 50;
const TYPING_LASTS = 6_000;
const STATE_EVERY = 60_000;
const HIDDEN_FOR = 300_000;
const AGAIN = 10_000;
const OVER = new AbortController();

/** `changed` hears of anything that shows; `came` of messages of others that came just now. */
export function chatting(
  config: Config, transport: Transport, keeping: Keeping, language: string, changed: () => void, came: (messages: Message[]) => void,
): Chat {
  const waits = patience();
  let stream: AbortController | null = null;
  let reading: Promise<void> | null = null;
  let whose = keeping.get().visitor;
  let again = false;
  let known = false;
  let knocking: Promise<void> | null = null;
  let details: object | null = null;
  let fades: ReturnType<typeof setTimeout> | undefined;
  let hides: ReturnType<typeof setTimeout> | undefined;
  let asks: ReturnType<typeof setInterval> | undefined;

  const agreed = (button: boolean): Agreed => {
    const { hash, language: spoken } = self.terms();
    return { text_version: self.consent!.version, text_hash: hash, language: spoken, button };
  };
  /** What was pressed, for this very text. */
  const pressed = () => {
    const { agreed: before } = keeping.get();
    return before?.text_hash === self.terms().hash && before;
  };
  const reached = (now: boolean) => {
    self.connected = now;
    changed();
  };
  const hangUp = () => {
    stream?.abort();
    stream = null;
  };
  const standing = (now: State): State => ({ ...now, heading: three(now.heading ?? []) });
  /** What stands before anything is known of who is here. */
  const blank = () => ({
    thread: thread(), state: standing(config.state), consent: config.consent, typing: "", earlier: false,
  });
  /** Of somebody else who was here nothing is shown or sent. */
  const look = () => {
    const { visitor } = keeping.get();
    const other = whose && visitor !== whose;
    whose = visitor;
    if (other) {
      hangUp();
      known = false;
      details = null;
      self.queue.pending = [];
      Object.assign(self, blank());
    }
    changed();
    return other;
  };

  const greet = async (session: Session) => {
    look();
    self.state = standing(session.state);
    self.consent = session.consent;
    if (!session.thread) return;
    await catchUp();
    listen();
  };

  /** Read what is new, everything once; who asks meanwhile is answered by one more reading. */
  const catchUp = () => {
    again = true;
    return reading ??= read().finally(() => { reading = null; });
  };
  const read = async () => {
    while (again) {
      again = false;
      const { thread: now } = self;
      const { items, position, closed } = await transport.messages(`limit=${PAGE}${known ? `&after=${now.position}` : ""}`);
      if (now !== self.thread) continue;
      const full = items.length === PAGE;
      if (known) again ||= full;
      else self.earlier = full;
      // what changed before the first that is known comes with what stands around it
      const from = self.earlier && now.messages()[0]?.position || 0;
      const fresh = now.take(items.filter((one) => one.position >= from), position);
      now.closed = closed;
      self.queue.settle(self.thread.has);
      if (fresh.length) self.typing = "";
      if (fresh.length && known) came(fresh);
      known = true;
      self.attention.glance();
      if (details && items.length) self.details(details).catch(() => 0);
      changed();
    }
  };
  /** Read what is new, for as long as it takes. */
  const news = (tries = 0) => void catchUp().catch(async (error) => {
    if (!passing(error as Refusal)) return;
    await waits.wait(pause(tries));
    news(tries + 1);
  });

  /** Stay connected while there is a conversation; every new connection begins with what was missed. */
  const listen = () => {
    if (stream || self.gated()) return;
    const { signal } = stream = new AbortController();
    const run = async () => {
      for (let tries = 0; !signal.aborted; tries++) {
        try {
          await transport.listen(self.thread.position, (news) => { tries = 0; hear(news); }, signal);
        } catch (error) {
          const { status, wait } = error as Refusal;
          if (signal.aborted) return;
          // no seat for one more stream, perhaps because of many tabs: ask now and then instead
          if (status) {
            news();
            await waits.wait(wait * 1000 || AGAIN);
          } else reached(false);
        }
        await waits.wait(pause(tries));
      }
    };
    void run();
  };
  const hear = ({ kind, name }: News) => {
    if (kind === "typing") {
      self.typing = name || config.look.title || config.company;
      clearTimeout(fades);
      fades = setTimeout(() => { self.typing = ""; changed(); }, TYPING_LASTS);
      changed();
      return;
    }
    if (kind === "open") reached(true);
    if (kind === "state") void knock();
    news();
  };

  /** Ask who we are and what there is, for as long as it takes. */
  const knock = () => knocking ??= ask().finally(() => {
    knocking = null;
    changed();
  });
  const ask = async () => {
    for (let tries = 0; ; tries++) {
      const { identity } = transport;
      try {
        const session = await transport.session();
        if (identity === transport.identity) await greet(session);
        if (identity === transport.identity) break;
      } catch (error) {
        if (!passing(error as Refusal)) break;
        reached(false);
        await waits.wait(pause(tries));
      }
    }
  };

  const elsewhere = ({ key }: StorageEvent) => {
    if (key && !key.endsWith(config.key)) return;
    // what another page says of who is here is newer than what this one did
    if (look()) transport.identity = "";
    if (keeping.get().token && !stream && !document.hidden) void self.start().then(listen);
  };

  const self: Chat = {
    ...blank(),
    attention: attention(transport, keeping, () => self.thread),
    queue: queued(transport, keeping, waits, () => {
      look();
      return { page: page(), language, shown: !self.thread.position && !!config.opening, consent: self.consent && (pressed() || agreed(false)) };
    }, changed, (refused) => {
      look();
      self.connected = !refused || refused.status > 0;
      // most likely for want of consent
      if (refused?.status === 403) {
        keeping.put({ agreed: null });
        void knock();
      }
      if (!refused) {
        if (self.consent) self.consent = { ...self.consent, agreed: true };
        news();
        listen();
      }
      changed();
    }),
    connected: true,
    terms() {
      const { texts } = self.consent!;
      const spoken = texts[language] ? language : Object.keys(texts)[0]!;
      return { language: spoken, ...texts[spoken]! };
    },
    gated: () => self.consent?.mode === "explicit" && !self.consent.agreed && !pressed(),
    unread: () => self.thread.unread(keeping.get().seen ?? 0),
    given: () => !!(details || keeping.get().given),
    async start() {
      const { identity } = transport;
      if (self.gated() || !(keeping.get().token || identity)) return;
      // what was left unsent is somebody else's where the page names another
      if (!identity) self.queue.resume();
      await knock();
      // a token without a name comes with a first message: it may be on its way from another tab
      if (!identity) listen();
      self.queue.resume();
    },
    agree() {
      keeping.put({ agreed: agreed(true) });
      changed();
      void self.refresh();
      void self.start();
    },
    async withdraw() {
      if (keeping.get().token) await transport.post("consent", { withdrawn: true });
      keeping.clear();
      look();
    },
    async back() {
      const { thread: now } = self;
      const { items } = await transport.messages(`limit=${PAGE}&before=${now.messages()[0]!.position}`);
      if (now !== self.thread) return;
      now.take(items, 0);
      self.earlier = items.length === PAGE;
      changed();
    },
    async refresh() {
      if (self.gated()) return;
      // whose they are says who looks after them, whose state and texts are for them
      if (keeping.get().token) return knock();
      // where that fails it stays as it was said last
      self.state = standing(await transport.state().catch(() => self.state));
      changed();
    },
    async identify(token) {
      transport.identity = token;
      if (!token) {
        keeping.clear();
        look();
      } else if (!self.gated()) await knock();
    },
    async details(said) {
      const { thread: now } = self;
      details = said;
      if (!now.messages().length) return;
      await transport.post("details", said);
      if (now !== self.thread) return;
      details = null;
      keeping.put({ given: true });
    },
    async transcript(email) {
      await transport.post("transcript", { email });
    },
    file: transport.file,
    show(open) {
      self.attention.show(open);
      clearInterval(asks);
      if (!open) return;
      void self.refresh();
      asks = setInterval(() => void self.refresh(), STATE_EVERY);
    },
    visible() {
      clearTimeout(hides);
      if (document.hidden) {
        hides = setTimeout(hangUp, HIDDEN_FOR);
        return;
      }
      waits.wake();
      if (keeping.get().token) listen();
      self.attention.glance();
    },
    online() {
      if (navigator.onLine) waits.wake();
      else if (known) reached(false);
    },
    end() {
      self.show(false);
      hangUp();
      // and it never listens again
      stream = OVER;
      removeEventListener("storage", elsewhere);
    },
  };
  addEventListener("storage", elsewhere);
  return self;
}
