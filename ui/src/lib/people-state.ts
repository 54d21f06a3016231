/**
 * # Where each person stands
 *
 * Sorts the people of a copy into the four states of the filter, and finds those who need the reader.
 */
import type { Person, PersonProgress } from "./backend/backend";

/** The filters of the table, in the order in which they are shown. */
export const STANDINGS = ["attention", "copying", "waiting", "done"] as const;

/** Where one person stands; everybody stands in exactly one place. */
export type Standing = (typeof STANDINGS)[number];

/** What the table may be narrowed to. */
export type Filter = Standing | "all";

/** Where a person stands. Somebody whose messages or folders were left out needs attention once the rest is through. */
export function standing(person: PersonProgress): Standing {
  switch (person.state.kind) {
    case "failed":
      return "attention";
    case "done":
      return leftOut(person) ? "attention" : "done";
    case "counting":
    case "copying":
    case "retrying":
      return "copying";
    case "waiting":
    case "stopped":
      return "waiting";
  }
}

function leftOut({ tally }: PersonProgress): boolean {
  return tally.refused > 0 || (tally.messagesTotal !== null && tally.messages < tally.messagesTotal);
}

/** Whether the reader has to do something for this person. */
export function needsPerson(person: PersonProgress): boolean {
  return standing(person) === "attention";
}

/** How many people stand where. */
export function standings(people: readonly PersonProgress[]): Record<Standing, number> {
  const counts = { attention: 0, copying: 0, waiting: 0, done: 0 };
  for (const person of people) counts[standing(person)] += 1;
  return counts;
}

/** Those who match the filter and the search, in the order of the plan, which never changes under the reader. */
export function chosen(people: readonly PersonProgress[], filter: Filter, search: string): PersonProgress[] {
  const wanted = search.trim().toLocaleLowerCase();
  return people.filter(
    (person) =>
      (filter === "all" || standing(person) === filter) &&
      (wanted === "" || `${person.name ?? ""} ${person.address}`.toLocaleLowerCase().includes(wanted)),
  );
}

/** Whether the mail of an address of the list is copied. */
export function moves({ kind }: Pick<Person, "kind">): boolean {
  return kind === "person" || kind === "shared";
}

/** The name a person is called by: the one given, else the address. */
export function called(person: { name: string | null; address: string }): string {
  return person.name ?? person.address;
}
