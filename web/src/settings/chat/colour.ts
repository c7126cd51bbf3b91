import type { Account } from "../../api/types.ts";
import { contrast } from "../account/contrast.ts";
import { type Look, USUAL } from "./model.ts";

/** Colours to begin with; each can be read with white on it. */
export const PRESETS = [
  ["petrol", "#0b6470"], ["blue", "#1d4ed8"], ["indigo", "#4338ca"], ["plum", "#86198f"], ["red", "#b91c1c"], ["orange", "#b45309"], ["green", "#15803d"], ["graphite", "#1f2937"],
] as const;
export type Preset = (typeof PRESETS)[number][0];

const HEX = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i;
const FALLBACK = "#0b6470";
/** The least contrast of something to press with what is around it (WCAG 2.2, 1.4.11). */
const LEAST_AROUND = 3;

/** A colour as people type it, #abc or a1b2c3, in the one way it is kept; null is no colour. */
export function readHex(text: string): string | null {
  const digits = HEX.exec(text.trim())?.[1]?.toLowerCase();
  if (!digits) return null;
  return `#${digits.length === 3 ? [...digits].map((one) => one + one).join("") : digits}`;
}

/** A look as it is sent: its colour in the one way the server knows, the usual one where what was typed is none. */
export const kept = (look: Look): Look => ({ ...look, colour: readHex(look.colour) ?? USUAL.look.colour });

/** The account's own colour. */
export const brandOf = (account: Account | null): string => readHex(String(account?.branding?.["accent"] ?? "")) ?? FALLBACK;

/** White or black, whichever can be read better on a colour. */
export const inkOn = (colour: string): "#ffffff" | "#000000" => (contrast(colour, "#ffffff") >= contrast(colour, "#000000") ? "#ffffff" : "#000000");

/** The contrast of the text on a colour, and of the colour on a white page, where it may be too faint. */
export function said(colour: string): { text: string; page: string; isFaint: boolean } {
  const around = contrast(colour, "#ffffff");
  return { text: contrast(colour, inkOn(colour)).toFixed(1), page: around.toFixed(1), isFaint: around < LEAST_AROUND };
}
