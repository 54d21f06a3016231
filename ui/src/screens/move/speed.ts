/** The speed that a person sets for the copy, in megabytes a second as it is typed. Pure. */

const MEGABYTE = 1_000_000;
const LEAST = 0.1;
const MOST = 1000;

/** Bytes a second, or null when the text is no speed between 0.1 and 1,000 megabytes. A comma is a point. */
export function speedOf(typed: string): number | null {
  const text = typed.trim().replace(",", ".");
  const megabytes = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return megabytes >= LEAST && megabytes <= MOST ? Math.round(megabytes * MEGABYTE) : null;
}

/** As it is typed. */
export function typedSpeed(bytes: number | null): string {
  return bytes === null ? "" : String(bytes / MEGABYTE);
}
