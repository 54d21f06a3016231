import { expect, test } from "vitest";
import type { Person } from "./backend/backend";
import { belongs, between, filterCounts, heldOf, initials, matching, newcomers, notes, passwordsIn, sorted } from "./people";

const person = (id: number, address: string, more: Partial<Person> = {}): Person => ({
  id,
  name: null,
  address,
  destinationAddress: address,
  sourceUser: null,
  destinationUser: null,
  kind: "person",
  aliases: [],
  copied: false,
  sourceSecret: "missing",
  destinationSecret: "missing",
  ...more,
});
const ana = person(1, "ana@example.com", { name: "Ana Silva" });
const ben = person(2, "ben@example.com");

test("initials come from the name, or from the address", () => {
  expect(initials(ana)).toBe("AS");
  expect(initials(person(3, "zoë.müller@example.com"))).toBe("ZM");
  expect(initials({ name: "Ørsted", address: "x@y.z" })).toBe("Ø");
});

test("a foreign domain and a shared new address are worth a note", () => {
  const cousin = person(3, "cousin@example.org", { destinationAddress: "ANA@example.com" });
  const all = notes([ana, ben, cousin], "Example.com");
  expect(all.get(1)).toEqual([{ kind: "shared", with: cousin }]);
  expect(all.get(2)).toBeUndefined();
  expect(all.get(3)).toEqual([{ kind: "domain", domain: "example.org" }, { kind: "shared", with: ana }]);
});

test("whoever does not move shares no mailbox, and an alias that is listed is worth a note", () => {
  const desk = person(3, "desk@example.com", { destinationAddress: "ana@example.com", kind: "forward" });
  const boss = person(4, "boss@example.com", { aliases: ["Ben@example.com", "boss@example.com"] });
  const all = notes([ana, ben, desk, boss], "example.com");
  expect([...all]).toEqual([[2, [{ kind: "alias", of: boss }]]]);
  expect(matching([ana, boss], "ben@")).toEqual([boss]);
});

test("the weaker of two passwords decides what a row says", () => {
  const held = (source: Person["sourceSecret"], destination: Person["destinationSecret"]) => heldOf({ sourceSecret: source, destinationSecret: destination });
  expect(held("keyring", "keyring")).toBe("keyring");
  expect(held("keyring", "memory")).toBe("memory");
  expect(held("missing", "keyring")).toBe("sourceMissing");
  expect(held("memory", "missing")).toBe("destinationMissing");
  expect(held("missing", "missing")).toBe("bothMissing");
});

test("the search looks at names and both addresses", () => {
  expect(matching([ana, ben], " silva ")).toEqual([ana]);
  expect(matching([ana, ben], "example.com")).toEqual([ana, ben]);
  expect(matching([ana, ben], "")).toEqual([ana, ben]);
});

test("groups are counted, and whoever does not move lacks no password", () => {
  const people = [ana, { ...ben, sourceSecret: "keyring", destinationSecret: "keyring" } as const, person(3, "x@example.com", { kind: "stays" })];
  const noted = new Map([[2, []]]);
  expect(filterCounts(people, noted)).toEqual({ all: 3, passwords: 1, notes: 1, shared: 0, forward: 0, stays: 1 });
  expect(people.filter((one) => belongs(one, "passwords", noted))).toEqual([ana]);
});

test("the list is sorted by name or address, and stays as it is otherwise", () => {
  const zoe = person(3, "a@example.com", { name: "Zoë" });
  const list = [zoe, ben, ana];
  expect(sorted(list, "listed")).toEqual(list);
  expect(sorted(list, "name")).toEqual([ana, ben, zoe]);
  expect(sorted(list, "address")).toEqual([zoe, ana, ben]);
});

test("a range is selected in either direction", () => {
  const list = [ana, ben, person(3, "c@example.com"), person(4, "d@example.com")];
  expect(between(list, 2, 4)).toEqual([2, 3, 4]);
  expect(between(list, 3, 1)).toEqual([1, 2, 3]);
  expect(between(list, null, 2)).toEqual([2]);
  expect(between(list, 99, 2)).toEqual([2]);
});

test("only newcomers and their passwords are counted", () => {
  const one = { name: null, address: "a@x.y", kind: "person" as const, hasSourceSecret: true, hasDestinationSecret: true, known: false };
  const found = { people: [one, { ...one, hasDestinationSecret: false }, { ...one, known: true }], malformed: [], combined: [], clashes: [] };
  expect(newcomers(found)).toHaveLength(2);
  expect(passwordsIn(found)).toBe(3);
});
