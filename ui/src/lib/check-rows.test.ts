import { expect, test } from "vitest";
import { course } from "./backend/fake/course";
import type { CheckProgress, CheckState, Plan } from "./backend/backend";
import { stillTrue, withEarlier } from "./check-rows";

const works: CheckState = { kind: "works", folders: 1, messages: 1, bytes: 1, room: null };
const testing: CheckState = { kind: "testing" };
const check = (source: CheckState, ...people: number[]): CheckProgress => ({
  phase: "done",
  done: 0,
  total: people.length * 2,
  rows: people.map((person) => ({ person, source, destination: works, prospect: null })),
  estimate: null,
});

const server = { host: "mail.example.com", port: 993, security: "tls" as const };
const plan: Plan = {
  path: "",
  domain: "example.com",
  practice: null,
  source: server,
  destination: server,
  people: [1, 2].map((id) => ({
    id,
    name: null,
    address: `p${id}@example.com`,
    destinationAddress: `p${id}@example.com`,
    sourceUser: null,
    destinationUser: null,
    kind: "person" as const,
    aliases: [],
    copied: false,
    sourceSecret: "memory",
    destinationSecret: "memory",
  })),
  vault: { kind: "memory" },
  copied: false,
  course: course(),
};
const people = (state: CheckProgress | null) => state?.rows.map((row) => row.person);

test("a test of one person keeps the results of the others", () => {
  const merged = withEarlier(check(works, 1, 2, 3), check(testing, 2));
  expect(Object.fromEntries(merged.rows.map((row) => [row.person, row.source.kind]))).toEqual({ 1: "works", 2: "testing", 3: "works" });
  expect(merged.total).toBe(2);
});

test("a change that no sign-in depends on keeps every result", () => {
  const named = { ...plan, copied: true, people: plan.people.map((person) => ({ ...person, name: "New name" })) };
  const state = check(works, 1, 2);
  expect(stillTrue(state, plan, named)).toBe(state);
});

test("a changed address makes that person's result untrue", () => {
  const [first, second] = plan.people;
  const changed = { ...plan, people: [{ ...first!, destinationUser: "ana" }, second!] };
  expect(people(stillTrue(check(works, 1, 2), plan, changed))).toEqual([2]);
});

test("a changed server makes every result untrue", () => {
  expect(stillTrue(check(works, 1, 2), plan, { ...plan, source: { ...server, port: 143 } })).toBeNull();
});
