/** Times of a day, written `18:00`, as the clock on a person's wall shows them. */
import { locale } from "./words";

const shown = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", timeZone: "UTC" });

/** `6:00 PM` or `18:00`. */
export function clock(time: string): string {
  const date = new Date(`2024-01-01T${time}:00Z`);
  return Number.isNaN(date.getTime()) ? time : shown.format(date);
}

/** Every half hour of a day, and one more time that is in use. */
export function halfHours(used: string): string[] {
  const all = Array.from({ length: 48 }, (_, index) => `${String(Math.floor(index / 2)).padStart(2, "0")}:${index % 2 === 0 ? "00" : "30"}`);
  return [...new Set([...all, used])].sort();
}
