import { expect, test } from "vitest";
import { addDays, addMonths, dayAfterKey, firstWeekday, monthName, monthOf, weekdays } from "./calendar";

test("days and months go on over the ends of months and years", () => {
  expect(addDays("2025-12-31", 1)).toBe("2026-01-01");
  expect(addDays("2024-03-01", -1)).toBe("2024-02-29");
  expect(addMonths("2025-01-31", 1)).toBe("2025-02-28");
  expect(addMonths("2025-12-15", 1)).toBe("2026-01-15");
  expect(addMonths("2025-01-15", -1)).toBe("2024-12-15");
});

test("no day is lost when clocks change in between", () => {
  expect(addDays("2025-03-29", 2)).toBe("2025-03-31");
  expect(addDays("2025-10-25", 2)).toBe("2025-10-27");
});

test("a month has whole weeks, from the first day of the week on", () => {
  const monday = monthOf("2025-06-14", 1);
  expect(monday[0]).toEqual([null, null, null, null, null, null, "2025-06-01"]);
  expect(monday.at(-1)).toEqual(["2025-06-30", null, null, null, null, null, null]);
  const sunday = monthOf("2025-06-14", 7);
  expect(sunday[0]?.[0]).toBe("2025-06-01");
  expect(sunday).toHaveLength(5);
  for (let month = "2024-01-01"; month < "2026-01-01"; month = addMonths(month, 1)) {
    for (const first of [1, 6, 7]) {
      const days = monthOf(month, first).flat();
      expect(days.filter((day) => day !== null)).toHaveLength(Number(addDays(addMonths(month, 1), -1).slice(8)));
      expect(days.length % 7).toBe(0);
    }
  }
});

test("the week begins where the person's week does", () => {
  expect(firstWeekday("en-US")).toBe(7);
  expect(firstWeekday("en-GB")).toBe(1);
  expect(weekdays(1)[0]?.full).toBe("Monday");
  expect(weekdays(7).map(({ short }) => short)).toEqual(["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]);
  expect(monthName("2025-06-14")).toBe("June 2025");
});

test("keys lead through the month as everywhere else", () => {
  const from = (key: string, onwards: 1 | -1 = 1) => dayAfterKey(key, "2025-06-11", 1, onwards);
  expect(from("ArrowRight")).toBe("2025-06-12");
  expect(from("ArrowLeft")).toBe("2025-06-10");
  expect(from("ArrowRight", -1)).toBe("2025-06-10");
  expect(from("ArrowDown")).toBe("2025-06-18");
  expect(from("ArrowUp")).toBe("2025-06-04");
  expect(from("PageDown")).toBe("2025-07-11");
  expect(from("PageUp")).toBe("2025-05-11");
  expect(from("Home")).toBe("2025-06-09");
  expect(from("End")).toBe("2025-06-15");
  expect(dayAfterKey("Home", "2025-06-11", 7, 1)).toBe("2025-06-08");
  expect(from("a")).toBeNull();
});
