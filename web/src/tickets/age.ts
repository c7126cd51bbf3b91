import type { Language } from "../i18n/words.ts";

const STEPS = [["day", 86_400], ["hour", 3_600], ["minute", 60]] as const;
const made = new Map<string, Intl.NumberFormat>();

/** How long ago something was, as short as a card needs: 3 days, 5 hours, 1 minute. */
export function age(iso: string, now: number, language: Language): string {
  const seconds = Math.max(0, (now - Date.parse(iso)) / 1000);
  const [unit, length] = STEPS.find(([, one]) => seconds >= one) ?? STEPS[2];
  const key = `${language} ${unit}`;
  const format = made.get(key) ?? new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" });
  made.set(key, format);
  return format.format(Math.floor(seconds / length));
}
