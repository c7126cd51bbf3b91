import { type Asked, call } from "../api/client.ts";
import type { Changed } from "../api/types.ts";

/** The last change of each thing, and the version it left behind. */
const last = new Map<string, Promise<unknown>>();
const left = new Map<string, number>();

/** Change something after what is being changed of it already, on top of what that leaves: what the page shows may be older. */
export function inTurn(method: string, path: string, asked: Asked): Promise<Changed> {
  const thing = thingOf(path);
  const done = send(last.get(thing), thing, method, path, asked);
  last.set(thing, done);
  return done;
}

async function send(before: Promise<unknown> | undefined, thing: string, method: string, path: string, asked: Asked): Promise<Changed> {
  await before?.catch(() => undefined);
  const known = left.get(thing);
  const version = asked.version === undefined ? undefined : Math.max(asked.version, known ?? 0);
  try {
    const changed = await call<Changed>(method, path, version === undefined ? asked : { ...asked, version });
    const from = version ?? known;
    if (changed?.position && from !== undefined) left.set(thing, from + 1);
    return changed;
  } catch (error) {
    // what is read from here on says what is there
    left.delete(thing);
    throw error;
  }
}

/** What has a version of its own: the account, one of its things, the survey of an inbox, or the bot of a channel. */
function thingOf(path: string): string {
  const within = /^\/[^/]+\/[^/]+\/(?:survey$|bot\b)/.exec(path);
  return within ? within[0] : (/^\/(?:account\b|[^/]+\/[^/]+)/.exec(path)?.[0] ?? path);
}
