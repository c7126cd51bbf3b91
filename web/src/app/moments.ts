import { computed } from "@preact/signals";
import { language } from "../i18n/words.ts";

const LOCALES = { en: "en-GB", pl: "pl-PL" };
const made = computed(() => {
  const locale = LOCALES[language.value];
  return {
    time: new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }),
    day: new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" }),
    year: new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" }),
    long: new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", year: "numeric" }),
    full: new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }),
  };
});

/** The hour of today, else the day: as short as a list needs. */
export function short(iso: string): string {
  const at = new Date(iso);
  const now = new Date();
  const { time, day, year } = made.value;
  if (at.toDateString() === now.toDateString()) return time.format(at);
  return (at.getFullYear() === now.getFullYear() ? day : year).format(at);
}

export const hour = (iso: string): string => made.value.time.format(new Date(iso));
export const longDay = (iso: string): string => made.value.long.format(new Date(iso));
export const full = (iso: string): string => made.value.full.format(new Date(iso));
