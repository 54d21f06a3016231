import { expect, test } from "vitest";
import type { Course } from "../../lib/backend/backend";
import { course, upTo } from "../../lib/backend/fake/course";
import { phrase } from "../../lib/words";
import { missing, readyList } from "./ready";
import { sheetFacts } from "./sheet";

const opensrs = (cluster: string | null): Partial<Course> => ({ answers: { ...course().answers, destination: "opensrs", cluster } });

test("when all is done nothing is missing, and the number of mailboxes is told", () => {
  const lines = readyList(course(upTo("switchDelivery")), 24);
  expect(missing(lines)).toEqual([]);
  expect(lines.map(({ words }) => phrase(words))[0]).toBe("24 of 24 mailboxes open");
});

test("a required task that is not done is missing, whatever keeps it", () => {
  const states = [{ kind: "todo" }, { kind: "attention", concern: "sourceSignInFails" }, { kind: "waitingFor", name: "Priya" }, { kind: "after", task: "listPeople" }] as const;
  for (const state of states) {
    expect(missing(readyList(course(upTo("switchDelivery", { getAccess: state })), 1)).map(({ place }) => place)).toEqual(["getAccess"]);
  }
});

test("a wait names its end", () => {
  const waiting = course(upTo("switchDelivery", { shortenWait: { kind: "waitingUntil", from: "2025-06-02T10:00:00Z", at: "2025-06-02T18:10:00Z" } }));
  expect(missing(readyList(waiting, 1)).map(({ words }) => words[0])).toEqual(["ready-shortenWait-waiting"]);
});

test("what is recommended or left out does not keep anybody", () => {
  const states = upTo("switchDelivery", { tellPeople: { kind: "todo" }, copyMail: { kind: "skipped", reason: "other", note: null, at: "2025-06-01T08:00:00Z" } });
  const lines = readyList(course(states), 1);
  expect(missing(lines)).toEqual([]);
  expect(lines.filter(({ standing }) => standing === "aside").map(({ place }) => place)).toEqual(["copyMail", "tellPeople"]);
});

test("a move to OpenSRS needs its cluster", () => {
  expect(missing(readyList(course(upTo("switchDelivery"), opensrs("unknown")), 1)).map(({ name }) => name)).toEqual([["ready-cluster-name"]]);
  expect(missing(readyList(course(upTo("switchDelivery"), opensrs(null)), 1))).toHaveLength(1);
  expect(missing(readyList(course(upTo("switchDelivery"), opensrs("a")), 1))).toEqual([]);
});

test("the sheet names the hosts of the cluster, and leaves open what is not known", () => {
  const plan = { path: "/plans/example.com.movingday", domain: "example.com", practice: null, source: null, destination: null, people: [], vault: { kind: "memory" }, copied: false } as const;
  const facts = (more: Partial<Course>) => sheetFacts({ ...plan, people: [], course: course({}, more) });
  expect(facts(opensrs("b"))).toMatchObject({ delivery: "mx.example.com.cust.b.hostedemail.com", panel: "admin.b.hostedemail.com" });
  expect(facts(opensrs("unknown"))).toMatchObject({ delivery: null, panel: null });
  expect(facts({})).toMatchObject({ copy: "2025-06-09", catchUp: "2025-06-17", finish: "2025-06-28", delivery: null });
  expect(facts({ day: null })).toMatchObject({ copy: null, finish: null });
});
