const UNITS = [["day", 86_400], ["hour", 3_600], ["minute", 60], ["second", 1]] as const;

/** A wait in the reader's units: seconds, minutes, hours or days; a dash where there was none. */
export function span(seconds: number | null | undefined, locale: string): string {
  if (seconds === null || seconds === undefined) return "–";
  const [unit, size] = UNITS.find(([, least]) => seconds >= least) ?? UNITS[3];
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 }).format(seconds / size);
}
