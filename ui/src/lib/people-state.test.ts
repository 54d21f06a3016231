import { expect, test } from "vitest";
import type { PersonProgress, PersonState } from "./backend/backend";
import { STANDINGS, chosen, standing, standings } from "./people-state";

const failed: PersonState = { kind: "failed", fault: { code: "DestinationFull", scope: "account", retry: "never", params: {}, serverText: null } };

function person(name: string, state: PersonState, refused = 0): PersonProgress {
  const tally = { messages: 0, messagesTotal: null, bytes: 0, bytesTotal: null, refused, alreadyThere: 0, alreadyThereBytes: 0, flagsChanged: 0 };
  return { person: name.length, address: `${name.toLowerCase()}@example.com`, name, state, tally, prospect: null };
}

const people = [
  person("Ana", failed),
  person("Berta", { kind: "done" }),
  person("Çelik", { kind: "done" }, 1),
  person("Dov", { kind: "copying", folder: ["INBOX"] }, 2),
  person("Emma", { kind: "retrying", code: "SourceBusy", seconds: 5, until: null }),
  person("Femi", { kind: "waiting" }),
  person("Gul", { kind: "stopped" }),
  person("Hanna", { kind: "counting" }),
];

test("everybody stands in exactly one place", () => {
  expect(standings(people)).toEqual({ attention: 2, copying: 3, waiting: 2, done: 1 });
  expect(STANDINGS.flatMap((filter) => chosen(people, filter, ""))).toHaveLength(people.length);
});

test("a folder that was left out needs attention as well", () => {
  const partly = person("Ida", { kind: "done" });
  expect(standing({ ...partly, tally: { ...partly.tally, messages: 7, messagesTotal: 9 } })).toBe("attention");
  expect(standing({ ...partly, tally: { ...partly.tally, messages: 9, messagesTotal: 9 } })).toBe("done");
});

test("refused messages need attention once the rest is through", () => {
  expect(standing(people[2]!)).toBe("attention");
  expect(standing(people[3]!)).toBe("copying");
});

test("the search looks at names and addresses, whatever the case", () => {
  expect(chosen(people, "all", " çEL ").map((found) => found.name)).toEqual(["Çelik"]);
  expect(chosen(people, "all", "emma@").map((found) => found.name)).toEqual(["Emma"]);
  expect(chosen(people, "done", "ana")).toEqual([]);
});

test("the order of the plan stays", () => {
  expect(chosen([...people].reverse(), "all", "").map((found) => found.name)).toEqual([...people].reverse().map((found) => found.name));
});
