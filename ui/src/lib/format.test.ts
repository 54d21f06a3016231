import { describe, expect, test } from "vitest";
import { bytes, count, day, duration, percent, time, timeExpected, timeLeft } from "./format";

const minutes = (n: number) => n * 60;
const hours = (n: number) => n * 3600;

test("counts are grouped", () => {
  expect(count(210400)).toBe("210,400");
  expect(count(0)).toBe("0");
});

test("percent is rounded down, so that 100 % means all", () => {
  expect(percent(0)).toBe("0%");
  expect(percent(0.29)).toBe("29%");
  expect(percent(0.999)).toBe("99%");
  expect(percent(1)).toBe("100%");
});

test.each([
  [0, "0 kB"],
  [40, "0 kB"],
  [500, "0.5 kB"],
  [1000, "1 kB"],
  [9960, "10 kB"],
  [640_000, "640 kB"],
  [999_499, "999 kB"],
  [999_500, "1 MB"],
  [1_400_000, "1.4 MB"],
  [12_345_678, "12 MB"],
  [2_400_000_000, "2.4 GB"],
  [38_000_000_000, "38 GB"],
  [1_500_000_000_000, "1.5 TB"],
  [5_000_000_000_000_000, "5,000 TB"],
])("%d bytes are %s", (value, text) => {
  expect(bytes(value)).toBe(text);
});

describe("time left", () => {
  test.each([
    [hours(5) + 600, ["left-hours", { hours: 5 }]],
    [hours(5) + 1000, ["left-hours", { hours: 5.5 }]],
    [hours(2) + 1, ["left-hours", { hours: 2 }]],
    [hours(2), ["left-hours", { hours: 2 }]],
    [minutes(93), ["left-hours-minutes", { hours: 1, minutes: 35 }]],
    [minutes(61), ["left-hours", { hours: 1 }]],
    [minutes(43), ["left-minutes", { minutes: 45 }]],
    [minutes(20) + 1, ["left-minutes", { minutes: 20 }]],
    [minutes(20), ["left-minutes", { minutes: 20 }]],
    [minutes(7) + 20, ["left-minutes", { minutes: 7 }]],
    [minutes(2) + 1, ["left-minutes", { minutes: 2 }]],
    [minutes(2), ["left-moments"]],
    [0, ["left-moments"]],
  ])("%d seconds", (seconds, phrase) => {
    expect(timeLeft(seconds)).toEqual(phrase);
  });

  test("never rises while the seconds fall", () => {
    const shown = (seconds: number) => {
      const [, values] = timeLeft(seconds);
      const { hours = 0, minutes = 0 } = { ...values } as Record<string, number>;
      return hours * 60 + minutes;
    };
    for (let seconds = hours(12); seconds > 0; seconds -= 7) {
      expect(shown(seconds - 7), `${seconds} seconds`).toBeLessThanOrEqual(shown(seconds));
    }
  });
});

test.each([
  [0.2, ["took-seconds", { seconds: 1 }]],
  [89, ["took-seconds", { seconds: 89 }]],
  [90, ["took-minutes", { minutes: 2 }]],
  [hours(1), ["took-hours", { hours: 1 }]],
  [hours(9) + minutes(5), ["took-hours-minutes", { hours: 9, minutes: 5 }]],
])("%d seconds took", (seconds, phrase) => {
  expect(duration(seconds)).toEqual(phrase);
});

test("dates name the month, and a broken date is empty", () => {
  expect(day("2025-06-14T12:00:00+02:00")).toMatch(/Sat.*June.*2025/);
  expect(time("2025-06-14T12:00:00Z")).toMatch(/\d{1,2}:\d\d/);
  expect(day("yesterday-ish")).toBe("");
});

test.each([
  [40, 1, ["expected-minutes", { minutes: 1 }]],
  [28 * 60, 1, ["expected-minutes", { minutes: 30 }]],
  [32_000, 1, ["expected-hours", { hours: 9 }]],
  [32_000, 3, ["expected-hours-days", { hours: 9, days: 3 }]],
  [1000, 2, ["expected-hours-days", { hours: 1, days: 2 }]],
  [null, 4, ["expected-days", { days: 4 }]],
])("%s seconds of copying over %s days are expected as %j", (seconds, days, expected) => {
  expect(timeExpected(seconds, days)).toEqual(expected);
});
