import { expect, test } from "vitest";
import type { CheckProgress, CopyProgress, Plan, Task, TaskState, VerifyProgress } from "../lib/backend/backend";
import { course, type States } from "../lib/backend/fake/course";
import { canOpen, currentPhase, entryOf, inPhase, isSettled, onwards, standing } from "./tasks";

const plan = (states: States): Plan => ({
  path: "/plans/example.com.movingday",
  domain: "example.com",
  practice: null,
  source: null,
  destination: null,
  people: [],
  vault: { kind: "memory" },
  copied: false,
  course: course(states),
});
const entry = (task: Task, state: TaskState = { kind: "todo" }) => {
  const found = entryOf(plan({ [task]: state }), task);
  if (!found) throw new Error("the plan has every task");
  return found;
};
const done: TaskState = { kind: "done", by: "person", at: null };
const copying = (phase: CopyProgress["phase"]) => ({ phase }) as CopyProgress;
const checking = (phase: CheckProgress["phase"]): CheckProgress => ({ phase, done: 1, total: 4, rows: [], estimate: null });

test("a running job stands in for the state of its task, and for no other", () => {
  const running = { check: checking("testing"), copy: copying("paused"), copied: 0.4, verify: { phase: "comparing", deep: false, ended: null, people: [], fault: null } satisfies VerifyProgress };
  expect(standing(entry("getAccess"), running)).toEqual({ kind: "working", share: 0.25, paused: false });
  expect(standing(entry("copyMail"), running)).toEqual({ kind: "working", share: 0.4, paused: true });
  expect(standing(entry("checkArrived"), running).kind).toBe("working");
  expect(standing(entry("listPeople"), running)).toEqual({ kind: "todo" });
});

test("a job that has ended leaves the task as the plan has it", () => {
  for (const phase of ["finished", "stopped", "failed"] as const) {
    expect(standing(entry("copyMail", done), { check: checking("done"), copy: copying(phase) })).toEqual(done);
  }
  expect(standing(entry("getAccess"), { check: checking("stopped"), copy: null })).toEqual({ kind: "todo" });
});

test("what waits for another task or for the servers cannot be opened, what waits for a day can", () => {
  expect(canOpen({ kind: "after", task: "listPeople" })).toBe(false);
  expect(canOpen({ kind: "servers" })).toBe(false);
  expect(canOpen({ kind: "from", day: "2025-06-07" })).toBe(true);
});

test("what was left out is as settled as what is done", () => {
  expect(isSettled(done)).toBe(true);
  expect(isSettled({ kind: "skipped", reason: "notNeeded", note: null, at: "2025-06-02T14:00:00Z" })).toBe(true);
  expect(isSettled({ kind: "waitingFor", name: "Priya" })).toBe(false);
});

test("going on leads to the next required task of the phase that can be done, else home", () => {
  expect(onwards(plan({}), "chooseMovingDay")).toBe("shortenWait");
  expect(onwards(plan({ shortenWait: done, setUpBrand: { kind: "waitingFor", name: "Priya" } }), "chooseMovingDay")).toBe("setDefaults");
  expect(onwards(plan({}), "setDefaults")).toBe("home");
  expect(onwards(plan({ getAccess: { kind: "attention", concern: "sourceSignInFails" } }), "listPeople")).toBe("getAccess");
});

test("the phase that is looked at is that of the screen, else of the next task", () => {
  expect(currentPhase(plan({}), "copyMail")).toBe("move");
  expect(currentPhase(plan({}), "home")).toBe("prepare");
  const all = Object.fromEntries(plan({}).course.tasks.map(({ task }) => [task, done]));
  expect(currentPhase(plan(all), "home")).toBe("settleIn");
});

test("each phase has the tasks of the guide", () => {
  expect((["prepare", "getReady", "move", "settleIn"] as const).map((phase) => inPhase(plan({}), phase).length)).toEqual([6, 10, 5, 5]);
});
