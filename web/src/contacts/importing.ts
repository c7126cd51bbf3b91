import { call, upload } from "../api/client.ts";
import type { ContactFile, ContactsImported, ImportedRow, SheetLine } from "../api/types.ts";

const AT_ONCE = 200;
export const FIELDS = ["", "name", "first_name", "last_name", "email", "phone", "addresses"] as const;

/** How far an import is; `refused` are the rows that could not be taken in, each with why. */
export interface Progress {
  done: number;
  results: Record<string, number>;
  refused: { row: SheetLine; why: ImportedRow }[];
}

export interface Plan {
  fields: string[];
  known: "skip" | "update";
  owner_id: string | null;
  rehearse: boolean;
}

/** Let the server read a file; nothing of it is kept. */
export const readFile = (file: File): Promise<ContactFile> => upload<ContactFile>("/contacts/imports/read", file, () => undefined, new AbortController().signal);

/** Take rows in, some hundred at a time; `tell` hears how far it is. Stops where `going` says no. */
export async function takeIn(rows: readonly SheetLine[], plan: Plan, tell: (progress: Progress) => void, going: () => boolean): Promise<Progress> {
  let progress: Progress = { done: 0, results: {}, refused: [] };
  for (let at = 0; at < rows.length && going(); at += AT_ONCE) {
    const some = rows.slice(at, at + AT_ONCE);
    const { items } = await call<ContactsImported>("POST", "/contacts/imports", { body: { ...plan, rows: some }, key: crypto.randomUUID() });
    const results = { ...progress.results };
    for (const item of items) results[item.result] = (results[item.result] ?? 0) + 1;
    const wrong = items.flatMap((why, index) => { const row = some[index]; return why.result === "refused" && row ? [{ row, why }] : []; });
    progress = { done: at + some.length, results, refused: [...progress.refused, ...wrong] };
    tell(progress);
  }
  return progress;
}

const FORMULA = /^\s*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** The refused rows as CSV, with where and why; what a spreadsheet could run has a quote before it. */
export function refusedFile(columns: readonly string[], refused: Progress["refused"]): string {
  const cell = (value: string) => `"${(FORMULA.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;
  const lines = [["line", "field", "rule", "why", ...columns], ...refused.map(({ row, why }) => [String(why.number), why.field, why.code, why.detail, ...row.cells])];
  return lines.map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
}
