import { expect, test } from "vitest";
import type { CheckPhase, CheckProgress } from "../../lib/backend/backend";
import { saidOf } from "./said";

const check = (phase: CheckPhase, done: number): CheckProgress => ({ phase, done, total: 24, rows: [], estimate: null });

test("the start, every ten results and the end are said", () => {
  const states = [...Array.from({ length: 25 }, (_, done) => check("testing", done)), check("done", 24)];
  const said = states.map((now, index) => saidOf(states[index - 1] ?? null, now, []));
  expect(said.filter((phrase) => phrase !== null)).toEqual([
    ["conn-said-start", { count: 24 }],
    ["conn-said-progress", { done: 10, total: 24 }],
    ["conn-said-progress", { done: 20, total: 24 }],
    ["conn-said-done", { attention: 0 }],
  ]);
});

test("ten results that arrive at once are said once", () => {
  expect(saidOf(check("testing", 8), check("testing", 23), [])).toEqual(["conn-said-progress", { done: 23, total: 24 }]);
});

test("stopping is said when it is over", () => {
  expect(saidOf(check("testing", 3), check("stopping", 3), [])).toBeNull();
  expect(saidOf(check("stopping", 3), check("stopped", 3), [])).toEqual(["conn-said-stopped"]);
});

test("one person who was corrected is called by name", () => {
  expect(saidOf(check("testing", 1), check("done", 2), [], { name: "Ana", standing: "works" })).toEqual(["conn-said-works", { name: "Ana" }]);
  expect(saidOf(check("testing", 1), check("done", 2), [], { name: "Ana", standing: "attention" })).toEqual(["conn-said-fails", { name: "Ana" }]);
});
