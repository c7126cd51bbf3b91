const MORNING = 9;

/** Three hours from now. */
export const later = (now: Date): Date => new Date(now.getTime() + 3 * 3_600_000);

/** Tomorrow in the morning, by this browser's clock. */
export const tomorrow = (now: Date): Date => morning(now, 1);

/** Next Monday in the morning. */
export const monday = (now: Date): Date => morning(now, ((8 - now.getDay()) % 7) || 7);

function morning(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING);
}
