/**
 * # The connection test, as a table
 *
 * Joins the people of the plan with what the test has found, sorts, counts and groups. Pure: data in, data out.
 */
import type { CheckProgress, CheckRow, CheckState, Fault, Person, Prospect, Side } from "../../lib/backend/backend";
import { treatment } from "../../lib/faults";

/** Where one person stands; the order is the order of the finished table. */
export const STANDINGS = ["attention", "working", "untested", "works"] as const;
export type Standing = (typeof STANDINGS)[number];

/** One row of the table. */
export type Line = { person: Person; source: CheckState; destination: CheckState; standing: Standing; prospect: Prospect | null };

/** Somebody whose mail is more than fits. */
export type Crowded = { person: Person; mail: number; free: number };
/** Messages that the new server does not take. `limit` is the largest that it takes, in bytes, where it says so. */
export type Oversized = { messages: number; limit: number | null; people: { person: Person; messages: number }[] };

/** The same cause for several people: corrected once, it is gone for all of them. */
export type Group = { fault: Fault; people: Person[] };

const WAITING: CheckState = { kind: "waiting" };

/** One line for each person, in the order of `order`; whoever is not in it follows in the order of the plan. */
export function lines(people: readonly Person[], check: CheckProgress | null, order: readonly number[]): Line[] {
  const rows = new Map(check?.rows.map((row) => [row.person, row]));
  const place = (line: Line) => {
    const index = order.indexOf(line.person.id);
    return index < 0 ? order.length : index;
  };
  return people.map((person) => line(person, rows.get(person.id))).sort((one, other) => place(one) - place(other));
}

function line(person: Person, row: CheckRow | undefined): Line {
  const source = row?.source ?? WAITING;
  const destination = row?.destination ?? WAITING;
  return { person, source, destination, standing: standing([source.kind, destination.kind]), prospect: row?.prospect ?? null };
}

function standing(sides: CheckState["kind"][]): Standing {
  if (sides.includes("failed")) return "attention";
  if (sides.includes("testing")) return "working";
  return sides.includes("waiting") ? "untested" : "works";
}

/** The order of a table at rest: those who need attention first, everybody else as in the plan. */
export function restingOrder(people: readonly Person[], check: CheckProgress | null): number[] {
  const rank = (line: Line) => (line.standing === "attention" ? 0 : 1);
  return lines(people, check, [])
    .sort((one, other) => rank(one) - rank(other))
    .map((line) => line.person.id);
}

/** How many people work, need attention, and were not tested. */
export function summary(table: readonly Line[]): { works: number; attention: number; untested: number } {
  const many = (...wanted: Standing[]) => table.filter((line) => wanted.includes(line.standing)).length;
  return { works: many("works"), attention: many("attention"), untested: many("untested", "working") };
}

/** How much there is to copy, as far as the test has counted. */
export function counted(table: readonly Line[]): { mailboxes: number; messages: number; bytes: number } {
  let [mailboxes, messages, bytes] = [0, 0, 0];
  for (const { source } of table) {
    if (source.kind !== "works") continue;
    mailboxes += 1;
    messages += source.messages;
    bytes += source.bytes;
  }
  return { mailboxes, messages, bytes };
}

/** People whose mail does not fit into what is free of their new mailbox, in the order of the table. */
export function crowded(table: readonly Line[]): Crowded[] {
  return table.flatMap(({ person, prospect }) => {
    if (!prospect?.room || prospect.shortOf === null) return [];
    return [{ person, mail: prospect.bytes, free: prospect.bytes - prospect.shortOf }];
  });
}

/** Messages that are too large for the new server, or null when there are none. */
export function oversized(table: readonly Line[]): Oversized | null {
  const people = table.flatMap(({ person, prospect }) => (prospect && prospect.tooLarge > 0 ? [{ person, messages: prospect.tooLarge }] : []));
  if (people.length === 0) return null;
  const limits = table.flatMap(({ prospect }) => (prospect && prospect.tooLarge > 0 && prospect.messageLimit !== null ? [prospect.messageLimit] : []));
  return { messages: people.reduce((sum, { messages }) => sum + messages, 0), limit: limits.length > 0 ? Math.min(...limits) : null, people };
}

/** What has to be mended for one person, the old system first. */
export function trouble(line: Line): { side: Side; fault: Fault } | null {
  if (line.source.kind === "failed") return { side: "source", fault: line.source.fault };
  if (line.destination.kind === "failed") return { side: "destination", fault: line.destination.fault };
  return null;
}

/** Causes that lie with a server and hit at least two people, the most frequent first. */
export function groups(table: readonly Line[]): Group[] {
  const found = new Map<string, Group>();
  for (const { person, source, destination } of table) {
    for (const state of [source, destination]) {
      if (state.kind !== "failed" || !treatment(state.fault.code).shared) continue;
      const group = found.get(state.fault.code) ?? { fault: state.fault, people: [] };
      if (!group.people.includes(person)) group.people.push(person);
      found.set(state.fault.code, group);
    }
  }
  return [...found.values()].filter((group) => group.people.length > 1).sort((one, other) => other.people.length - one.people.length);
}
