/** Whose new mailbox could be opened, by what the connection test has found. Pure. */
import type { CheckProgress, Person } from "../../lib/backend/backend";

export function ready(people: readonly Person[], check: CheckProgress | null): { ready: number; tested: number; missing: Person[] } {
  const states = new Map(check?.rows.map((row) => [row.person, row.destination.kind]));
  const open = people.filter(({ id }) => states.get(id) === "works");
  const missing = people.filter(({ id }) => states.get(id) === "failed");
  return { ready: open.length, tested: open.length + missing.length, missing };
}
