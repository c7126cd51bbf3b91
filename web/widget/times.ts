type Options = Intl.DateTimeFormatOptions;

const HOUR: Options = { hour: "numeric", minute: "2-digit" };

const said = (date: Date, language: string, options: Options) => date.toLocaleString(language, options);
const many = (count: number, unit: string, language: string) => count.toLocaleString(language, { style: "unit", unit, maximumFractionDigits: 1 });

const midnight = (date: Date) => new Date(date).setHours(0, 0, 0, 0);

/** When somebody is back, in the visitor's zone and language: the hour today, "tomorrow" with it, the weekday, or the day. */
export function back(iso: string, now: Date, language: string): string {
  const when = new Date(iso);
  // some days are an hour longer or shorter
  const days = Math.round((midnight(when) - midnight(now)) / 864e5);
  const hour = said(when, language, { ...HOUR, ...days > 6 ? { day: "numeric", month: "long" } : days > 1 && { weekday: "long" } });
  return days === 1 ? `${new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(1, "day")}, ${hour}` : hour;
}

/** The hour of a message, with its day unless that is today. */
export function clock(iso: string, now: Date, language: string): string {
  const when = new Date(iso);
  return said(when, language, when.toDateString() === now.toDateString() ? HOUR : { ...HOUR, day: "numeric", month: "short" });
}

/** A size people can read. */
export function size(bytes: number, language: string): string {
  return bytes < 1e5 ? many(Math.ceil(bytes / 1e3), "kilobyte", language) : many(bytes / 1e6, "megabyte", language);
}
