/**
 * # Results of the connection test over time
 *
 * A test of one person must not wipe out what is known about the others, and a changed server or address makes a
 * result untrue. Pure.
 */
import type { CheckProgress, CheckRow, Endpoint, Person, Plan } from "./backend/backend";

/** The new state, with the results of those who are not part of this test. */
export function withEarlier(before: CheckProgress | null, now: CheckProgress): CheckProgress {
  const tested = new Set(now.rows.map((row) => row.person));
  const earlier = before?.rows.filter((row) => !tested.has(row.person)) ?? [];
  return earlier.length > 0 ? { ...now, rows: [...earlier, ...now.rows] } : now;
}

/** What is still true after the plan has changed; null when nothing is left. */
export function stillTrue(check: CheckProgress | null, before: Plan, after: Plan): CheckProgress | null {
  if (!check) return null;
  const same = (row: CheckRow) => facts(before, row.person) === facts(after, row.person);
  const rows = check.rows.filter(same);
  if (rows.length === check.rows.length) return check;
  return rows.length > 0 ? { ...check, rows } : null;
}

/** Everything a sign-in depends on, but for the passwords, which nobody can compare here. */
function facts(plan: Plan, id: number): string {
  const person = plan.people.find((person) => person.id === id);
  return JSON.stringify([address(plan.source), address(plan.destination), person && signIn(person)]);
}

const address = (server: Endpoint | null) => server && [server.host, server.port, server.security];
const signIn = (person: Person) => [person.address, person.sourceUser, person.destinationAddress, person.destinationUser];
