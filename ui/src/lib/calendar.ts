/** Months as a grid of days, and where the keys lead in it. Days are written `2025-06-14` and are the same everywhere. */
import { locale } from "./words";

const DAY = 86_400_000;

const parsed = (day: string): Date => new Date(`${day}T00:00:00Z`);
const written = (date: Date): string => date.toISOString().slice(0, 10);

export const addDays = (day: string, days: number): string => written(new Date(parsed(day).getTime() + days * DAY));

/** The same day of another month, or its last one where that month is shorter. */
export function addMonths(day: string, months: number): string {
  const date = parsed(day);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return addDays(written(first), Math.min(date.getUTCDate(), length) - 1);
}

/** On which day a week begins where the person lives: 1 is Monday, 7 is Sunday. */
export function firstWeekday(language: string = locale): number {
  const known: Intl.Locale & { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } } = new Intl.Locale(language);
  return (known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? 1;
}

/** How many days after the beginning of its week a day comes. */
const intoWeek = (day: string, first: number): number => (parsed(day).getUTCDay() - (first % 7) + 7) % 7;

/** The weeks of the month of a day; null stands for days of its neighbours. */
export function monthOf(day: string, first: number): (string | null)[][] {
  const begin = `${day.slice(0, 7)}-01`;
  const start = addDays(begin, -intoWeek(begin, first));
  const weeks: (string | null)[][] = [];
  for (let week = start; week < addMonths(begin, 1); week = addDays(week, 7)) {
    const days = Array.from({ length: 7 }, (_, index) => addDays(week, index));
    weeks.push(days.map((one) => (one.startsWith(day.slice(0, 7)) ? one : null)));
  }
  return weeks;
}

/** The names of the days of a week, in its order: short as shown, and in full. */
export function weekdays(first: number): { short: string; full: string }[] {
  // The 1st of January 2024 was a Monday.
  return Array.from({ length: 7 }, (_, index) => {
    const date = parsed(addDays("2024-01-01", first - 1 + index));
    const named = (weekday: "short" | "long") => new Intl.DateTimeFormat(locale, { weekday, timeZone: "UTC" }).format(date);
    return { short: named("short"), full: named("long") };
  });
}

/** `June 2025`. */
export function monthName(day: string): string {
  return new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(parsed(day));
}

/** Where a key leads from a day, or null when it leads nowhere. `onwards` is 1, or −1 where days run from right to left. */
export function dayAfterKey(key: string, day: string, first: number, onwards: 1 | -1): string | null {
  switch (key) {
    case "ArrowRight":
      return addDays(day, onwards);
    case "ArrowLeft":
      return addDays(day, -onwards);
    case "ArrowDown":
      return addDays(day, 7);
    case "ArrowUp":
      return addDays(day, -7);
    case "PageDown":
      return addMonths(day, 1);
    case "PageUp":
      return addMonths(day, -1);
    case "Home":
      return addDays(day, -intoWeek(day, first));
    case "End":
      return addDays(day, 6 - intoWeek(day, first));
    default:
      return null;
  }
}
