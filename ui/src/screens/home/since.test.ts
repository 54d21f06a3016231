import { expect, test } from "vitest";
import type { Task } from "../../lib/backend/backend";
import { course, done } from "../../lib/backend/fake/course";
import { phrase } from "../../lib/words";
import { sinceWords } from "./since";

test("a wait that is over and a task in trouble have words of their own", () => {
  const changed = course({ shortenWait: done.byProgram, getAccess: { kind: "attention", concern: "sourceSignInFails" }, catchUp: done.byProgram }, { since: ["shortenWait", "getAccess", "catchUp"] });
  expect(sinceWords(changed).map(phrase)).toEqual([
    "The DNS waiting time has passed.",
    "Some people cannot be signed in at the old system.",
    "Done meanwhile: Catch up with the last messages.",
  ]);
});

test("more than four lines become four", () => {
  const since: Task[] = ["shortenWait", "catchUp", "checkArrived", "copyMail", "getAccess", "restoreWait"];
  const lines = sinceWords(course(Object.fromEntries(since.map((task) => [task, done.byProgram])), { since }));
  expect(lines).toHaveLength(4);
  expect(lines.at(-1)).toEqual(["home-since-more", { count: 3 }]);
});
