/** When somebody is back, in the visitor's zone and language: the hour today, "tomorrow" with it, the weekday, or the day. */
export function back(iso: string, now: Date, language: string, zone?: string): string {
  const when = new Date(iso);
  const at = zone ? { timeZone: zone } : {};
  const day = (date: Date) => Date.parse(new Intl.DateTimeFormat("en-CA", { ...at, year: "numeric", month: "2-digit", day: "2-digit" }).format(date)) / 864e5;
  const days = day(when) - day(now);
  const hour: Intl.DateTimeFormatOptions = { ...at, hour: "numeric", minute: "2-digit" };
  if (days < 2) {
    const named = days ? `${new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day")}, ` : "";
    return named + new Intl.DateTimeFormat(language, hour).format(when);
  }
  return new Intl.DateTimeFormat(language, { ...hour, ...(days < 7 ? { weekday: "long" } : { day: "numeric", month: "long" }) }).format(when);
}

/** How long answers usually take, where it was measured: rounded up to what people say. */
export function took(seconds: number, language: string): string {
  const [count, unit] = seconds < 3600 ? [Math.max(1, Math.ceil(seconds / 60)), "minute"] : seconds < 86_400 ? [Math.ceil(seconds / 3600), "hour"] : [Math.ceil(seconds / 86_400), "day"];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(count);
}

/** The hour of a message, with its day unless that is today. */
export function clock(iso: string, now: Date, language: string): string {
  const when = new Date(iso);
  const today = when.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit", ...(today ? {} : { day: "numeric", month: "short" }) }).format(when);
}

/** A size people can read. */
export function size(bytes: number, language: string): string {
  const [count, unit] = bytes < 1e6 ? [Math.max(1, Math.round(bytes / 1e3)), "kilobyte"] : [Math.round(bytes / 1e5) / 10, "megabyte"];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(count);
}
