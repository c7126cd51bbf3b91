import { call, get, upload } from "../api/client.ts";
import type { ContactFile, ContactImport } from "../api/types.ts";

export const FIELDS = ["", "name", "first_name", "last_name", "email", "phone", "addresses"] as const;
const PAUSE = 700;

export interface Plan {
  fields: string[];
  known: "skip" | "update";
  owner_id: string | null;
  rehearse: boolean;
}

const at = (id: string) => `/contacts/imports/${id}`;

/** Bring a file; the server says what it holds, and takes nothing in before it is told to. */
export const bring = (file: File): Promise<ContactFile> => upload<ContactFile>("/contacts/imports", file, () => undefined, new AbortController().signal);

/** Let the server work a file through. */
export const begin = (id: string, plan: Plan): Promise<ContactImport> => call<ContactImport>("PUT", at(id), { body: plan });

/** Let the server take nothing more in. */
export const stop = (id: string): Promise<ContactImport> => call<ContactImport>("DELETE", at(id));

/** The newest of ours, if it is being worked through. */
export async function underway(): Promise<ContactImport | undefined> {
  const { items } = await get<{ items: ContactImport[] }>("/contacts/imports");
  return items.find((one) => one.state === "working");
}

/** Where the refused rows are, as a file. */
export const refusedAt = (id: string): string => `/api/v1${at(id)}/refused.csv`;

/** Tell how far the server is until it is done, or until nobody asks any more. */
export async function follow(id: string, tell: (one: ContactImport) => void, going: () => boolean): Promise<void> {
  while (going()) {
    const one = await get<ContactImport>(at(id));
    if (going()) tell(one);
    if (one.state !== "working") return;
    await new Promise((done) => setTimeout(done, PAUSE));
  }
}
