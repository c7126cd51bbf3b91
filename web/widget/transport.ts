import { frames } from "./frames.ts";
import type { Keeping } from "./kept.ts";
import type { Config, Part, Session, State } from "./types.ts";

/** What the server did not do: its status (0: it was not reached), and seconds after which to try again. */
export interface Refusal {
  status: number;
  wait: number;
}

/** Whether the same may well be taken later: then it is sent again, for as long as it takes. */
export function passing({ status }: Refusal): boolean {
  return !status || status === 408 || status === 429 || status >= 500;
}

export interface News {
  kind: string;
  /** Who is writing, where that is the news. */
  name?: string | undefined;
}

/** How the widget speaks with its server, or with something that plays it in a preview. What fails is a `Refusal`. */
export interface Transport {
  /** What the page says of who is here: a token that its server signed, or nothing. */
  identity?: string | undefined;
  session(): Promise<Session>;
  state(): Promise<State>;
  messages(query: string): Promise<Part>;
  send(message: object, files: File[]): Promise<unknown>;
  post(what: "seen" | "typing" | "here" | "details" | "transcript" | "consent", body: object): Promise<unknown>;
  file(path: string): Promise<Blob>;
  /** Stay connected until the stream ends, fails or is given up; every sign of life is told. */
  listen(after: number, told: (news: News) => void, until: AbortSignal): Promise<unknown>;
}

/** Milliseconds without a sign of life after which a stream counts as lost. */
const SILENCE = 25_000;

function refuse(status = 0, wait: unknown = 0): never {
  throw { status, wait: Number(wait) } satisfies Refusal;
}
const unreached = () => refuse();

/** Over HTTP, with the visitor's token in a header: no cookie, nothing personal in an address. */
export function http({ host, key }: Config, keeping: Keeping, identity?: string): Transport {
  const at = `${host}/w/${key}/`;
  let told = "";

  const once = async (path: string, body?: object | null, more: RequestInit = {}): Promise<Response> => {
    const { token } = keeping.get();
    const answer = await fetch(path[0] === "/" ? host + path : at + path, {
      ...body && { method: "POST", body: JSON.stringify(body) }, ...more, credentials: "omit",
      headers: { ...token && { Authorization: `Visitor ${token}` }, ...body && { "Content-Type": "application/json" }, ...more.headers },
    }).catch(unreached);
    if (answer.ok) return answer;
    return refuse(answer.status, answer.headers.get("Retry-After"));
  };
  const json = async <T>(asked: Promise<Response>): Promise<T> => (await asked).json().catch(unreached) as Promise<T>;

  const session = async (): Promise<Session> => {
    const { identity: said } = self;
    const { token, visitor } = keeping.get();
    // said once it holds for as long as the token, and its own time may be short
    const found = await json<Session>(once("session", { token, identity: told !== `${token}${said}` && said }));
    const { visitor: now } = keeping.get();
    if (said !== self.identity || now !== visitor) {
      // of whom this is was said anew meanwhile: what another page says is newer than what this one did
      if (visitor && said === self.identity) self.identity = "";
      return now || self.identity ? session() : refuse(401);
    }
    told = found.token + said;
    // of somebody else nothing stays
    if (visitor && visitor !== found.visitor) keeping.clear();
    keeping.put({ token: found.token, visitor: found.visitor });
    return found;
  };

  /** Whose token opens nothing any more asks for another, once. */
  const ask = (...given: Parameters<typeof once>) => once(...given).catch(async (error: Refusal) => {
    if (error.status !== 401 || !keeping.get().token) throw error;
    await session();
    return once(...given);
  });

  const self: Transport = {
    identity,
    session,
    state: () => json(ask("state")),
    messages: (query) => json(ask(`messages?${query}`)),
    send(message, files) {
      const body = new FormData();
      body.append("message", JSON.stringify(message));
      for (const file of files) body.append("file", file);
      return files.length ? ask("messages", null, { method: "POST", body }) : ask("messages", message);
    },
    post: (what, body) => ask(what, body, { keepalive: true }),
    file: async (path) => (await ask(path)).blob(),
    async listen(after, told, signal) {
      const { body } = await ask("stream", null, { headers: { "Last-Event-ID": `${after}` }, signal });
      const stream = body!.pipeThrough(new TextDecoderStream()).getReader();
      const cut = frames();
      let quiet: ReturnType<typeof setTimeout> | undefined;
      told({ kind: "open" });
      for (;;) {
        clearTimeout(quiet);
        quiet = setTimeout(() => void stream.cancel(), SILENCE);
        const { done, value } = await stream.read().catch(unreached);
        if (done) return;
        for (const [kind, data] of cut(value)) told({ kind, name: (JSON.parse(data) as News).name });
      }
    },
  };
  return self;
}
