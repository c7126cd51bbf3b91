import { passed } from "../app/slowly.ts";
import type { Problem } from "./types.ts";

/** What the server refused, in its own words; `status` 0 means that it did not answer at all. */
export class Refused extends Error {
  readonly status: number;
  readonly problem: Partial<Problem>;
  constructor(status: number, problem: Partial<Problem>) {
    super(problem.detail ?? "");
    this.status = status;
    this.problem = problem;
  }
}

const BASE = "/api/v1";
const POSITION = "Postroom-Position";
const ATTEMPTS = 5;

let csrf = "";
let written = 0;
let leave = () => {};
let unanswered = () => {};

/** Remember what unsafe requests must carry, and what to do once nobody is signed in any more. */
export function signedIn(token: string, left: () => void): void {
  csrf = token;
  leave = left;
}

/** Carry another token from here on: the session goes on under it. */
export function renewed(token: string): void {
  csrf = token;
}

/** Be told of each request that got no answer, or that nobody was there for: what it was to show is not shown. */
export function onUnanswered(told: () => void): void {
  unanswered = told;
}

/** Make later reads wait for a position: what a live frame tells of is then in the answer (API-03). */
export function seen(position: number): void {
  written = Math.max(written, position);
}

export interface Asked {
  body?: unknown;
  /** The same key repeats the same write without doing it twice. */
  key?: string;
  /** What was read: refused where somebody has changed it since. */
  version?: number;
  signal?: AbortSignal;
  /** Send it even where the page is being left. */
  keepalive?: boolean;
}

/** Send a request below /api/v1 and return the JSON of a success; throws `Refused`. */
export async function call<T>(method: string, path: string, asked: Asked = {}): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const answer = await sent(method, path, asked);
    if (answer.ok) {
      seen(Number(answer.headers.get(POSITION) ?? 0));
      return (answer.status === 204 ? undefined : await answer.json()) as T;
    }
    const problem = (await answer.json().catch(() => ({}))) as Partial<Problem>;
    if (answer.status === 401) leave();
    // refused before anything was done: what it is, it may be asked again
    const early = problem.code === "too_many_requests";
    if (attempt < ATTEMPTS && (early || problem.code === "behind")) {
      if (early) await passed(1_000 * Number(answer.headers.get("Retry-After")));
      continue;
    }
    if (answer.status > 501) unanswered();
    throw new Refused(answer.status, problem);
  }
}

/** Read; parameters that are null or empty are left out. */
export function get<T>(path: string, parameters: Record<string, string | number | null> = {}, signal?: AbortSignal): Promise<T> {
  const pairs = Object.entries(parameters).flatMap(([name, value]) => (value === null || value === "" ? [] : [[name, String(value)]]));
  const query = new URLSearchParams(pairs).toString();
  return call<T>("GET", query ? `${path}?${query}` : path, signal ? { signal } : {});
}

/** Open the live stream after a position; the caller reads its body. */
export function openStream(after: number, signal: AbortSignal): Promise<Response> {
  return fetch(`${BASE}/stream`, { headers: { "Last-Event-ID": String(after) }, signal });
}

/** Send a file's bytes and return the JSON of a success; `progress` is told how many bytes are there. Throws `Refused`. */
export function upload<T>(path: string, file: File, progress: (sent: number) => void, signal: AbortSignal): Promise<T> {
  // fetch cannot say how much of a body was sent
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("POST", BASE + path);
    request.setRequestHeader("X-CSRF-Token", csrf);
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.setRequestHeader("Content-Disposition", `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)}`);
    request.responseType = "json";
    request.upload.onprogress = (event) => progress(event.loaded);
    request.onload = () => {
      if (request.status === 401) leave();
      if (request.status < 300) done(request.response as T);
      else failed(new Refused(request.status, (request.response ?? {}) as Partial<Problem>));
    };
    request.onerror = request.onabort = () => failed(new Refused(0, { code: "away" }));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

async function sent(method: string, path: string, asked: Asked): Promise<Response> {
  const headers: Record<string, string> = {};
  if (written) headers[POSITION] = String(written);
  if (method !== "GET") headers["X-CSRF-Token"] = csrf;
  if (asked.key) headers["Idempotency-Key"] = asked.key;
  if (asked.version !== undefined) headers["If-Match"] = `"${asked.version}"`;
  if (asked.body !== undefined) headers["Content-Type"] = "application/json";
  try {
    return await fetch(BASE + path, {
      method,
      headers,
      keepalive: asked.keepalive ?? false,
      ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
      ...(asked.signal ? { signal: asked.signal } : {}),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    unanswered();
    throw new Refused(0, { code: "away" });
  }
}
