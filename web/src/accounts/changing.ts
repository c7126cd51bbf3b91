import { call, get } from "../api/client.ts";
import type { WhoBeside } from "../api/types.ts";
import { attempt } from "../app/notices.ts";
import { leaveTabs } from "../app/people.ts";

/** Who else is signed in in this browser. */
export const beside = async (): Promise<WhoBeside[]> => (await get<{ items: WhoBeside[] }>("/session/beside")).items;

/** Go on as somebody else who is signed in here; every tab begins anew. */
export function changeTo(session: string): Promise<boolean> {
  return attempt(async () => {
    await call("POST", "/session/switch", { body: { session_id: session } });
    leaveTabs("/inbox");
  });
}

/** Keep this session beside and go to the door. */
export function addAccount(): Promise<boolean> {
  return attempt(async () => {
    await call("POST", "/session/aside", { body: {} });
    leaveTabs("/sign-in");
  });
}
