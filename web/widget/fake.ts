import type { News, Transport } from "./transport.ts";
import type { Consent, Message, Outgoing, Part, Session, State } from "./types.ts";

/** Plays the server in a preview: keeps what is written, and answers it. Nothing leaves the page. */
export class Fake implements Transport {
  readonly said: [string, object][] = [];
  #messages: Message[] = [];
  #state: State;
  #answer: (text: string) => string;
  #consent: Consent | null;
  #told: ((news: News) => void) | null = null;

  constructor(state: State, answer: (text: string) => string, consent: Consent | null = null) {
    this.#state = state;
    this.#answer = answer;
    this.#consent = consent;
  }

  session = (): Promise<Session> => Promise.resolve({ token: "", visitor: "", state: this.#state, heading: this.#state.heading ?? [], thread: null, consent: this.#consent, unread: 0 });
  state = (): Promise<State> => Promise.resolve(this.#state);
  messages = (query: string): Promise<Part> => Promise.resolve({
    items: this.#messages.filter((one) => one.position > Number(new URLSearchParams(query).get("after"))), position: this.#messages.length, closed: false,
  });

  send(message: object, files: File[]): Promise<void> {
    const { client_id, text } = message as Outgoing;
    this.add({ client_id, from: "visitor", text, files: files.map((one) => ({ id: one.name, filename: one.name, content_type: one.type, size: one.size, url: "" })) });
    const answer = this.#answer(text);
    if (answer) this.add({ from: "agent", name: this.#state.heading?.[0]?.name ?? "", text: answer });
    return Promise.resolve();
  }

  /** Let a message be there, and tell of it. */
  add(said: Partial<Message>): void {
    const position = this.#messages.length + 1;
    this.#messages.push({
      id: `m${position}`, client_id: null, from: "agent", name: "", picture_url: null, text: "", choices: [], files: [], at: new Date().toISOString(), state: "received", ...said, position,
    });
    this.#told?.({ kind: "news" });
  }

  post(what: string, body: object): Promise<void> {
    this.said.push([what, body]);
    return Promise.resolve();
  }

  file = (): Promise<Blob> => Promise.resolve(new Blob());

  listen(_after: number, told: (news: News) => void, until: AbortSignal): Promise<void> {
    this.#told = told;
    told({ kind: "open" });
    return new Promise((resolve) => { until.addEventListener("abort", () => resolve()); });
  }
}
