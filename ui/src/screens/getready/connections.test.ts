import { expect, test } from "vitest";
import type { CheckProgress, CheckRow, CheckState, Code, Person, Prospect } from "../../lib/backend/backend";
import { counted, crowded, groups, lines, oversized, restingOrder, summary, trouble } from "./connections";

const people = [1, 2, 3, 4].map(person);

function person(id: number): Person {
  const address = `person${id}@example.com`;
  return { id, name: null, address, destinationAddress: address, sourceUser: null, destinationUser: null, kind: "person", aliases: [], copied: false, sourceSecret: "memory", destinationSecret: "memory" };
}

const works: CheckState = { kind: "works", folders: 3, messages: 100, bytes: 2000, room: null };
const waiting: CheckState = { kind: "waiting" };
const failed = (code: Code): CheckState => ({ kind: "failed", fault: { code, scope: "account", retry: "never", params: {}, serverText: null } });
const row = (person: number, source: CheckState, destination: CheckState, ahead: Partial<Prospect> | null = null): CheckRow => ({ person, source, destination, prospect: ahead && { ...nothing, ...ahead } });
const nothing: Prospect = { messages: 0, bytes: 0, tooLarge: 0, messageLimit: null, room: null, shortOf: null };
const check = (...rows: CheckRow[]): CheckProgress => ({ phase: "done", done: rows.length * 2, total: rows.length * 2, rows, estimate: null });
const ids = (table: { person: Person }[]) => table.map((line) => line.person.id);

test("a plan that was never tested has a line for everybody", () => {
  expect(lines(people, null, []).map((line) => line.standing)).toEqual(["untested", "untested", "untested", "untested"]);
});

test("both sides must work", () => {
  const table = lines(people, check(row(1, works, works), row(2, works, waiting), row(3, works, failed("DestinationSignInRefused")), row(4, { kind: "testing" }, waiting)), []);
  expect(table.map((line) => line.standing)).toEqual(["works", "untested", "attention", "working"]);
  expect(summary(table)).toEqual({ works: 1, attention: 1, untested: 2 });
});

test("whoever needs attention comes first at rest, and the rest stays as in the plan", () => {
  const state = check(row(1, works, works), row(2, works, works), row(3, failed("SourceSignInRefused"), works));
  expect(restingOrder(people, state)).toEqual([3, 1, 2, 4]);
});

test("the order stays while results come in, and newcomers go to the end", () => {
  const before = restingOrder(people, check(row(4, failed("SourceSignInRefused"), works)));
  expect(ids(lines(people, check(row(4, works, works), row(2, failed("SourceSignInRefused"), works)), before))).toEqual([4, 1, 2, 3]);
  expect(ids(lines([...people, person(5)], null, before))).toEqual([4, 1, 2, 3, 5]);
});

test("what is counted is what the old system holds", () => {
  const table = lines(people, check(row(1, works, failed("DestinationFull")), row(2, works, works), row(3, failed("SourceLost"), works)), []);
  expect(counted(table)).toEqual({ mailboxes: 2, messages: 200, bytes: 4000 });
});

test("a new mailbox is too small when what is to be copied is more than is free", () => {
  const room = { used: 500, limit: 2000 };
  const table = lines(people, check(row(1, works, works, { bytes: 2000, room, shortOf: 500 }), row(2, works, works, { bytes: 1500, room }), row(3, failed("SourceLost"), works), row(4, works, works, { bytes: 9 })), []);
  expect(crowded(table).map(({ person, mail, free }) => [person.id, mail, free])).toEqual([[1, 2000, 1500]]);
});

test("messages that are too large are counted over everybody, with the smallest limit", () => {
  const table = lines(people, check(row(1, works, works, { tooLarge: 2, messageLimit: 50 }), row(2, works, works, { messageLimit: 10 }), row(3, works, works, { tooLarge: 1, messageLimit: 40 })), []);
  expect(oversized(table)).toMatchObject({ messages: 3, limit: 40 });
  expect(oversized(table)?.people.map(({ person, messages }) => [person.id, messages])).toEqual([[1, 2], [3, 1]]);
  expect(oversized(lines(people, check(row(2, works, works, { messageLimit: 10 })), []))).toBeNull();
});

test("the old system is mended first", () => {
  const [line] = lines(people, check(row(1, failed("SourceSignInRefused"), failed("DestinationSignInRefused"))), []);
  expect(line && trouble(line)?.side).toBe("source");
});

test("a cause that lies with the server is shown once for all", () => {
  const state = check(
    row(1, failed("SourceUnreachable"), failed("DestinationCertificateExpired")),
    row(2, failed("SourceUnreachable"), failed("DestinationCertificateExpired")),
    row(3, failed("SourceUnreachable"), works),
    row(4, works, failed("DestinationNotImap")),
  );
  expect(groups(lines(people, state, [])).map((group) => [group.fault.code, group.people.length])).toEqual([
    ["SourceUnreachable", 3],
    ["DestinationCertificateExpired", 2],
  ]);
});

test("a wrong password is each person's own", () => {
  const refused = failed("SourceSignInRefused");
  expect(groups(lines(people, check(row(1, refused, works), row(2, refused, works)), []))).toEqual([]);
});
