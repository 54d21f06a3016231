import { expect, test } from "vitest";
import { readyFor } from "./at-hand";
import { course, done } from "./backend/fake/course";
import { emptyPlan } from "./backend/fake/scenes";
import type { TaskState } from "./backend/backend";

const plan = (state: TaskState, haveDns: string | null) => {
  const told = course({ shortenWait: state });
  return { ...emptyPlan, course: { ...told, answers: { ...told.answers, haveDns } } };
};

test("what was ticked is told at a task that needs it and is still to be done", () => {
  expect(readyFor(plan({ kind: "todo" }, "yes"), "shortenWait")).toBe("haveDns");
  expect(readyFor(plan(done.byPerson, "yes"), "shortenWait")).toBeNull();
  expect(readyFor(plan({ kind: "todo" }, null), "shortenWait")).toBeNull();
  expect(readyFor(plan({ kind: "todo" }, "yes"), "tellPeople")).toBeNull();
  expect(readyFor(null, "shortenWait")).toBeNull();
  expect(readyFor(plan({ kind: "todo" }, "yes"), undefined)).toBeNull();
});
