import { expect, test } from "vitest";
import { person, practiceList } from "./company";
import { readPeople } from "./reading";

test("the practice list is read with all its passwords", () => {
  const found = readPeople(practiceList, []);
  expect(found.people).toHaveLength(6);
  expect(found.people.every((entry) => entry.hasSourceSecret && entry.hasDestinationSecret)).toBe(true);
  expect(found.malformed).toEqual([]);
});

test("known, doubled and unreadable lines are told apart", () => {
  const ana = person(1, { name: "Ana", address: "ana@example.com" });
  const found = readPeople("Ana <ana@example.com>\nben@example.com\nBEN@example.com\nnobody", [ana]);
  expect(found.people.map(({ known }) => known)).toEqual([true, false]);
  expect(found.combined).toEqual(["ben@example.com"]);
  expect(found.malformed).toEqual([{ line: 4, text: "nobody" }]);
});
