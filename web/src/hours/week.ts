import type { OpenRange } from "../api/types.ts";

const USUAL = { from: "09:00", to: "17:00" };
const WORKING_DAYS = [1, 2, 3, 4];

/** The ranges of a day of the week (0 is Monday), the earliest first, with where each stands among all. */
export function ofDay(ranges: readonly OpenRange[], day: number): { range: OpenRange; at: number }[] {
  return ranges.map((range, at) => ({ range, at })).filter((one) => one.range.day === day).sort((one, other) => one.range.from.localeCompare(other.range.from));
}

/** The ranges with another on a day: the usual hours, or what is left of the day after its last range. */
export function added(ranges: readonly OpenRange[], day: number): OpenRange[] {
  const last = ofDay(ranges, day).at(-1)?.range;
  const next = last && last.to > last.from ? { from: last.to, to: "00:00" } : USUAL;
  return [...ranges, { day, ...next }];
}

/** The ranges with those of Monday on every working day. */
export function copied(ranges: readonly OpenRange[]): OpenRange[] {
  const monday = ranges.filter((one) => one.day === 0);
  const others = ranges.filter((one) => !WORKING_DAYS.includes(one.day));
  return [...others, ...WORKING_DAYS.flatMap((day) => monday.map((one) => ({ ...one, day })))];
}

/** Whether a range ends on the day after it begins. */
export const overMidnight = (range: OpenRange): boolean => range.to <= range.from;

/** The zones this browser knows, to choose from; the server knows which there are. */
export function zones(): string[] {
  return Intl.supportedValuesOf("timeZone");
}

/** The zone this browser is in. */
export const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
