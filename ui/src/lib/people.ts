/** The list of people as the screen shows it. Pure. */
import type { MailboxKind, PeopleFound, Person } from "./backend/backend";
import { called, moves } from "./people-state";

/** What stands in for a picture. */
export function initials(person: { name: string | null; address: string }): string {
  const words = called(person).split(/[\s.@_-]+/u).filter(Boolean);
  const letters = words.slice(0, 2).map((word) => [...word][0] ?? "");
  return letters.join("").toLocaleUpperCase();
}

/** Where the two passwords of a person are, in one word. */
export type HeldBoth = "keyring" | "memory" | "sourceMissing" | "destinationMissing" | "bothMissing";

export function heldOf({ sourceSecret, destinationSecret }: Pick<Person, "sourceSecret" | "destinationSecret">): HeldBoth {
  if (sourceSecret === "missing") return destinationSecret === "missing" ? "bothMissing" : "sourceMissing";
  if (destinationSecret === "missing") return "destinationMissing";
  return sourceSecret === "memory" || destinationSecret === "memory" ? "memory" : "keyring";
}

/** What an address of the list can be, in the order in which it is offered. */
export const KINDS = ["person", "shared", "forward", "stays"] as const satisfies readonly MailboxKind[];

/** Something about a row that may be right, but is worth a look. */
export type Note = { kind: "domain"; domain: string } | { kind: "shared"; with: Person } | { kind: "alias"; of: Person };

/** The notes of everybody who has one, by person id. */
export function notes(people: readonly Person[], domain: string): ReadonlyMap<number, Note[]> {
  const owners = new Map<string, Person[]>();
  const aliases = new Map(people.flatMap((person) => person.aliases.map((alias) => [alias.toLowerCase(), person])));
  for (const person of people.filter(moves)) {
    const key = person.destinationAddress.toLowerCase();
    owners.set(key, [...(owners.get(key) ?? []), person]);
  }
  const found = new Map<number, Note[]>();
  for (const person of people) {
    const at = person.address.split("@").at(-1)?.toLowerCase() ?? "";
    const other = moves(person) && owners.get(person.destinationAddress.toLowerCase())?.find(({ id }) => id !== person.id);
    const all: Note[] = [];
    if (at !== domain.toLowerCase()) all.push({ kind: "domain", domain: at });
    const owner = aliases.get(person.address.toLowerCase());
    if (other) all.push({ kind: "shared", with: other });
    if (owner && owner.id !== person.id) all.push({ kind: "alias", of: owner });
    if (all.length > 0) found.set(person.id, all);
  }
  return found;
}

/** What the list can be narrowed to, in the order in which it is offered. */
export const FILTERS = ["all", "passwords", "notes", "shared", "forward", "stays"] as const;
export type PeopleFilter = (typeof FILTERS)[number];
/** What the list can be sorted by. */
export const ORDERS = ["listed", "name", "address"] as const;
export type PeopleOrder = (typeof ORDERS)[number];

/** Whether somebody stands in a group: a password is missing, a note is there, or the type is that one. */
export function belongs(person: Person, filter: PeopleFilter, noted: ReadonlyMap<number, Note[]>): boolean {
  if (filter === "all") return true;
  if (filter === "passwords") return moves(person) && heldOf(person).endsWith("issing");
  return filter === "notes" ? noted.has(person.id) : person.kind === filter;
}

/** How many stand in each group. */
export function filterCounts(people: readonly Person[], noted: ReadonlyMap<number, Note[]>): Record<PeopleFilter, number> {
  const many = (filter: PeopleFilter) => people.filter((person) => belongs(person, filter, noted)).length;
  return { all: people.length, passwords: many("passwords"), notes: many("notes"), shared: many("shared"), forward: many("forward"), stays: many("stays") };
}

const letters = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });

/** The people in another order; as they are listed is the order of the plan. */
export function sorted(people: readonly Person[], order: PeopleOrder): Person[] {
  if (order === "listed") return [...people];
  const word = (person: Person) => (order === "name" ? called(person) : person.address);
  return [...people].sort((one, other) => letters.compare(word(one), word(other)));
}

/** The people from one to another, both included; the second alone when the first is not among them. */
export function between(people: readonly Person[], from: number | null, to: number): number[] {
  const ids = people.map(({ id }) => id);
  const [first, last] = [from === null ? -1 : ids.indexOf(from), ids.indexOf(to)];
  return first < 0 ? [to] : ids.slice(Math.min(first, last), Math.max(first, last) + 1);
}

/** Those whose name or address holds the text. */
export function matching(people: readonly Person[], text: string): Person[] {
  const wanted = text.trim().toLocaleLowerCase();
  return people.filter((person) => [person.name ?? "", person.address, person.destinationAddress, ...person.aliases].some((value) => value.toLocaleLowerCase().includes(wanted)));
}

/** Those in a pasted list who are not in the plan yet. */
export function newcomers(found: PeopleFound): PeopleFound["people"] {
  return found.people.filter((person) => !person.known);
}

/** How many passwords came with the newcomers. */
export function passwordsIn(found: PeopleFound): number {
  return newcomers(found).reduce((sum, person) => sum + Number(person.hasSourceSecret) + Number(person.hasDestinationSecret), 0);
}
