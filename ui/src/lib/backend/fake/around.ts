/** What stands around the copy in the pretend world: sizes of mailboxes, the backup, looks after the switch. */
import type { BackupPlace, BackupResult, CatchUp, CopyProgress, Mailbox, Person, Problem } from "../backend";
import { MESSAGE_SIZE, mailOf } from "./company";

export const backupPlace: BackupPlace = { path: "/home/sam/Documents/Moving Day/harbour-tea.example/Backup", free: 212_000_000_000, cloud: null };

/** Everybody's mail as a test of the connections counted it; those who were copied have all of it in the new mailbox. */
export function mailboxes(people: readonly Person[], copied: readonly number[] = [], counted = true): Mailbox[] {
  return people.map(({ id }) => ({
    person: id,
    messages: counted ? mailOf(id) : null,
    bytes: counted ? mailOf(id) * MESSAGE_SIZE : null,
    copied: copied.includes(id) ? mailOf(id) : 0,
  }));
}

/** What such a backup leaves; nothing for those who could not be opened. */
export function savedBy(progress: CopyProgress, path: string, problems: readonly Problem[]): BackupResult {
  const people = progress.people.filter(({ state }) => state.kind !== "failed");
  return {
    path,
    people: people.map(({ person, state, tally }) => {
      const own = problems.filter((problem) => problem.person === person);
      return { person, messages: tally.messages, bytes: tally.bytes, whole: state.kind === "done" && own.length === 0, problems: own };
    }),
  };
}

/** A look that found so many messages, by person; everybody else has nothing new. */
export function looked(people: readonly Person[], fresh: Record<number, number>, more: Partial<CatchUp> = {}): CatchUp {
  const messages = Object.values(fresh).reduce((sum, count) => sum + count, 0);
  return {
    last: { at: "2025-06-14T22:40:00Z", messages },
    next: "2025-06-14T23:10:00Z",
    quietFrom: "2025-06-16T04:00:00Z",
    over: false,
    people: people.map(({ id, address, name }) => ({ person: id, address, name, fresh: fresh[id] ?? 0, fault: null })),
    ...more,
  };
}
