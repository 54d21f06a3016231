/**
 * # Numbers, sizes, times
 *
 * Turns values into text a person reads, through `Intl`. Where words are needed it returns a `Phrase`, a key of the
 * catalogue with its values, so that no sentence stands in code.
 */

import { type Phrase, locale } from "./words";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

const plain = new Intl.NumberFormat(locale);
const percentage = new Intl.NumberFormat(locale, { style: "percent" });
const sizes = ["kilobyte", "megabyte", "gigabyte", "terabyte"].map((unit) => ({
  coarse: new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 0 }),
  fine: new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 }),
}));

/** `210,400`. */
export function count(value: number): string {
  return plain.format(value);
}

/** `42 %` from 0.42, rounded down, so that 100 % means all. */
export function percent(fraction: number): string {
  // 0.29 * 100 is a little under 29 in binary.
  return percentage.format(Math.floor(fraction * 100 + 1e-9) / 100);
}

/** A number of bytes in decimal units, as providers and disks state them: `640 kB`, `1.4 MB`, `38 GB`. */
export function bytes(value: number): string {
  let unit = 0;
  let amount = value / 1000;
  while (rounded(amount) >= 1000 && unit < sizes.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  const size = sizes[unit];
  return (rounded(amount) < 10 ? size?.fine : size?.coarse)?.format(amount) ?? "";
}

/** As the person will see it: one decimal below ten, none above. */
function rounded(amount: number): number {
  return amount < 9.95 ? Math.round(amount * 10) / 10 : Math.round(amount);
}

/**
 * How long a job still takes, coarse enough to be true: half hours above two hours, five minutes above twenty minutes,
 * minutes above two, then "less than 2 minutes".
 */
export function timeLeft(seconds: number): Phrase {
  if (seconds > 2 * HOUR) return ["left-hours", { hours: Math.round(seconds / (HOUR / 2)) / 2 }];
  if (seconds <= 2 * MINUTE) return ["left-moments"];
  const step = seconds > 20 * MINUTE ? 5 : 1;
  return parted("left", Math.round(seconds / MINUTE / step) * step);
}

/** How long a copy that nobody has begun will take, as coarse as `timeLeft`; `seconds` is null where only the days are known. */
export function timeExpected(seconds: number | null, days: number): Phrase {
  if (seconds === null) return ["expected-days", { days }];
  const hours = seconds > 2 * HOUR ? Math.round(seconds / (HOUR / 2)) / 2 : Math.max(1, Math.ceil(seconds / HOUR));
  if (days > 1) return ["expected-hours-days", { hours, days }];
  if (seconds > 2 * HOUR) return ["expected-hours", { hours }];
  const step = seconds > 20 * MINUTE ? 5 : 1;
  return ["expected-minutes", { minutes: Math.max(1, Math.round(seconds / MINUTE / step) * step) }];
}

/** How long something took: `40 seconds`, `12 minutes`, `1 hour 5 minutes`. */
export function duration(seconds: number): Phrase {
  if (seconds < 90) return ["took-seconds", { seconds: Math.max(1, Math.round(seconds)) }];
  return parted("took", Math.round(seconds / MINUTE));
}

function parted(stem: "left" | "took", total: number): Phrase {
  const hours = Math.floor(total / 60);
  const minutes = total % 60;
  if (hours === 0) return [`${stem}-minutes`, { minutes }];
  if (minutes === 0) return [`${stem}-hours`, { hours }];
  return [`${stem}-hours-minutes`, { hours, minutes }];
}

/** `Sat, 14 June 2025` in the person's order; never a bare row of figures. */
export function day(value: Date | string): string {
  return dated(value, { weekday: "short", day: "numeric", month: "long", year: "numeric" });
}

/** `Sat, 14 June` of a day of the plan, written `2025-06-14`, which is the same day everywhere. */
export function calendarDay(value: string): string {
  return dated(`${value}T00:00:00Z`, { weekday: "short", day: "numeric", month: "long", timeZone: "UTC" });
}

/** `Saturday, 14 June` of a day of the plan. */
export function longDay(value: string): string {
  return dated(`${value}T00:00:00Z`, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
}

/** `18:00` or `6:00 PM` of a time of day written `18:00`, as the system writes it. */
export function clockTime(value: string): string {
  return dated(`1970-01-01T${value}:00Z`, { hour: "numeric", minute: "2-digit", timeZone: "UTC" });
}

/** Days from one day of the plan to another; negative when it lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** `Sat, 14 June, 14:02` of a moment, in the zone of this computer. */
export function dayAndTime(value: Date | string): string {
  return dated(value, { weekday: "short", day: "numeric", month: "long", hour: "numeric", minute: "2-digit" });
}

/** `Sat, 14 June` of a moment, in the zone of this computer. */
export function dayOf(value: Date | string): string {
  return dated(value, { weekday: "short", day: "numeric", month: "long" });
}

/** `14:02` or `2:02 PM`, as the system writes it. */
export function time(value: Date | string): string {
  return dated(value, { hour: "numeric", minute: "2-digit" });
}

/** Empty for a text that is no date: old mail carries such headers, and a table cell may stay empty. */
function dated(value: Date | string, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? "" : new Intl.DateTimeFormat(locale, options).format(date);
}
