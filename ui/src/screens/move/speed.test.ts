import { expect, test } from "vitest";
import { speedOf, typedSpeed } from "./speed";

test.each([
  ["2", 2_000_000],
  [" 0,5 ", 500_000],
  ["1000", 1_000_000_000],
])("%s is a speed", (typed, bytes) => {
  expect(speedOf(typed)).toBe(bytes);
  expect(speedOf(typedSpeed(bytes))).toBe(bytes);
});

test.each(["", "0", "0.01", "1001", "-2", "two", "1e3", "1.2.3"])("“%s” is none", (typed) => {
  expect(speedOf(typed)).toBeNull();
});
