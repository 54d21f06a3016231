import { expect, test } from "vitest";
import { inUnits, noted, toSeconds } from "./seconds";

test("a waiting time is a whole number of seconds, at most a month", () => {
  expect(toSeconds(" 4 ", "hours")).toBe(14_400);
  expect(toSeconds("14400", "seconds")).toBe(14_400);
  expect(toSeconds("31", "days")).toBe(2_678_400);
  for (const wrong of ["", "0", "-1", "1.5", "four", "1e3", "99999999"]) expect(toSeconds(wrong, "seconds"), wrong).toBeNull();
  expect(toSeconds("32", "days")).toBeNull();
});

test("it is shown in the largest unit that fits", () => {
  expect(inUnits(14_400)).toEqual({ amount: "4", unit: "hours" });
  expect(inUnits(172_800)).toEqual({ amount: "2", unit: "days" });
  expect(inUnits(300)).toEqual({ amount: "5", unit: "minutes" });
  expect(inUnits(3601)).toEqual({ amount: "3601", unit: "seconds" });
});

test("an answer that is none is nothing", () => {
  expect(noted("14400")).toBe(14_400);
  expect(noted(null)).toBeNull();
  expect(noted("soon")).toBeNull();
});
