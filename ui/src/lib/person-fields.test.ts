import { expect, test } from "vitest";
import type { Person } from "./backend/backend";
import { changeOf, checkPerson, differs, fieldsOfPerson, hasLooseSpace, lineOf, secretsOf } from "./person-fields";

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

test("an empty new address means the same address", () => {
  expect(fieldsOfPerson(ana).destinationAddress).toBe("");
  const change = changeOf({ ...fieldsOfPerson(ana), address: " ana.silva@example.com " }, 1);
  expect(change.destinationAddress).toBe("ana.silva@example.com");
  expect(differs(change, ana)).toBe(true);
  expect(differs(changeOf(fieldsOfPerson(ana), 1), ana)).toBe(false);
});

test("an address is asked for, and each only once", () => {
  const check = (address: string, destinationAddress = "") => checkPerson({ ...fieldsOfPerson(null), address, destinationAddress }, 1, [ana, ben]);
  expect(check("")).toEqual([{ field: "address", kind: "empty" }]);
  expect(check("ana")).toEqual([{ field: "address", kind: "malformed" }]);
  expect(check("BEN@example.com")).toEqual([{ field: "address", kind: "twice" }]);
  expect(check("ana@example.com")).toEqual([]);
  expect(check("ana@example.com", "two@at@signs")).toEqual([{ field: "destinationAddress", kind: "malformed" }]);
});

test("aliases are typed with blanks or commas between them, each once", () => {
  const typed = { ...fieldsOfPerson(ana), aliases: " a@example.com, b@example.com a@example.com" };
  expect(changeOf(typed, 1).aliases).toEqual(["a@example.com", "b@example.com"]);
  expect(differs(changeOf(typed, 1), ana)).toBe(true);
  expect(differs(changeOf({ ...fieldsOfPerson(ana), kind: "shared" }, 1), ana)).toBe(true);
  expect(checkPerson({ ...typed, aliases: "a@example.com b" }, 1, [ana])).toEqual([{ field: "aliases", kind: "malformed" }]);
});

test("a tab in a name does not become a column", () => {
  expect(lineOf({ ...changeOf(fieldsOfPerson(ana), 1), name: "Ana\tSilva\n" })).toBe("name\taddress\nAna Silva \tana@example.com");
});

test("passwords that were not typed are not sent, and spaces in them are kept", () => {
  const fields = { ...fieldsOfPerson(ana), destinationSecret: " open sesame" };
  expect(secretsOf(fields)).toEqual([["destination", " open sesame"]]);
  expect(hasLooseSpace(" open sesame")).toBe(true);
  expect(hasLooseSpace("open sesame")).toBe(false);
});
