import { expect, test } from "vitest";
import { clock, halfHours } from "./clock";

test("a time is shown as the system shows it, and what is none is left as it is", () => {
  expect(clock("18:00")).toMatch(/^(18:00|6:00.PM)$/);
  expect(clock("07:05")).toMatch(/^(0?7:05)/);
  expect(clock("soon")).toBe("soon");
});

test("a time between the half hours can be kept", () => {
  expect(halfHours("18:00")).toHaveLength(48);
  expect(halfHours("07:05")).toHaveLength(49);
  expect(halfHours("07:05").slice(14, 17)).toEqual(["07:00", "07:05", "07:30"]);
});
