import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Refused } from "../../api/client.ts";
import { wordsOf } from "../../app/notices.ts";
import { readPeople } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { inTurn } from "../turns.ts";
import { WORDS } from "./words.ts";

/** What was refused, and at which field; an empty field is the whole form. */
export interface Refusal {
  field: string;
  code: string;
  text: string;
}

/** Carries deeds of a form out one at a time, and keeps what was refused until the next try; `own` are words for the codes of its kind of channel. */
export function useRefusal(own: Record<string, string> = {}): { refusal: Refusal | null; busy: boolean; doing: (act: () => Promise<unknown>) => Promise<boolean> } {
  const words = spoken(WORDS);
  const [refusal, refuse] = useState<Refusal | null>(null);
  const [busy, work] = useState(false);
  const doing = async (act: () => Promise<unknown>) => {
    if (busy) return false;
    work(true);
    refuse(null);
    try {
      await act();
      return true;
    } catch (error) {
      const problem = error instanceof Refused ? error.problem : {};
      const code = problem.code ?? "";
      refuse({ field: problem.field ?? problem.errors?.[0]?.field ?? "", code, text: own[code] ?? words.refusals[code] ?? wordsOf(error) });
      return false;
    } finally {
      work(false);
    }
  };
  return { refusal, busy, doing };
}

/** Write something of a channel, and read what the page shows anew. */
export async function write(method: "PUT" | "POST" | "DELETE", path: string, body?: unknown, version?: number): Promise<void> {
  await inTurn(method, path, { key: crypto.randomUUID(), ...(body === undefined ? {} : { body }), ...(version === undefined ? {} : { version }) });
  await readPeople();
}

type Attributes = { name: string; "aria-invalid"?: boolean; "aria-describedby"?: string };

interface FieldProps {
  label: string;
  name: string;
  refusal: Refusal | null;
  hint?: string;
  /** What helps on where it is refused. */
  out?: ComponentChildren;
  children: (attributes: Attributes) => ComponentChildren;
}

/** A field with its label, its hint, and at it what was refused; whoever was refused is led back to it. */
export function Field({ label, name, refusal, hint, out, children }: FieldProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const wrong = refusal?.field === name ? refusal : null;
  const told = [wrong && `${id}-wrong`, hint && `${id}-hint`].filter(Boolean).join(" ");
  useEffect(() => { if (wrong) box.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus(); }, [wrong]);
  return (
    <div class="field" ref={box}>
      <label>{label}{children({ name, ...(wrong ? { "aria-invalid": true } : {}), ...(told ? { "aria-describedby": told } : {}) })}</label>
      {hint && <small id={`${id}-hint`}>{hint}</small>}
      {wrong && <p class="refused" id={`${id}-wrong`} role="alert">{wrong.text} {out}</p>}
    </div>
  );
}

/** What was refused at none of these fields. */
export function Elsewhere({ refusal, fields }: { refusal: Refusal | null; fields: readonly string[] }) {
  return refusal && !fields.includes(refusal.field) ? <p class="refused" role="alert">{refusal.text}</p> : null;
}
