import { useEffect, useRef } from "preact/hooks";
import type { Account, Channel } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { Field, type Refusal } from "../channels/refusing.tsx";
import { useRead } from "../reading.ts";
import { brandOf, inkOn, kept, PRESETS, readHex, said } from "./colour.ts";
import type { Draft } from "./draft.ts";
import type { Look as Shape } from "./model.ts";
import { PartForm, type Step } from "./PartForm.tsx";
import { WORDS } from "./words.ts";

const NAMED = ["colour", "font", "side", "language", "title"];

/** Colour, font, side, language and title of the chat; what cannot be read is said before it is kept (CHT-02). */
export function Look({ channel, step }: { channel: Channel; step?: Step }) {
  return <PartForm channel={channel} part="look" step={step} named={NAMED} sent={kept} fine={(one) => one.colour_from === "branding" || readHex(one.colour) !== null} fields={(draft, refusal) => <Fields draft={draft} refusal={refusal} />} />;
}

function Fields({ draft, refusal }: { draft: Draft<Shape>; refusal: Refusal | null }) {
  const words = spoken(WORDS);
  const { found: account } = useRead<Account>("/account", /^account\./);
  const { value, put } = draft;
  const brand = brandOf(account);
  const colour = value.colour_from === "branding" ? brand : readHex(value.colour);
  const pick = (name: "font" | "side" | "language", label: string, of: Record<string, string>) => (
    <Field label={label} name={name} refusal={refusal}>{(more) => <select {...more} value={value[name]} onChange={(event) => put({ [name]: event.currentTarget.value })}>{Object.entries(of).map(([one, saying]) => <option key={one} value={one}>{saying}</option>)}</select>}</Field>
  );
  return (
    <>
      <fieldset><legend>{words.colour}</legend>
        <label class="check"><input type="radio" name="colour_from" checked={value.colour_from === "branding"} onChange={() => put({ colour_from: "branding" })} /><Swatch colour={brand} />{words.fromBranding}</label>
        <label class="check"><input type="radio" name="colour_from" checked={value.colour_from === "custom"} onChange={() => put({ colour_from: "custom" })} />{words.custom}</label>
        {value.colour_from === "custom" && <Custom value={value.colour} put={(chosen) => put({ colour: chosen })} refusal={refusal} />}
        {colour && <Contrasts colour={colour} />}
      </fieldset>
      <Field label={words.title} name="title" refusal={refusal} hint={words.titleHint}>{(more) => <input {...more} maxLength={80} value={value.title} onInput={(event) => put({ title: event.currentTarget.value })} />}</Field>
      <div class="of-two">{pick("font", words.font, words.fonts)}{pick("side", words.side, words.sides)}{pick("language", words.language, words.languages)}</div>
    </>
  );
}

/** A ready colour, one typed, or one picked. */
function Custom({ value, put, refusal }: { value: string; put: (colour: string) => void; refusal: Refusal | null }) {
  const words = spoken(WORDS);
  const read = readHex(value);
  return (
    <>
      <p class="swatches" role="group" aria-label={words.presets}>{PRESETS.map(([name, colour]) => (
        <button key={name} type="button" class="bare" aria-pressed={read === colour} aria-label={words.colours[name]} title={words.colours[name]} onClick={() => put(colour)}><Swatch colour={colour} /></button>
      ))}</p>
      <div class="of-two">
        <Field label={words.hex} name="colour" refusal={refusal} hint={read ? "" : words.hexHint}>{(more) => <input {...more} {...(read ? {} : { "aria-invalid": true })} maxLength={7} autocomplete="off" spellcheck={false} value={value} onInput={(event) => put(event.currentTarget.value.trim())} onBlur={() => { if (read) put(read); }} />}</Field>
        <label>{words.picker}<input type="color" value={read ?? "#000000"} onInput={(event) => put(event.currentTarget.value)} /></label>
      </div>
    </>
  );
}

function Contrasts({ colour }: { colour: string }) {
  const words = spoken(WORDS);
  const { text, page, isFaint } = said(colour);
  return <p role="status" class={isFaint ? "refused" : ""}><small>{words.readable(inkOn(colour) === "#ffffff" ? words.white : words.black, text)} {isFaint ? words.faint(page) : words.seenOnWhite(page)}</small></p>;
}

function Swatch({ colour }: { colour: string }) {
  const box = useRef<HTMLSpanElement>(null);
  useEffect(() => box.current?.style.setProperty("--swatch", colour));
  return <span class="swatch" ref={box} aria-hidden="true" />;
}
