import { frames } from "./frames.ts";
import type { Keeping } from "./kept.ts";
import type { Config, Part, Session, State } from "./types.ts";

/** What the server did not do: its status (0: it was not reached), its code, and seconds after which to try again. */
export interface Refusal {
  status: number;
  code: string;
  wait: number;
}

export const UNREACHED: Refusal = { status: 0, code: "", wait: 0 };

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
  session(identity?: string): Promise<Session>;
  state(): Promise<State>;
  messages(query: string): Promise<Part>;
  send(message: object, files: File[], progress: (part: number) => void): Promise<unknown>;
  post(what: "seen" | "typing" | "here" | "details" | "transcript" | "consent", body: object): Promise<unknown>;
  file(path: string): Promise<Blob>;
  /** Stay connected until the stream ends, fails or is given up; every sign of life is told. */
  listen(after: number, told: (news: News) => void, until: AbortSignal): Promise<unknown>;
}

/** Milliseconds without a sign of life after which a stream counts as lost. */
const SILENCE = 25_000;

const unreached = (): never => { throw UNREACHED; };

function refusal(status: number, said: string, wait: string | null): Refusal {
  let code = "";
  try { code = (JSON.parse(said) as Refusal).code; } catch { /* no words of ours: the status says enough */ }
  return { status, code, wait: Number(wait) };
}

/** Over HTTP, with the visitor's token in a header: no cookie, nothing personal in an address. */
export function http({ host, key }: Config, keeping: Keeping): Transport {
  const at = `${host}/w/${key}/`;
  let known: string | undefined;

  const ask = async (path: string, body?: object | null, more: RequestInit = {}, again = true): Promise<Response> => {
    const { token } = keeping.get();
    const answer = await fetch(path[0] === "/" ? host + path : at + path, {
      ...body && { method: "POST", body: JSON.stringify(body) }, ...more, credentials: "omit",
      headers: { ...token && { Authorization: `Visitor ${token}` }, ...body && { "Content-Type": "application/json" }, ...more.headers },
    }).catch(unreached);
    if (answer.ok) return answer;
    if (answer.status === 401 && again && token) {
      await session();
      return ask(path, body, more, false);
    }
    throw refusal(answer.status, await answer.text(), answer.headers.get("Retry-After"));
  };
  const json = async <T>(path: string, body?: object): Promise<T> => (await ask(path, body, {}, path !== "session")).json().catch(unreached) as Promise<T>;

  const session = async (identity = known): Promise<Session> => {
    known = identity;
    const { token } = keeping.get();
    const found = await json<Session>("session", { ...token && { token }, ...identity && { identity } });
    if (found.token !== token) keeping.put({ token: found.token });
    return found;
  };

  /** Files go by the older way, the only one that tells how far it is. */
  const bring = (message: object, files: File[], progress: (part: number) => void) => new Promise((resolve, reject) => {
    const form = new FormData();
    const asked = new XMLHttpRequest();
    form.append("message", JSON.stringify(message));
    for (const file of files) form.append("file", file);
    asked.open("POST", `${at}messages`);
    asked.setRequestHeader("Authorization", `Visitor ${keeping.get().token}`);
    asked.upload.onprogress = (event) => progress(event.loaded / event.total);
    asked.onerror = () => reject(UNREACHED);
    asked.onload = () => (asked.status < 300 ? resolve(0) : reject(refusal(asked.status, asked.responseText, asked.getResponseHeader("Retry-After"))));
    asked.send(form);
  });

  return {
    session,
    state: () => json("state"),
    messages: (query) => json(`messages?${query}`),
    send: (message, files, progress) => (files.length ? bring(message, files, progress) : ask("messages", message)),
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
}

