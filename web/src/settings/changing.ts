import type { Asked } from "../api/client.ts";
import { attempt, tell } from "../app/notices.ts";
import { readPeople } from "../app/people.ts";
import { inTurn } from "./turns.ts";

/** Change something on a settings page; colleagues, inboxes and channels are read anew, and refusals told. */
export async function change(method: string, path: string, asked: Asked = {}, said = ""): Promise<boolean> {
  const done = await attempt(async () => {
    await inTurn(method, path, method === "POST" ? { key: crypto.randomUUID(), ...asked } : asked);
    await readPeople();
  });
  if (done && said) tell(said);
  return done;
}
