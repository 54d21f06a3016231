/** Waiting times as DNS providers write them: a number of seconds, or a number with a unit. */

export const UNITS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;
export type Unit = keyof typeof UNITS;

/** No record is remembered for longer than a month. */
const LONGEST = 31 * UNITS.days;

/** Seconds, or null for what is no waiting time. */
export function toSeconds(amount: string, unit: Unit): number | null {
  const text = amount.trim();
  if (!/^\d{1,7}$/.test(text)) return null;
  const seconds = Number(text) * UNITS[unit];
  return seconds > 0 && seconds <= LONGEST ? seconds : null;
}

/** The largest unit in which it is a whole number. */
export function inUnits(seconds: number): { amount: string; unit: Unit } {
  const units: Unit[] = ["days", "hours", "minutes"];
  const unit = units.find((unit) => seconds % UNITS[unit] === 0) ?? "seconds";
  return { amount: String(seconds / UNITS[unit]), unit };
}

/** A noted answer; null when there is none or it is none of ours. */
export const noted = (answer: string | null): number | null => (answer === null ? null : toSeconds(answer, "seconds"));
