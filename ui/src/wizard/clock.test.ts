import { expect, test } from "vitest";
import { course } from "../lib/backend/fake/course";
import { unchangedFor, untilMidnight } from "./clock.svelte";

const HOUR = 3_600_000;

test("the day ends by the clock of the company, not by that of this computer", () => {
  expect(untilMidnight("2025-06-02T14:00:00Z", "America/Toronto")).toBe(14 * HOUR);
  expect(untilMidnight("2025-06-02T14:00:00Z", "UTC")).toBe(10 * HOUR);
  expect(untilMidnight("2025-06-02T15:00:00Z", "Asia/Tokyo")).toBe(24 * HOUR);
});

test("the plan stays as it is until the day ends or something happens, whatever is first", () => {
  expect(unchangedFor(course())).toBe(14 * HOUR);
  expect(unchangedFor(course({}, { nextEvent: "2025-06-02T18:10:00Z" }))).toBe(4 * HOUR + HOUR / 6);
  expect(unchangedFor(course({}, { nextEvent: "2025-06-05T18:10:00Z" }))).toBe(14 * HOUR);
  expect(unchangedFor(course({}, { nextEvent: "2025-06-02T13:00:00Z" }))).toBe(0);
});
