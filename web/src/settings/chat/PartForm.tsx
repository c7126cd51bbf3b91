import type { ComponentChildren } from "preact";
import type { Channel } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { HeldForm } from "../channels/HeldForm.tsx";
import type { Refusal } from "../channels/refusing.tsx";
import { type Draft, useDraft } from "./draft.ts";
import { type Part, type Parts, partsOf } from "./model.ts";
import { Preview } from "./Preview.tsx";
import { WORDS } from "./words.ts";

/** Where a part stands in the steps of connecting; without it, it is a tab of a channel that is connected. */
export interface Step {
  done: () => void;
  back: () => void;
}

export type Fields<K extends Part> = (draft: Draft<Parts[K]>, refusal: Refusal | null) => ComponentChildren;

interface Props<K extends Part> {
  channel: Channel;
  part: K;
  step?: Step | undefined;
  /** The fields that say themselves what was refused of them. */
  named: readonly string[];
  /** Whether it can be kept as it is written. */
  fine?: (value: Parts[K]) => boolean;
  /** How it is sent, where that is not quite as it is written. */
  sent?: (value: Parts[K]) => Parts[K];
  /** Without the chat beside it: what is set cannot be seen there. */
  plain?: boolean;
  fields: Fields<K>;
}

/** One part of a chat's settings beside the chat itself as it will be (CHT-09). */
export function PartForm<K extends Part>({ channel, part, step, named, fine, sent, plain, fields }: Props<K>) {
  const words = spoken(WORDS);
  const draft = useDraft(channel, part, sent);
  return (
    <div class={plain ? "places" : "chat-sides"}>
      <HeldForm draft={draft} step={step} named={named} fine={fine?.(draft.value) ?? true} saved={words.saved} words={words} fields={(refusal) => fields(draft, refusal)} />
      {!plain && <Preview channel={channel} parts={{ ...partsOf(channel), [part]: draft.value }} />}
    </div>
  );
}
