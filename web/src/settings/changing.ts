import { type Asked, call } from "../api/client.ts";
import { attempt, tell } from "../app/notices.ts";
import { readPeople } from "../app/people.ts";

/** Change something on a settings page; colleagues, inboxes and channels are read anew, and refusals told. */
export async function change(method: string, path: string, asked: Asked = {}, said = ""): Promise<boolean> {
  const done = await attempt(async () => {
    await call(method, path, method === "POST" ? { key: crypto.randomUUID(), ...asked } : asked);
    await readPeople();
  });
  if (done && said) tell(said);
  return done;
}
