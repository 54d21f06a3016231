import { expect, test } from "vitest";
import { course, done, upTo } from "../../lib/backend/fake/course";
import { passed, timeline, waits } from "./dates";

test("what ends by itself is waited for first, the nearest end before the others", () => {
  const { tasks } = course({
    setUpBrand: { kind: "waitingFor", name: "Priya" },
    switchDelivery: { kind: "waitingUntil", from: "2025-06-02T10:00:00Z", at: "2025-06-04T10:00:00Z" },
    shortenWait: { kind: "waitingUntil", from: "2025-06-02T10:00:00Z", at: "2025-06-02T12:00:00Z" },
  });
  expect(waits(tasks).map(({ task }) => task)).toEqual(["shortenWait", "switchDelivery", "setUpBrand"]);
});

test("how much of a wait is over follows from the clock alone, and never leaves its ends", () => {
  const [from, at] = ["2025-06-02T10:00:00Z", "2025-06-02T14:00:00Z"];
  const moment = (hour: string) => Date.parse(`2025-06-02T${hour}:00Z`);
  expect(passed(from, at, moment("11:00"))).toBe(0.25);
  expect(passed(from, at, moment("09:00"))).toBe(0);
  expect(passed(from, at, moment("20:00"))).toBe(1);
  expect(passed(at, at, moment("09:00"))).toBe(1);
});

test("the strip names its dates in order, with their days from the moving day", () => {
  const strip = timeline(course());
  expect(strip?.dates.map(({ name, offset }) => [name, offset])).toEqual([["begin", -21], ["freeze", -7], ["copy", -5], ["day", 0], ["finish", 14]]);
  const places = strip?.dates.map(({ at }) => at) ?? [];
  expect(places).toEqual([...places].sort((one, other) => one - other));
  expect(strip?.end).toBe(places.at(-1));
});

test("today stands between the dates around it, and outside the plan nowhere", () => {
  const strip = timeline(course());
  const [begin, freeze] = strip?.dates ?? [];
  // Nine of the fourteen days between the two are over.
  expect(strip?.today).toBeCloseTo((begin?.at ?? 0) + (9 / 14) * ((freeze?.at ?? 0) - (begin?.at ?? 0)));
  expect(timeline(course({}, { today: "2025-05-01" }))?.today).toBeNull();
  expect(timeline(course({}, { today: "2025-07-01" }))?.today).toBeNull();
});

test("what is done has no dot", () => {
  expect(timeline(course())?.due.length).toBeGreaterThan(5);
  expect(timeline(course({ ...upTo("finish"), finish: done.byProgram }))?.due).toEqual([]);
});

test("in a plan of one day the moving day is the one that is named", () => {
  const short = course();
  const today = "2025-06-14";
  const tasks = short.tasks.map((entry) => ({ ...entry, opens: today, due: today }));
  expect(timeline({ ...short, today, tasks })?.dates.map(({ name }) => name)).toEqual(["day"]);
});

test("without a moving day there is no strip", () => {
  expect(timeline(course({}, { day: null }))).toBeNull();
});
